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
    readonly List<FieldFilter> _only = LedgerOptions.Only(filter);
    readonly Dictionary<Window, AskedRows> _asked = [];

    public AccountSnapshot Ledger => ledger;
    public LedgerFilter Filter => filter;
    public Window Window => window;
    public Instant Now => now;

    bool IsOfAll => _users is null && _channels is null && _only.Count == 0;

    /// <param name="elsewhere">Another window than the page's.</param>
    /// <param name="also">What the rows have to say besides what the page is filtered by.</param>
    public UsageReport By(IReadOnlyList<UsageField> fields, Window? elsewhere = null, CreditType type = CreditType.Prospecting, FieldFilter? also = null)
    {
        var question = new UsageQuestion(elsewhere ?? window, type, By: fields, Only: also is null ? [] : [also], Details: ledger.UserDetails);
        return !IsOfAll ? UsageReport.Of(ledger.Judgement, question, now, Asked(question.Window))
            : also is null ? WholeReports.Of(ledger.Judgement, question, now)
            : UsageReport.Of(ledger.Judgement, question, now);
    }

    /// <summary>The window by a field, whatever the page is filtered by.</summary>
    public UsageReport ByAll(UsageField field) => WholeReports.Of(ledger.Judgement, new UsageQuestion(window, By: [field]), now);

    AskedRows Asked(Window of)
    {
        if (!_asked.TryGetValue(of, out var rows))
            _asked[of] = rows = AskedRows.Of(ledger.Judgement, new UsageQuestion(of, Users: _users, Channels: _channels, Only: _only, Details: ledger.UserDetails), now);
        return rows;
    }
}
