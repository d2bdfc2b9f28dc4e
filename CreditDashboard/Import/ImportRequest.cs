using CreditDashboard.Core.Cycles;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>How files are to be imported.</summary>
public sealed record ImportRequest
{
    /// <summary>A file with a row that is refused or in conflict does not land at all.</summary>
    public bool Strict { get; init; }

    /// <summary>A row whose id is there with other content lands as a new version; the old one is kept.</summary>
    public bool Restate { get; init; }

    /// <summary>The files are complete for everyone in this range; both its ends must be given.</summary>
    public Window? Covers { get; init; }

    /// <summary>When what the vendor's own files tell was called or taken, where they do not say; null if nobody said.</summary>
    public Instant? CalledAt { get; init; }
}

/// <summary>A file to be imported, from a disk or from an upload.</summary>
/// <param name="Name">As the one who gave it calls it.</param>
/// <param name="Length">In bytes, null if that is not known beforehand.</param>
/// <param name="OpenAsync">Opens it, once; the stream need not seek.</param>
public sealed record ImportFile(string Name, long? Length, Func<CancellationToken, ValueTask<Stream>> OpenAsync)
{
    const int BufferBytes = 128 * 1024;

    public static ImportFile At(string path)
    {
        var file = new FileInfo(path);
        return new ImportFile(path, file.Exists ? file.Length : null, _ => new(new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan)));
    }
}

public enum ImportStage
{
    /// <summary>Somebody else is changing the account.</summary>
    Waiting,
    Reading,

    /// <summary>The rows are compared with those that are there.</summary>
    Checking,
    Matching,
    Writing,
}

/// <summary>How far an import is.</summary>
/// <param name="File">Which file, null where it is about all of them.</param>
/// <param name="Rows">Rows read, or rows and verdicts written.</param>
/// <param name="Bytes">Bytes of the file that were read.</param>
/// <param name="BytesTotal">Null if the length is not known.</param>
/// <param name="RowsTotal">While writing, how many rows and verdicts there are to write; null elsewhere.</param>
public readonly record struct ImportProgress(
    ImportStage Stage, string? File = null, long Rows = 0, long Bytes = 0, long? BytesTotal = null, long? RowsTotal = null);
