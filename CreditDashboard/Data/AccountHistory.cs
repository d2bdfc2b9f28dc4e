using System.Globalization;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>What the account shows without one of its imports, beside what it shows now.</summary>
sealed record HistoryChange(StandingChange Reveals, StandingChange Deductions, IReadOnlyList<Grant> GrantsGone, IReadOnlyList<Grant> GrantsBack)
{
    /// <summary>What the imports that stand then declare complete.</summary>
    public required IReadOnlyList<DeclaredCoverage> Coverages { get; init; }

    public int Gone => Reveals.Gone.Count + Deductions.Gone.Count + GrantsGone.Count;
    public int Back => Reveals.Back.Count + Deductions.Back.Count + GrantsBack.Count;
}

/// <summary>An import that became visible, and its files as they were counted.</summary>
public sealed record PastImport(ImportRecord Record, IReadOnlyList<ImportedFile> Files);

/// <summary>Who withdrew an import, when and why.</summary>
sealed record WithdrawalNote(long Import, Instant At, string By, string Reason);

/// <summary>Reads all versions of an account's rows, and which imports brought them: that is what a withdrawal is made from.</summary>
public sealed class AccountHistory(AccountReader reader)
{
    /// <summary>The imports of an account that became visible, in the order they came; null if it does not exist or lies outside the scope.</summary>
    public async Task<IReadOnlyList<PastImport>?> ListAsync(AccessScope scope, string slug, CancellationToken cancellation = default)
    {
        await using var context = await reader.BeginAsync(cancellation);
        if (await scope.Filter(context.Accounts.AsNoTracking()).SingleOrDefaultAsync(row => row.Slug == slug, cancellation) is not { } account)
            return null;

        var imports = await context.Imports.AsNoTracking().Where(row => row.AccountId == account.Id).OrderBy(row => row.Version).ToListAsync(cancellation);
        var files = await context.ImportedFiles.AsNoTracking().Where(row => row.AccountId == account.Id).OrderBy(row => row.Number).ToListAsync(cancellation);
        var byImport = files.ToLookup(file => file.Version);
        return [.. imports.Select(import => new PastImport(import, [.. byImport[import.Version]]))];
    }

    /// <param name="account">As it is now; nobody changes it meanwhile.</param>
    /// <param name="import">To be withdrawn.</param>
    /// <exception cref="RefusedException">There is no such import, or it was withdrawn before.</exception>
    internal async Task<HistoryChange> WithoutAsync(Account account, long import, CancellationToken cancellation)
    {
        await using var context = await reader.BeginAsync(cancellation);
        var found = await context.Imports.AsNoTracking()
            .SingleOrDefaultAsync(row => row.AccountId == account.Id && row.Version == import, cancellation);
        if (found is null)
            throw new RefusedException($"There is no import {import} of this account.");
        if (found.WithdrawnAt is not null)
            throw new RefusedException($"Import {import} was withdrawn before.");

        return await ChangeAsync(context, account, import, cancellation);
    }

    /// <summary>What is seen although what brought it was withdrawn, or the other way round: a sentence, null if all is as it must be.</summary>
    internal static async Task<string?> FirstBrokenAsync(StoreContext context, Account account, CancellationToken cancellation)
    {
        if (!await context.Imports.AnyAsync(row => row.AccountId == account.Id && row.WithdrawnAt != null, cancellation))
            return null;

        var change = await ChangeAsync(context, account, null, cancellation);
        return change.Gone > 0 ? $"Of the rows of {account.Slug}, {change.Gone} are seen although every import that brought them was withdrawn."
            : change.Back > 0 ? $"Of the rows of {account.Slug}, {change.Back} are not seen although an import that brought them stands."
            : null;
    }

    /// <summary>Adds the versions that are to be seen again.</summary>
    internal async Task ReadBackAsync(Account account, HistoryChange change, AccountRowsBuilder rows, CancellationToken cancellation)
    {
        await using var context = await reader.BeginAsync(cancellation);
        var stored = new SqliteRowReader(AccountReader.ConnectionOf(context), account.Id, account.Version);
        foreach (var reveal in change.Reveals.Back)
            stored.ReadReveal(rows, reveal);
        foreach (var deduction in change.Deductions.Back)
            stored.ReadDeduction(rows, deduction);
    }

