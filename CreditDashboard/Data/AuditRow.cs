using NodaTime;

namespace CreditDashboard.Data;

/// <summary>One thing that was done, written in the transaction that did it. Rows are only ever added.</summary>
public sealed class AuditRow
{
    /// <summary>The account it was done to, <see cref="Instance"/> if to none.</summary>
    public long AccountId { get; init; }

    /// <summary>Counts from 1 in each account; given when the row is saved.</summary>
    public long Number { get; internal set; }

    public required Instant At { get; init; }

    /// <summary>Who: a person's id or <c>operator</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>What, such as <c>account.create</c>.</summary>
    public required string What { get; init; }

    /// <summary>The rest as a sentence, without personal data.</summary>
    public string Detail { get; init; } = "";

    public const long Instance = 0;
}
