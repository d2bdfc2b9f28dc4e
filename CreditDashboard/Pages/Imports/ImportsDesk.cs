using CreditDashboard.Components;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Data;
using CreditDashboard.Import;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Pages.Imports;

/// <summary>The imports of an account, the newest first.</summary>
/// <param name="Count">Of all files that were ever imported.</param>
/// <param name="Older">The number before which the next ones begin, null at the end.</param>
public sealed record ImportHistory(
    string Account, string AccountName, DateTimeZone Zone, int Count, Instant? Since, IReadOnlyList<ImportLine> Lines, long? Older)
{
    /// <summary>The refused rows that may still answer others, the newest first.</summary>
    public required IReadOnlyList<RefusedRow> Refused { get; init; }

    /// <summary>True if the reader may withdraw what was imported.</summary>
    public required bool MayWithdraw { get; init; }

    /// <summary>The import that the reader began and that still runs.</summary>
    public required RunningImport? Running { get; init; }
}

/// <param name="By">Who imported it: a person's address, or the operator of the machine.</param>
/// <param name="Withdrawn">When and by whom it was withdrawn, and why; null while it stands.</param>
public sealed record ImportLine(long Number, Instant At, string By, ImportedFile File, (Instant At, string By, string Reason)? Withdrawn);

/// <summary>Reads the history of an account's imports, and imports what someone brings.</summary>
public sealed class ImportsDesk(IDbContextFactory<StoreContext> contexts, AccessScopes scopes, LedgerReader ledgers, RunningImports running, RefusedDesk refused, WithdrawalDesk withdrawals)
{
    const int LinesOfAPage = 25;

    /// <summary>The history, or null if there is no such account for this person.</summary>
    public async Task<ImportHistory?> ReadAsync(string personId, ImportsQuery query, CancellationToken ct)
    {
        if (await ledgers.OpenAsync(personId, query.Account, ct) is not { Account: var account } ledger)
            return null;

        await using var store = await contexts.CreateDbContextAsync(ct);
        var files =
            from file in store.ImportedFiles.AsNoTracking()
            where file.AccountId == account.Id
            join import in store.Imports.AsNoTracking()
                on new { file.AccountId, file.Version } equals new { import.AccountId, import.Version }
            select new { file, import };
        var lines = await files
            .Where(line => query.Before == null || line.file.Version < query.Before)
            .OrderByDescending(line => line.file.Version).ThenBy(line => line.file.Number)
            .Take(LinesOfAPage + 1)
            .ToListAsync(ct);

        // An import of several files is never cut in two.
        var shown = lines.Count > LinesOfAPage && lines[^1].file.Version != lines[0].file.Version
            ? lines.TakeWhile(line => line.file.Version != lines[^1].file.Version).ToList()
            : lines;
        var actors = shown.SelectMany(line => new[] { line.import.Actor, line.import.WithdrawnBy ?? "" }).Distinct().ToList();
        var names = await store.Users.AsNoTracking()
            .Where(person => actors.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Email ?? "", ct);
        var scope = await scopes.ForPersonAsync(personId, ct);
        return new(
            account.Slug,
            account.Name,
            ledger.Cycles.Zone,
            await files.CountAsync(ct),
            await files.MinAsync(line => (Instant?)line.import.At, ct),
            [.. shown.Select(line => new ImportLine(line.file.Version, line.import.At, Name(line.import.Actor), line.file, Withdrawn(line.import)))],
            shown.Count < lines.Count ? shown[^1].file.Version : null)
        {
            Refused = [.. ledger.Judgement.Rules.Refused.OrderByDescending(row => row.Number)],
            MayWithdraw = scope.IsAdminOf(account.Id),
            Running = running.Of(scope, account.Slug),
        };

        string Name(string actor) => names.GetValueOrDefault(actor, "operator");

        (Instant, string, string)? Withdrawn(ImportRecord import) =>
            import.WithdrawnAt is { } at ? (at, Name(import.WithdrawnBy!), import.WithdrawnReason!) : null;
    }

    /// <summary>Begins an import, which goes on without the page.</summary>
    /// <param name="copies">The files as they lie here; gone when it is over.</param>
    public async Task<RunningImport> StartAsync(
        string personId, string account, IReadOnlyList<ImportFile> files, ImportRequest request, IReadOnlyList<IAsyncDisposable> copies, CancellationToken ct) =>
        running.Start(await scopes.ForPersonAsync(personId, ct), account, files, request, copies);

    /// <summary>Sets refused rows aside; null if there is no such account for this person.</summary>
    public async Task<int?> SetAsideAsync(string personId, string account, IReadOnlyCollection<long> numbers, string reason, CancellationToken ct) =>
        await refused.SetAsideAsync(await scopes.ForPersonAsync(personId, ct), account, numbers, reason, ct);

    /// <summary>Takes an import back; null if there is no such account for this person.</summary>
    public async Task<Withdrawal?> WithdrawAsync(string personId, string account, long number, string reason, CancellationToken ct) =>
        await withdrawals.WithdrawAsync(await scopes.ForPersonAsync(personId, ct), account, number, reason, ct);
}
