using CreditDashboard.Core.Rates;
using Microsoft.EntityFrameworkCore;

namespace CreditDashboard.Data;

/// <summary>Looks at every card that was added and every assignment for what can be wrong with it; says which is the first, null if none.</summary>
static class CardCheck
{
    public static async Task<string?> FirstBrokenAsync(StoreContext context, CancellationToken cancellation)
    {
        var rows = await RateCards.Added(context).OrderBy(row => row.Card).ThenBy(row => row.Number).ToListAsync(cancellation);
        foreach (var versions in rows.GroupBy(row => row.Card))
        {
            if (PublishedCards.Find(versions.Key) is not null)
                return $"The card {versions.Key} was added under the id of a published card.";

            foreach (var (index, row) in versions.Index())
            {
                if (row.Number != index + 1)
                    return $"The versions of the card {row.Card} are not numbered without gaps.";
                if (row.Document is not null && (CardJson.Read(row.Document).Card is not { } card || card.Id != row.Card || CardJson.Write(card) != row.Document))
                    return $"Version {row.Number} of the card {row.Card} is not stored as a card.";
            }
        }

        var there = rows.Where(row => row.Document is not null).Select(row => (row.Card, row.Number)).ToHashSet();
        var assignments = await context.CardAssignments.AsNoTracking()
            .Join(context.Accounts, assignment => assignment.AccountId, account => account.Id, (assignment, account) => new { account.Slug, assignment.Card, assignment.Number })
            .OrderBy(row => row.Slug)
            .ToListAsync(cancellation);
        var lost = assignments.Find(row => row.Number == 0 ? PublishedCards.Find(row.Card) is null : !there.Contains((row.Card, row.Number)));
        return lost is null ? null : $"{lost.Slug} is assigned version {lost.Number} of the card {lost.Card}, which does not exist.";
    }
}
