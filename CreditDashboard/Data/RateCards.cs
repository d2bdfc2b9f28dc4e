using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>A version of a card.</summary>
/// <param name="Number">Counts from 1; 0 for a published card, which has one.</param>
/// <param name="At">When it was added, null for a published card.</param>
/// <param name="Actor">Who added it, empty for a published card.</param>
public sealed record CardVersion(int Number, RateCard Card, Instant? At, string Actor);

/// <summary>The cards that an account can be priced by: those that ship with the product and those that were added. Everyone may read them.</summary>
public sealed class RateCards(IDbContextFactory<StoreContext> contexts)
{
    /// <summary>The published cards in their order, then the newest version of each that was added, by id; removed ones are left out.</summary>
    public async Task<IReadOnlyList<RateCard>> AllAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var rows = await Added(context).OrderBy(row => row.Card).ThenBy(row => row.Number).ToListAsync(cancellation);
        return
        [
            .. PublishedCards.All,
            .. rows.GroupBy(row => row.Card).Select(versions => versions.Last()).Where(row => row.Document is not null).Select(Read),
        ];
    }

    /// <summary>The card's versions, the newest first; none if there is no such card or it was removed.</summary>
    public async Task<IReadOnlyList<CardVersion>> VersionsAsync(string id, CancellationToken cancellation = default)
    {
        if (PublishedCards.Find(id) is { } published)
            return [new CardVersion(0, published, null, "")];

        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var rows = await Added(context).Where(row => row.Card == id).OrderByDescending(row => row.Number).ToListAsync(cancellation);
        return rows is [{ Document: not null }, ..]
            ? [.. rows.Where(row => row.Document is not null).Select(row => new CardVersion(row.Number, Read(row), row.At, row.Actor))]
            : [];
    }

    /// <summary>The added cards that assignments name, each in the version that the account was judged by.</summary>
    internal static async Task<List<RateCard>> PricingAsync(
        StoreContext context, IReadOnlyCollection<CardAssignment> assignments, CancellationToken cancellation)
    {
        var named = assignments.Where(assignment => assignment.Number > 0).Select(assignment => (assignment.Card, assignment.Number)).Distinct().ToList();
        if (named.Count == 0)
            return [];

        var ids = named.Select(each => each.Card).ToList();
        var rows = await Added(context).Where(row => ids.Contains(row.Card)).ToListAsync(cancellation);
        return [.. rows.Where(row => named.Contains((row.Card, row.Number))).Select(Read)];
    }

    /// <summary>The number that an assignment of the card is given now: 0 for a published card, null if there is no such card.</summary>
    internal static async Task<int?> NewestNumberAsync(StoreContext context, string id, CancellationToken cancellation)
    {
        if (PublishedCards.Find(id) is not null)
            return 0;

        var newest = await Added(context).Where(row => row.Card == id).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellation);
        return newest?.Document is null ? null : newest.Number;
    }

    internal static IQueryable<CardRow> Added(StoreContext context) => context.Cards.AsNoTracking().Where(row => row.AccountId == AuditRow.Instance);

    internal static RateCard Read(CardRow row) => CardJson.Read(row.Document ?? "").Card
        ?? throw new InvalidOperationException($"Version {row.Number} of the card {row.Card} is not stored as a card.");
}
