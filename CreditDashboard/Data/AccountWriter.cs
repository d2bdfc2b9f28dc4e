using System.Collections.Concurrent;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>What is to be changed of an account, all at once.</summary>
public sealed record AccountChange
{
    /// <summary>What becomes true of the rows as they will be.</summary>
    public required Judgement Judgement { get; init; }

    /// <summary>What its rows were built by, if rows came; null if they are those that are there already.</summary>
    public AccountRowsBuilder? Arrived { get; init; }

    /// <summary>What the vendor's API reported to have charged, by request id; each request once.</summary>
    public IReadOnlyCollection<ReportedCharge> Charges { get; init; } = [];

    /// <summary>Adds, under the version it is given, what is few and belongs to the change; saved in the transaction that shows it all.</summary>
    public Func<StoreContext, long, Task>? Alongside { get; init; }

    /// <summary>What the audit says, such as <c>import</c>.</summary>
    public required string What { get; init; }
    public string Detail { get; init; } = "";
}

/// <summary>
/// The one way in which an account's rows and verdicts change: written in slices under the next version, which no reader sees, and then shown
/// by one small transaction. What fails on the way leaves nothing.
/// </summary>
public sealed class AccountWriter(
    Store store, SqliteFile file, SqliteSlices slices, SqliteSweep sweep, AccountSnapshots snapshots, AccountReader reader, TimeProvider time)
{
    readonly ConcurrentDictionary<long, SemaphoreSlim> _turns = [];

    /// <summary>Waits until nobody else changes the account. Null if it does not exist or lies outside the scope.</summary>
    /// <param name="waiting">Told once, if somebody else is changing it just now.</param>
    public async Task<AccountTurn?> EnterAsync(
        AccessScope scope, string slug, Action? waiting = null, CancellationToken cancellation = default)
    {
        if (await snapshots.ReadAsync(scope, slug, cancellation) is not { } seen)
            return null;

        var turn = _turns.GetOrAdd(seen.Account.Id, _ => new SemaphoreSlim(1, 1));
        if (!await turn.WaitAsync(TimeSpan.Zero, cancellation))
        {
            waiting?.Invoke();
            await turn.WaitAsync(cancellation);
        }

        try
        {
            if (await snapshots.ReadAsync(scope, slug, cancellation) is { } before)
                return new AccountTurn(before, scope.Actor, this, turn);

            turn.Release();
            return null;
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    internal async Task<AccountSnapshot> LandAsync(
        AccountTurn turn, AccountChange change, Action<long>? written, CancellationToken cancellation)
    {
        var account = turn.Before.Account;
        var version = account.Version + 1;
        var writesRows = change.Arrived is not null || change.Charges.Count > 0 || change.Judgement != turn.Before.Judgement || turn.Before.VerdictsAreOld;
        if (writesRows)
            await MarkAsync(account.Id, version, cancellation);
        try
        {
            if (writesRows)
                await slices.RunAsync(Steps(turn.Before, change, version), written, cancellation);
            await ShowAsync(turn, change, version, cancellation);
        }
        catch when (writesRows)
        {
            await sweep.UnseenAsync(account.Id, CancellationToken.None);
            throw;
        }

        var after = await reader.ReadAsync(account.Id, change.Judgement, CancellationToken.None)
            ?? throw new InvalidOperationException("The account went while it was changed.");
        snapshots.Show(after);
        return after;
    }

    IEnumerable<bool> Steps(AccountSnapshot before, AccountChange change, long version)
    {
        var rows = change.Judgement.Rows;
        var writer = new SqliteRowWriter(file.Writer, before.Account.Id, version);
        var steps = Enumerable.Empty<bool>();
        if (change.Arrived is { } arrived)
        {
            var known = before.Rows.Names;
            var userIds = before.UserIds.Draw(rows.Names.Users.Count - known.Users.Count);
            steps = steps
                .Concat(writer.Names(SqliteRowReader.UserKind, rows.Names.Users, known.Users.Count, userIds))
                .Concat(writer.Names(SqliteRowReader.ChannelKind, rows.Names.Channels, known.Channels.Count))
                .Concat(writer.Names(SqliteRowReader.ActionKind, rows.Names.Actions, known.Actions.Count))
                .Concat(writer.Ended("reveals", arrived.ReplacedReveals.Select(row => before.Rows.Reveals[row].Position).Order()))
                .Concat(writer.Reveals(rows, arrived.AddedReveals))
                .Concat(writer.Ended("deductions", arrived.ReplacedDeductions.Select(row => before.Rows.Deductions[row].Position).Order()))
                .Concat(writer.Deductions(rows, arrived.AddedDeductions));
        }

        steps = steps.Concat(SqliteCharges.Write(file.Writer, before.Account.Id, version, change.Charges));
        return before.VerdictsAreOld
            ? steps.Concat(writer.VerdictsEnded()).Concat(writer.Verdicts(null, change.Judgement))
            : steps.Concat(writer.Verdicts(before.Judgement, change.Judgement));
    }

    Task<int> MarkAsync(long account, long version, CancellationToken cancellation) => store.WriteAsync(
        async context =>
        {
            var isMarked = await context.Accounts
                .Where(row => row.Id == account && row.Version == version - 1 && EF.Property<long>(row, Columns.Writing) == 0)
                .ExecuteUpdateAsync(row => row.SetProperty(each => EF.Property<long>(each, Columns.Writing), version), cancellation);
            return isMarked == 1 ? isMarked : throw new InvalidOperationException("Somebody else changed the account.");
        },
        cancellation);

    Task<bool> ShowAsync(AccountTurn turn, AccountChange change, long version, CancellationToken cancellation) => store.WriteAsync(
        async context =>
        {
            var account = await context.Accounts.SingleAsync(row => row.Id == turn.Before.Account.Id, cancellation);
            account.Version = version;
            context.Entry(account).Property<long>(Columns.Writing).CurrentValue = 0;
            context.Entry(account).Property<int>(Columns.JudgedBy).CurrentValue = Judge.RulesVersion;
            if (change.Alongside is { } alongside)
                await alongside(context, version);
            context.Audit.Add(new AuditRow
            {
                AccountId = account.Id,
                At = Instant.FromDateTimeOffset(time.GetUtcNow()),
                Actor = turn.Actor,
                What = change.What,
                Detail = change.Detail,
            });
            return true;
        },
        cancellation);
}

/// <summary>The right to change an account, until it is disposed.</summary>
public sealed class AccountTurn : IDisposable
{
    readonly AccountWriter _writer;
    SemaphoreSlim? _turn;

    internal AccountTurn(AccountSnapshot before, string actor, AccountWriter writer, SemaphoreSlim turn)
    {
        Before = before;
        Actor = actor;
        _writer = writer;
        _turn = turn;
    }

    /// <summary>The account as everyone sees it while this turn lasts.</summary>
    public AccountSnapshot Before { get; private set; }
    public string Actor { get; }

    /// <summary>About how many rows and verdicts a change writes, names aside.</summary>
    public long RowsToWrite(AccountChange change)
    {
        var verdicts = VerdictChanges.Between(Before.VerdictsAreOld ? null : Before.Judgement, change.Judgement).LongCount();
        return change.Charges.Count + (change.Arrived is { } arrived
            ? verdicts + arrived.AddedReveals.Length + arrived.AddedDeductions.Length + arrived.ReplacedReveals.Count + arrived.ReplacedDeductions.Count
            : verdicts);
    }

    /// <summary>Writes a change and shows it; the new snapshot is what everyone sees then.</summary>
    /// <param name="written">Told after each slice how many rows and verdicts were written.</param>
    public async Task<AccountSnapshot> LandAsync(AccountChange change, Action<long>? written = null, CancellationToken cancellation = default) =>
        Before = await _writer.LandAsync(this, change, written, cancellation);

    public void Dispose() => Interlocked.Exchange(ref _turn, null)?.Release();
}
