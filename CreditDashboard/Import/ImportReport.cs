using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>What became of an import.</summary>
/// <param name="Files">In the order they were given.</param>
/// <param name="Snapshot">The account as it is now.</param>
public sealed record ImportReport(IReadOnlyList<FileReport> Files, AccountSnapshot Snapshot)
{
    /// <summary>True if a file or a row of one was refused, or in conflict.</summary>
    public bool HasRefusals => Files.Any(file => file.IsRefused || file.Refused > 0 || file.Conflicts > 0);
}

/// <summary>What became of one file, in the order of its JSON. <c>Rows</c> is always the sum of the four counts that follow it.</summary>
public sealed record FileReport
{
    public required string File { get; init; }
    public required FileKind Kind { get; init; }
    public long Rows => Imported + Already + Refused + Conflicts;
    public long Imported { get; init; }
    public long Already { get; init; }
    public long Refused { get; init; }
    public long Conflicts { get; init; }

    /// <summary>Why it was refused whole, or a note on what landed; null if there is nothing to say.</summary>
    public string? Message { get; init; }

    /// <summary>How many of its timestamps had no offset and were read in the account's zone.</summary>
    public long ZoneAssumed { get; init; }

    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>Of reveals and deductions what landed; of the vendor's figures the months or the instant that they are of. Null if there is none.</summary>
    public FileCoverage? Coverage { get; init; }

    /// <summary>In the order of their lines; the first so many, if there are very many.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>True if nothing of it landed, because it was refused whole.</summary>
    public bool IsRefused { get; init; }

    internal static FileReport RefusedWhole(string file, FileKind kind, string why) =>
        new() { File = file, Kind = kind, Message = why, IsRefused = true };
}

/// <summary>What a file says it covers.</summary>
/// <param name="From">The earliest instant of its rows, or the start of the range that was declared.</param>
/// <param name="To">The latest instant of its rows, included, or the end of the range that was declared.</param>
/// <param name="Declared">True if the range was declared complete for everyone.</param>
public sealed record FileCoverage(Instant From, Instant To, bool Declared);

/// <summary>What is wrong with a row.</summary>
/// <param name="Line">The line of the file on which the row begins, from 1.</param>
/// <param name="Column">Null if it is about the whole row.</param>
/// <param name="Reason">A sentence that says what would be right. It may quote a value: it is for the owner of the file, never for a log.</param>
public sealed record Problem(long Line, string? Column, string Reason);

public enum FileKind
{
    Unknown,
    Reveals,
    Deductions,
    Grants,
    UsageReport,
    ApiResponses,
    AccountUsage,
}

public static class FileKinds
{
    /// <summary>The word in JSON and in the store, such as <c>usage_report</c>.</summary>
    public static string Slug(this FileKind kind) => kind switch
    {
        FileKind.Reveals => "reveals",
        FileKind.Deductions => "deductions",
        FileKind.Grants => "grants",
        FileKind.UsageReport => "usage_report",
        FileKind.ApiResponses => "api_responses",
        FileKind.AccountUsage => "account_usage",
        _ => "unknown",
    };
}

/// <summary>A file cannot be read at all; the message is the sentence for its owner.</summary>
sealed class FileRefusedException(string message) : Exception(message);
