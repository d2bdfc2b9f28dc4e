using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Data;

/// <summary>
/// Which accounts someone may see: built from the database at each operation and the first filter of every read. What lies outside a scope
/// answers like what does not exist.
/// </summary>
public sealed class AccessScope
{
    readonly HashSet<long>? _accounts;
    readonly HashSet<long>? _own;

    AccessScope(HashSet<long>? accounts, HashSet<long>? own, string actor, bool isAdministrator)
    {
        _accounts = accounts;
        _own = own;
        Actor = actor;
        IsAdministrator = isAdministrator;
    }

    /// <summary>Who acts, as the audit names them: a person's id or <c>operator</c>.</summary>
    public string Actor { get; }

    /// <summary>True for who may change what all accounts share, such as the cards: the operator and the instance's administrators.</summary>
    public bool IsAdministrator { get; }

    /// <summary>Everything: a command given on the machine itself.</summary>
    public static AccessScope Operator { get; } = new(null, null, "operator", isAdministrator: true);

    /// <summary>Everything to be seen: a support agent. What is set for an account only its own admins change.</summary>
    public static AccessScope Agent(string personId, IEnumerable<long>? own = null, bool isAdministrator = false) =>
        new(null, [.. own ?? []], personId, isAdministrator);

    public static AccessScope Admin(string personId, IEnumerable<long> accounts, bool isAdministrator = false)
    {
        var own = accounts.ToHashSet();
        return new(own, own, personId, isAdministrator);
    }

    /// <summary>Nothing: nobody signed in, or a person whose rights are gone.</summary>
    public static AccessScope Nobody { get; } = new([], [], "nobody", isAdministrator: false);

    /// <summary>What a change by this actor does to every account that it concerns, seen by them or not.</summary>
    internal AccessScope Everywhere() => new(null, _own, Actor, IsAdministrator);

    /// <summary>True if what is set for the account may be changed: by the operator and the account's admins.</summary>
    public bool IsAdminOf(long accountId) => _own is null || _own.Contains(accountId);

    /// <summary>True for who decides about rows, by pins: support agents, the instance's administrators, the operator.</summary>
    public bool DecidesOnRows => _accounts is null || IsAdministrator;

    /// <summary>True for who may seal a cycle of the account: its admins, and the instance's administrators who see it.</summary>
    public bool SealsCyclesOf(long accountId) => Holds(accountId) && (IsAdminOf(accountId) || IsAdministrator);

    public bool Holds(long accountId) => _accounts is null || _accounts.Contains(accountId);

    public IQueryable<Account> Filter(IQueryable<Account> accounts) =>
        _accounts is null ? accounts : accounts.Where(account => _accounts.Contains(account.Id));
}
