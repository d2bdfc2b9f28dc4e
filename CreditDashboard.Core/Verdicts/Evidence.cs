using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Core.Verdicts;

/// <summary>How a field of the two rows of a pair compares; what is absent never differs.</summary>
public enum FieldResult : byte
{
    Equal,
    Differs,
    Absent,
}

/// <summary>One field of both rows, as in the files; empty if absent.</summary>
public sealed record ComparedField(string Name, string Reveal, string Deduction, FieldResult Result);

/// <summary>A row that could have stood in the pair instead.</summary>
/// <param name="TakenBy">The id of the row of the other side that it is matched with; null if it is matched with none.</param>
public sealed record OtherReading(string Id, string? TakenBy);

/// <summary>What the other side can be relied on to hold.</summary>
/// <param name="From">Earliest instant of the other side's rows, included; null if it has none.</param>
/// <param name="To">Latest instant, included.</param>
/// <param name="IsCovered">Whether the first member lies in it, its user and channel as well.</param>
/// <param name="IsDeclared">Whether a person's declaration says so, and not only the rows.</param>
public sealed record CoverageUsed(Instant? From, Instant? To, bool IsCovered, bool IsDeclared);

/// <summary>All that a verdict rests on. Its sentence is rendered from this alone (<see cref="Sentence"/>).</summary>
public sealed record Evidence
{
    /// <summary>The verdict, its credits summed over all its ledger rows.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The member rows in the order of their positions.</summary>
    public required ImmutableArray<Reveal> Reveals { get; init; }

    /// <summary>The member rows of the ledger in the order of their positions, reversals among them.</summary>
    public required ImmutableArray<Deduction> Deductions { get; init; }

    /// <summary>0 for an agent's pin, else 1 to 6; null without a match.</summary>
    public required int? Tier { get; init; }

    /// <summary>How many times as near the pair is as the next best reading, in hundredths; null if there is no other, or the key is strong.</summary>
    public required long? MarginHundredths { get; init; }

    /// <summary>Posted less occurred of the first of each side; null without both.</summary>
    public required Duration? Lag { get; init; }

    /// <summary>When a deduction could have been posted, or a reveal have occurred, to be matched in this tier; null if time plays no part.</summary>
    public required Window? LagWindow { get; init; }
    public required ImmutableArray<ComparedField> Fields { get; init; }

    /// <summary>The price of the one reveal, with its lines; null for none, several, or one that no card prices.</summary>
    public required Price? Price { get; init; }

    /// <summary>The card that rules the verdict: at the reveal, or at the posting of a deduction without one.</summary>
    public required RateCard Card { get; init; }
    public required ImmutableArray<OtherReading> RunnerUps { get; init; }

    /// <summary>Up to three rows that came nearest without being candidates.</summary>
    public required ImmutableArray<NearMiss> NearMisses { get; init; }

    /// <summary>What would have to be different for another verdict, as a sentence; null if nothing is known.</summary>
    public required string? Counterfactual { get; init; }
    public required CoverageUsed Coverage { get; init; }

    /// <summary>How many rows that an import refused may answer the row of a verdict that waits for them; 0 for any other verdict.</summary>
    public long RefusedNearby { get; init; }

    /// <summary>What a duplicate repeats, or the charge that a suspected one looks like.</summary>
    public required Deduction? Repeated { get; init; }

    /// <summary>What agents said of its rows, whether both rows stand in it or not; in the order of the ids of reveal and deduction.</summary>
    public required ImmutableArray<Pin> Pins { get; init; }

    /// <summary>The acceptance that speaks of the verdict; null if what differs was not accepted.</summary>
    public required Pin? Accepted { get; init; }

    /// <summary>The cycle in which the first reveal occurred, or else the first ledger row was posted.</summary>
    public required Cycle Cycle { get; init; }

    /// <summary>The account's zone, in which its times are said.</summary>
    public required DateTimeZone Zone { get; init; }
}
