using NodaTime;

namespace CreditDashboard.Core.Ledger;

/// <summary>
/// Contact information shown to an actor, or another paid action they took. One row of the activity feed, unpacked to be read or
/// written; an empty text is absent. Article: "Lusha charges credits based on the types of data revealed per contact".
/// </summary>
public sealed record Reveal
{
    public const string RevealAction = "reveal";

    /// <summary>Opaque, case-sensitive, unique among the account's reveals.</summary>
    public required string Id { get; init; }

    public required Instant OccurredAt { get; init; }

    /// <summary>The user's address (<see cref="Actor.Normalise"/>), empty if nobody is named.</summary>
    public string User { get; init; } = "";

    public required string Channel { get; init; }
    public string Contact { get; init; } = "";

    /// <summary>How many e-mail addresses were shown, 0 or more.</summary>
    public required int EmailsFound { get; init; }

    /// <summary>How many phone numbers were shown, 0 or more.</summary>
    public required int PhonesFound { get; init; }

    public bool EmailsRequested { get; init; } = true;
    public bool PhonesRequested { get; init; } = true;
    public string Job { get; init; } = "";
    public string Request { get; init; } = "";

    /// <summary>What it should be paid from.</summary>
    public CreditType CreditType { get; init; }

    public string Action { get; init; } = RevealAction;

    /// <summary>How many results another action returned; 1 for a reveal.</summary>
    public int Quantity { get; init; } = 1;

    public Position Position => Position.Of(Side.Reveal, Id, OccurredAt);
}

/// <summary>
/// A row of the ledger: credits taken from one credit type, or, with negative credits, a reversal that names the deduction it answers.
/// An empty text is absent.
/// </summary>
public sealed record Deduction
{
    /// <summary>Opaque, case-sensitive, unique among the account's deductions.</summary>
    public required string Id { get; init; }

    public required Instant PostedAt { get; init; }

    /// <summary>Never 0; negative only with <see cref="Reverses"/>.</summary>
    public required Credits Credits { get; init; }

    public CreditType CreditType { get; init; }
    public string User { get; init; } = "";
    public string Channel { get; init; } = "";
    public string Contact { get; init; } = "";
    public string Job { get; init; } = "";
    public string Request { get; init; } = "";
    public string Action { get; init; } = Reveal.RevealAction;

    /// <summary>The id of the deduction that this row gives back, empty if it takes.</summary>
    public string Reverses { get; init; } = "";

    public Position Position => Position.Of(Side.Deduction, Id, PostedAt);
}
