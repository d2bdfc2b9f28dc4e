using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
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

    /// <summary>The verdicts of the window, whatever the page is filtered by.</summary>
    public VerdictWindow Verdicts { get; } = new(ledger.Judgement, window, now);

    /// <param name="elsewhere">Another window than the page's.</param>
    /// <param name="also">What the rows have to say besides what the page is filtered by.</param>
    public UsageReport By(IReadOnlyList<UsageField> fields, Window? elsewhere = null, CreditType type = CreditType.Prospecting, FieldFilter? also = null) => UsageReport.Of(
        ledger.Judgement, new UsageQuestion(elsewhere ?? window, type, _users, _channels, fields, also is null ? _only : [.. _only, also], ledger.UserDetails), now);

    /// <summary>The window by channel, whatever the page is filtered by.</summary>
    public UsageReport ByAll() => UsageReport.Of(ledger.Judgement, new UsageQuestion(window, By: [UsageField.Channel]), now);
}
