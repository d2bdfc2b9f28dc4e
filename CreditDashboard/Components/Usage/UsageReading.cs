using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Components.Usage;

/// <summary>What a page asks of a ledger, again and again: the same rows in one window or another, broken down in one way or another.</summary>
/// <param name="costs">What credits cost, where the page is read in money; null is credits.</param>
sealed class UsageReading(AccountSnapshot ledger, LedgerFilter filter, Window window, Instant now, CostSpan? costs = null)
{
    readonly IReadOnlySet<int>? _users = LedgerOptions.UsersOf(ledger, filter);
    readonly IReadOnlySet<int>? _channels = LedgerOptions.ChannelsOf(ledger, filter);
    readonly List<FieldFilter> _only = LedgerOptions.Only(filter);
    readonly Dictionary<Window, AskedRows> _asked = [];

    public AccountSnapshot Ledger => ledger;
    public LedgerFilter Filter => filter;
    public Window Window => window;
    public Instant Now => now;
    public CostSpan? Costs => costs;

    bool IsOfAll => _users is null && _channels is null && _only.Count == 0;

    /// <param name="elsewhere">Another window than the page's.</param>
    /// <param name="also">What the rows have to say besides what the page is filtered by.</param>
    public UsageReport By(IReadOnlyList<UsageField> fields, Window? elsewhere = null, CreditType type = CreditType.Prospecting, FieldFilter? also = null)
    {
        if (costs is not null)
            return UsageReport.Of(ledger.Judgement, Filtered(elsewhere ?? window, type) with { By = fields, Only = also is null ? _only : [.. _only, also], Costs = costs }, now);

        var question = new UsageQuestion(elsewhere ?? window, type, By: fields, Only: also is null ? [] : [also], Details: ledger.UserDetails);
        return !IsOfAll ? UsageReport.Of(ledger.Judgement, question, now, Asked(question.Window))
            : also is null ? WholeReports.Of(ledger.Judgement, question, now)
            : UsageReport.Of(ledger.Judgement, question, now);
    }

    /// <summary>The credits of the window whatever the page is filtered by, or their cost.</summary>
    public long ByAll() => costs is null ? CreditsOfAll() : UsageReport.Of(ledger.Judgement, new UsageQuestion(window, Costs: costs), now).Total.Count;

    /// <summary>The credits of the window whatever the page is filtered by.</summary>
    public long CreditsOfAll() => WholeReports.Of(ledger.Judgement, new UsageQuestion(window, By: [UsageField.Channel]), now).Total.Count;

    /// <summary>What credits of a row are as an amount: themselves, or their cost at the row's time; nothing if none is stated.</summary>
    public long Worth(long credits, CreditType type, Instant at) => costs is null ? credits : credits * (costs.UnitsAt(type, at) ?? 0);

    /// <summary>What of a window has no stated cost, by the page's filters.</summary>
    public Unstated UnstatedOf(Window? elsewhere = null, CreditType type = CreditType.Prospecting)
    {
        if (costs is null)
            return default;

        var all = InCredits(elsewhere ?? window);
        var stated = costs.Within(elsewhere ?? window, type).Select(part => InCredits(part.Window)).ToList();
        return new(all.Total.Count - stated.Sum(part => part.Total.Count), all.Deductions - stated.Sum(part => part.Deductions));

        UsageReport InCredits(Window of) => UsageReport.Of(ledger.Judgement, Filtered(of, type), now);
    }

    AskedRows Asked(Window of)
    {
        if (!_asked.TryGetValue(of, out var rows))
            _asked[of] = rows = AskedRows.Of(ledger.Judgement, Filtered(of), now);
        return rows;
    }

    UsageQuestion Filtered(Window of, CreditType type = CreditType.Prospecting) => new(of, type, _users, _channels, Only: _only, Details: ledger.UserDetails);
}
