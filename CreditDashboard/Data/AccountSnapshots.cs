using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CreditDashboard.Data;

/// <summary>
/// The accounts in use, in memory: one snapshot an account and version, shared by all who read it, loaded once however many ask at once,
/// and let go when the budget asks for it, the longest unused first.
/// </summary>
public sealed class AccountSnapshots(IDbContextFactory<StoreContext> contexts, AccountReader reader, IOptions<StoreOptions> options)
{
    const long BytesAMegabyte = 1 << 20;

    readonly Lock _lock = new();
    readonly Dictionary<long, Kept> _kept = [];
    long _uses;

    /// <summary>Raised with the word of an account whose rows or verdicts have changed, on any thread.</summary>
    public event Action<string>? Changed;

    /// <summary>The account as it is now; null if it does not exist or lies outside the scope, which look the same.</summary>
    public async Task<AccountSnapshot?> ReadAsync(AccessScope scope, string slug, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var account = await scope.Filter(context.Accounts.AsNoTracking())
            .Where(row => row.Slug == slug)
            .Select(row => new { row.Id, row.Version })
            .SingleOrDefaultAsync(cancellation);
        return account is null ? null : await ReadAsync(account.Id, account.Version, cancellation);
    }

    /// <summary>Shows a snapshot that the writer has made, so that nobody has to load it.</summary>
    internal void Show(AccountSnapshot snapshot)
    {
        lock (_lock)
        {
            _kept[snapshot.Account.Id] = new Kept(snapshot.Account.Version, Task.FromResult<AccountSnapshot?>(snapshot)) { LastUse = ++_uses };
            KeepWithinBudget();
        }

        Changed?.Invoke(snapshot.Account.Slug);
    }

    internal void Forget(long accountId)
    {
        lock (_lock)
            _kept.Remove(accountId);
    }

    async Task<AccountSnapshot?> ReadAsync(long accountId, long version, CancellationToken cancellation)
    {
        Kept? kept;
        lock (_lock)
        {
            if (!_kept.TryGetValue(accountId, out kept) || kept.Version < version)
            {
                // Not with the token of the first who asks: others wait for the same load.
                kept = new Kept(version, Task.Run(() => reader.ReadAsync(accountId, known: null, CancellationToken.None), CancellationToken.None));
                _kept[accountId] = kept;
            }

            kept.LastUse = ++_uses;
        }

        try
        {
            var snapshot = await kept.Snapshot.WaitAsync(cancellation);
            lock (_lock)
                KeepWithinBudget();
            return snapshot;
        }
        catch when (kept.Snapshot.IsFaulted)
        {
            lock (_lock)
            {
                if (_kept.TryGetValue(accountId, out var current) && current == kept)
                    _kept.Remove(accountId);
            }

            throw;
        }
    }

    void KeepWithinBudget()
    {
        var budget = options.Value.SnapshotMegabytesMax * BytesAMegabyte;
        foreach (var (accountId, kept) in _kept.OrderByDescending(each => each.Value.LastUse).ToList())
        {
            budget -= kept.Snapshot is { IsCompletedSuccessfully: true, Result: { } snapshot } ? snapshot.Bytes : 0;

            // The one in use stays, however large: there is no reading it in part.
            if (budget < 0 && kept.LastUse != _uses)
                _kept.Remove(accountId);
        }
    }

    sealed class Kept(long version, Task<AccountSnapshot?> snapshot)
    {
        public long Version => version;
        public Task<AccountSnapshot?> Snapshot => snapshot;
        public long LastUse { get; set; }
    }
}
