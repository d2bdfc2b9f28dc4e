using NodaTime;

namespace CreditDashboard.Core.Ledger;

/// <summary>
/// A row that an import refused and that did not land. Of what it says only that is kept by which it may be the counterpart of a row that
/// did, so that nothing certain is said beside it.
/// </summary>
public sealed class RefusedRow
{
    public long AccountId { get; init; }

    /// <summary>Counts from 1 in each account.</summary>
    public long Number { get; set; }
    public required Side Side { get; init; }

    /// <summary>Its id; empty if it could not be read.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its instant; null if it could not be read.</summary>
    public Instant? At { get; init; }

    /// <summary>Its user's address; empty if it could not be read or named none.</summary>
    public string User { get; init; } = "";

    /// <summary>How many rows of that import are kept as this one: all that said the same, or all beyond the number that is kept.</summary>
    public long Rows { get; init; } = 1;

    /// <summary>The import that refused it first, the file within it, and the line in that.</summary>
    public long Version { get; init; }
    public int File { get; init; }
    public long Line { get; init; }

    /// <summary>When and by whom it was set aside, and why; null if it was not.</summary>
    public Instant? SetAsideAt { get; set; }
    public string? SetAsideBy { get; set; }
    public string? Reason { get; set; }

    /// <summary>What makes two refused rows the same one.</summary>
    public (Side Side, string Id, Instant? At, string User) Key => (Side, Id, At, User);

    /// <summary>True until a row of its id lands on its side, or someone sets it aside.</summary>
    public bool IsOpen(AccountRows rows) =>
        SetAsideAt is null && (Id.Length == 0 || (Side == Side.Reveal ? rows.FindReveal(Id) : rows.FindDeduction(Id)) < 0);
}