    /// <summary>Writes what is few of a withdrawal.</summary>
    internal static async Task WriteAsync(
        StoreContext context, Account account, HistoryChange change, long version, WithdrawalNote note, CancellationToken cancellation)
    {
        foreach (var gone in change.GrantsGone)
            context.Ended(await context.Grants.SingleAsync(row => row.AccountId == account.Id && row.Id == gone.Id, cancellation), version);
        foreach (var back in change.GrantsBack)
        {
            context.Added(
                new Grant { AccountId = account.Id, Id = back.Id, PostedAt = back.PostedAt, Credits = back.Credits, CreditType = back.CreditType, Kind = back.Kind },
                version);
        }

        foreach (var refused in await context.RefusedRows
            .Where(row => row.AccountId == account.Id && row.Version == note.Import && row.SetAsideAt == null)
            .ToListAsync(cancellation))
        {
            (refused.SetAsideAt, refused.SetAsideBy, refused.Reason) = (note.At, note.By, "The import was withdrawn.");
        }

        var import = await context.Imports.SingleAsync(row => row.AccountId == account.Id && row.Version == note.Import, cancellation);
        (import.WithdrawnAt, import.WithdrawnBy, import.WithdrawnReason, import.WithdrawnIn) = (note.At, note.By, note.Reason, version);
    }

    static async Task<HistoryChange> ChangeAsync(StoreContext context, Account account, long? without, CancellationToken cancellation)
    {
        var imports = await context.Imports.AsNoTracking().Where(row => row.AccountId == account.Id).ToListAsync(cancellation);
        var withdrawn = imports.Where(row => row.WithdrawnAt is not null || row.Version == without).Select(row => row.Version).ToHashSet();
        var withdrawals = imports.Select(row => row.WithdrawnIn).OfType<long>().ToHashSet();
        var again = await context.BroughtAgain.AsNoTracking()
            .Where(row => row.AccountId == account.Id)
            .OrderBy(row => row.Version)
            .ToListAsync(cancellation);
        var stored = new SqliteRowReader(AccountReader.ConnectionOf(context), account.Id, account.Version);
        var grants = await GrantsAsync(context, account, cancellation);
        var grantChange = StandingRows.Of([.. grants.Select(grant => grant.Version)], account.Version, Of(RowKind.Grants), _ => Contents(grants));
        List<Grant> shown = [.. grants.Where(grant => grant.Version.IsCurrentAt(account.Version)).Select(grant => grant.Grant)];
        var byVersion = grants.ToDictionary(grant => grant.Version, grant => grant.Grant);
        return new HistoryChange(
            Change("reveals", RowKind.Reveals),
            Change("deductions", RowKind.Deductions),
            [.. grantChange.Gone.Select(grant => shown[grant])],
            [.. grantChange.Back.Select(version => byVersion[version])])
        {
            Coverages = await AccountReader.CoveragesAsync(context, account.Id, without, cancellation),
        };

        StandingChange Change(string table, RowKind kind) =>
            StandingRows.Of(stored.Versions(table), account.Version, Of(kind), ties => stored.Contents(table, ties));

        Brought Of(RowKind kind) => new(
            withdrawn,
            withdrawals,
            [.. again.Where(row => row.Kind == kind && !withdrawn.Contains(row.Version)).Select(row => (row.Version, RowMarks.Of(row.Marks)))]);
    }

    /// <summary>All versions of the grants, in the order of the snapshot's.</summary>
    static async Task<List<(Grant Grant, RowVersion Version)>> GrantsAsync(StoreContext context, Account account, CancellationToken cancellation)
    {
        var stored = await context.Grants.AsNoTracking().IgnoreQueryFilters()
            .Where(row => row.AccountId == account.Id)
            .Select(row => new { Grant = row, From = EF.Property<long>(row, Columns.VersionFrom), To = EF.Property<long>(row, Columns.VersionTo) })
            .ToListAsync(cancellation);
        var numbers = stored.Select(row => row.Grant.Id).Distinct(StringComparer.Ordinal).Index().ToDictionary(each => each.Item, each => (long)each.Index, StringComparer.Ordinal);
        return
        [
            .. stored
                .OrderBy(row => row.Grant.PostedAt).ThenBy(row => row.Grant.Id, StringComparer.Ordinal).ThenBy(row => row.From)
                .Select(row => (row.Grant, new RowVersion(Position.TicksOf(row.Grant.PostedAt), numbers[row.Grant.Id], row.From, row.To))),
        ];
    }

    static Dictionary<RowVersion, (string Id, string Content)> Contents(IEnumerable<(Grant Grant, RowVersion Version)> grants) => grants.ToDictionary(
        grant => grant.Version,
        grant => (grant.Grant.Id, string.Create(CultureInfo.InvariantCulture, $"{grant.Version.At} {grant.Grant.Credits.Count} {grant.Grant.CreditType} {grant.Grant.Kind}")));
}
