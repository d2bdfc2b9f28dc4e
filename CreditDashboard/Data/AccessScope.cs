using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Data;

/// <summary>
/// Which accounts someone may see: built from the database at each operation and the first filter of every read. What lies outside a scope
/// answers like what does not exist.
/// </summary>
public sealed class AccessScope
{
    readonly HashSet<long>? _accounts;

    AccessScope(HashSet<long>? accounts, string actor)
    {
        _accounts = accounts;
        Actor = actor;
    }

    /// <summary>Who acts, as the audit names them: a person's id or <c>operator</c>.</summary>
    public string Actor { get; }

    /// <summary>Everything: a command given on the machine itself.</summary>
    public static AccessScope Operator { get; } = new(null, "operator");

    /// <summary>Everything: a support agent.</summary>
    public static AccessScope Agent(string personId) => new(null, personId);

    public static AccessScope Admin(string personId, IEnumerable<long> accounts) => new([.. accounts], personId);

    /// <summary>Nothing: nobody signed in, or a person whose rights are gone.</summary>
    public static AccessScope Nobody { get; } = new([], "nobody");

    public bool Holds(long accountId) => _accounts is null || _accounts.Contains(accountId);

    public IQueryable<Account> Filter(IQueryable<Account> accounts) =>
        _accounts is null ? accounts : accounts.Where(account => _accounts.Contains(account.Id));
}
