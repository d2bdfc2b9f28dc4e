using NodaTime;

namespace CreditDashboard.Data;

/// <summary>An import that became visible.</summary>
public sealed class ImportRecord
{
    public long AccountId { get; init; }

    /// <summary>The account's version that shows it; its number as well.</summary>
    public long Version { get; init; }

    public required Instant At { get; init; }
    public required string Actor { get; init; }

    /// <summary>When and by whom it was withdrawn, why, and the account's version from which on nothing of it is seen; null while it stands.</summary>
    public Instant? WithdrawnAt { get; set; }
    public string? WithdrawnBy { get; set; }
    public string? WithdrawnReason { get; set; }
    public long? WithdrawnIn { get; set; }
}

/// <summary>One file of an import, as it was counted.</summary>
public sealed class ImportedFile
{
    public long AccountId { get; init; }
    public long Version { get; init; }

    /// <summary>Counts from 1 in the order the files were given.</summary>
    public int Number { get; init; }

    public required string Name { get; init; }
    public required string Kind { get; init; }
    public long Rows { get; init; }
    public long Imported { get; init; }
    public long Already { get; init; }
    public long Refused { get; init; }
    public long Conflicts { get; init; }
    public long ZoneAssumed { get; init; }

    /// <summary>Its earliest and its latest instant, both included; null without rows.</summary>
    public Instant? From { get; init; }
    public Instant? To { get; init; }

    /// <summary>Why it was refused whole, or a note; null if there is nothing to say.</summary>
    public string? Message { get; init; }
}
