using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Components.Usage;

/// <summary>What a page asks of a ledger, again and again: the same rows in one window or another, broken down in one way or another.</summary>
sealed class UsageReading(AccountSnapshot ledger, LedgerFilter filter, Window window, Instant now)
{
    readonly IReadOnlySet<int>? _users = LedgerOptions.UsersOf(ledger, filter);
    readonly IReadOnlySet<int>? _channels = LedgerOptions.ChannelsOf(ledger, filter);
    readonly IReadOnlyList<FieldFilter> _only = LedgerOptions.Only(filter);

    public AccountSnapshot Ledger => ledger;
    public LedgerFilter Filter => filter;
    public Window Window => window;
    public Instant Now => now;

    /// <param name="elsewhere">Another window than the page's.</param>
    public UsageReport By(IReadOnlyList<UsageField> fields, Window? elsewhere = null, CreditType type = CreditType.Prospecting) => UsageReport.Of(
        ledger.Judgement, new UsageQuestion(elsewhere ?? window, type, _users, _channels, fields, _only, ledger.UserDetails), now);

    /// <summary>The credits of the window whatever the page is filtered by.</summary>
    public long ByAll() => UsageReport.Of(ledger.Judgement, new UsageQuestion(window), now).Total.Count;
}
