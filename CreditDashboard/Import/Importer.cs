using CreditDashboard.Data;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>Imports files into an account: each by itself, then all is judged once and shown at once.</summary>
public sealed class Importer(AccountWriter writer, ReportedCharges charges, IOptions<ImportOptions> options, TimeProvider time)
{
    /// <summary>
    /// Imports the files in the order they are given. One import an account runs at a time; others wait and are told so. Cancelled or
    /// failed, it leaves nothing behind.
    /// </summary>
    /// <returns>Null if the account does not exist or lies outside the scope.</returns>
    /// <exception cref="ArgumentException">The range that is declared lacks an end.</exception>
    public Task<ImportReport?> RunAsync(
        AccessScope scope,
        string slug,
        IReadOnlyList<ImportFile> files,
        ImportRequest request,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        if (request.Covers is { From: null } or { To: null })
            throw new ArgumentException("What is declared complete needs both ends.", nameof(request));

        // Reading and judging take a processor for a while: never that of a circuit.
        return Task.Run(
            async () =>
            {
                using var turn = await writer.EnterAsync(
                    scope, slug, () => progress?.Report(new ImportProgress(ImportStage.Waiting)), cancellation);
                if (turn is null)
                    return null;

                var vendor = new VendorIntake(turn, request, options.Value, Instant.FromDateTimeOffset(time.GetUtcNow()), charges, scope.IsAdministrator);
                var run = new ImportRun(turn, request, options.Value, time, vendor, progress);
                foreach (var file in files)
                    await run.TakeAsync(file, cancellation);
                return await run.LandAsync(cancellation);
            },
            cancellation);
    }
}
