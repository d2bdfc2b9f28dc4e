using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>Whose count the bridge begins with.</summary>
/// <param name="Users">Numbers of the rows' names; null or empty is everyone. Number 0 stands for the rows that name no user.</param>
/// <param name="Costs">What credits cost: what a row gives is then money, in their smallest unit, as for <see cref="UsageQuestion.Costs"/>.</param>
public sealed record BridgeQuestion(Window Window, IReadOnlySet<int>? Users = null, CostSpan? Costs = null);

/// <param name="Label">The bar in words, such as "More than one data point per reveal".</param>
/// <param name="HasRows">False if no row gives to it; rows that outweigh each other leave a bar of nothing that has some.</param>
public sealed record BridgeBar(BridgeKey Key, string Label, Credits Credits, bool HasRows);

/// <summary>
/// From what a person counts to what the dashboard shows, as bars that sum to the credit report's prospecting total of the whole account,
/// whoever counts. Article: "A few things that can cause the number to look higher than expected". Every step is always there, also with
/// nothing in it; of the integrations only those that give something.
/// </summary>
public sealed class Bridge
{
    Bridge(LocalDate month, ImmutableArray<BridgeBar> bars)
    {
        Month = month;
        Bars = bars;
    }

    /// <summary>The first day of the month whose reveals a person counts.</summary>
    public LocalDate Month { get; }

    /// <summary>In the order of the steps, integrations by name.</summary>
    public ImmutableArray<BridgeBar> Bars { get; }

    public Credits Total => Bars.Aggregate(Credits.None, (sum, bar) => sum + bar.Credits);

    public static Bridge Of(Judgement judgement, BridgeQuestion question, Instant asOf)
    {
        var allotment = new BridgeAllotment(judgement, question, asOf);
        allotment.Run();
        var labels = new BridgeLabels(judgement, question, asOf, allotment);
        return new(allotment.Month.FirstDay, [.. Keys(judgement, allotment).Select(key => allotment.BarOf(key, labels))]);
    }

    static IEnumerable<BridgeKey> Keys(Judgement judgement, BridgeAllotment allotment) => BridgeKey.Steps.SelectMany(step => step == BridgeStep.Integration
        ? Integrations(judgement.Rows.Names.Channels).Where(key => allotment.CreditsOf(key) != Credits.None)
        : [new BridgeKey(step)]);

    static IEnumerable<BridgeKey> Integrations(Names channels) => Enumerable.Range(0, channels.Count)
        .Select(channel => channels[channel]).Order(StringComparer.Ordinal).Select(slug => new BridgeKey(BridgeStep.Integration, slug));
}

/// <summary>The rows behind one bar of the bridge, and what each gives to it: never nothing.</summary>
/// <param name="Bar">The bar, whose credits they sum to.</param>
/// <param name="Reveals">Indices, ascending: direct reveals that were not charged in the window. They may lie outside it.</param>
/// <param name="OfReveals">The credits of each.</param>
/// <param name="Deductions">Indices, ascending: rows of the ledger posted in the window.</param>
/// <param name="OfDeductions">The credits of each.</param>
public sealed record BridgeRows(BridgeBar Bar, int[] Reveals, long[] OfReveals, int[] Deductions, long[] OfDeductions)
{
    public static BridgeRows Of(Judgement judgement, BridgeQuestion question, BridgeKey key, Instant asOf)
    {
        var allotment = new BridgeAllotment(judgement, question, asOf, key);
        allotment.Run();
        var bar = allotment.BarOf(key, new BridgeLabels(judgement, question, asOf, allotment));
        var ((reveals, ofReveals), (deductions, ofDeductions)) = allotment.Listed;
        return new(bar, reveals, ofReveals, deductions, ofDeductions);
    }

    /// <summary>What a row gives to the bar; nothing if it does not stand behind it.</summary>
    public Credits Of(Member row)
    {
        var (rows, credits) = row.IsReveal ? (Reveals, OfReveals) : (Deductions, OfDeductions);
        return Array.BinarySearch(rows, row.Index) is >= 0 and var at ? new Credits(credits[at]) : Credits.None;
    }
}
