using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>Saves, lists, renames and deletes the views that a person has of an account. They are nobody else's, administrators included.</summary>
public sealed class SavedViewDesk(Store store, AccountSnapshots snapshots, IDbContextFactory<StoreContext> contexts, TimeProvider time)
{
    public const int NameLengthMax = 60;
    public const int CountMax = 50;

    // What browsers and proxies carry.
    const int AddressLengthMax = 4000;

    /// <summary>The person's views by name. Null if there is no such account in the scope.</summary>
    public async Task<IReadOnlyList<SavedView>?> ListAsync(AccessScope scope, string slug, CancellationToken cancellation = default)
    {
        if (await AccountAsync(scope, slug, cancellation) is not { } account)
            return null;

        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var views = await Own(context, scope, account).AsNoTracking().ToListAsync(cancellation);
        return [.. views.OrderBy(view => view.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Saves an address under a name. Null if there is no such account in the scope.</summary>
    /// <param name="address">Path and query on this site, without the account.</param>
    /// <exception cref="RefusedException">The name will not do, or there are as many views as one may have.</exception>
    public Task<SavedView?> SaveAsync(AccessScope scope, string slug, string name, string address, CancellationToken cancellation = default)
    {
        if (address is not ['/', not '/' and not '\\', ..] || address.Length > AddressLengthMax || address.Any(char.IsControl))
            throw new RefusedException("This page cannot be saved: its address is too long, or no address of this site.");

        return ChangeAsync(scope, slug, (context, account, views) =>
        {
            if (views.Count >= CountMax)
                throw new RefusedException($"You have {CountMax} views of this account: delete one that you do not need.");

            var view = new SavedView
            {
                AccountId = account,
                PersonId = scope.Actor,
                Number = 1 + views.Select(each => each.Number).DefaultIfEmpty().Max(),
                Name = Checked(name, views),
                Address = address,
                SavedAt = Instant.FromDateTimeOffset(time.GetUtcNow()),
            };
            context.SavedViews.Add(view);
            return view;
        }, cancellation);
    }

    /// <summary>Gives a view another name. Null if there is no such account in the scope, or no such view of this person.</summary>
    /// <exception cref="RefusedException">The name will not do.</exception>
    public Task<SavedView?> RenameAsync(AccessScope scope, string slug, long number, string name, CancellationToken cancellation = default) =>
        ChangeAsync(scope, slug, (_, _, views) =>
        {
            var view = views.Find(each => each.Number == number);
            if (view is not null)
                view.Name = Checked(name, [.. views.Where(each => each != view)]);
            return view;
        }, cancellation);

    /// <summary>Deletes a view. Null if there is no such account in the scope, or no such view of this person.</summary>
    public Task<SavedView?> DeleteAsync(AccessScope scope, string slug, long number, CancellationToken cancellation = default) =>
        ChangeAsync(scope, slug, (context, _, views) =>
        {
            var view = views.Find(each => each.Number == number);
            if (view is not null)
                context.SavedViews.Remove(view);
            return view;
        }, cancellation);

    async Task<SavedView?> ChangeAsync(
        AccessScope scope, string slug, Func<StoreContext, long, List<SavedView>, SavedView?> change, CancellationToken cancellation)
    {
        if (await AccountAsync(scope, slug, cancellation) is not { } account)
            return null;

        return await store.WriteAsync(async context => change(context, account, await Own(context, scope, account).ToListAsync(cancellation)), cancellation);
    }

    static string Checked(string name, IEnumerable<SavedView> others)
    {
        name = name.Trim().Normalize(NormalizationForm.FormC);
        if (name.Length is 0 or > NameLengthMax || name.Any(char.IsControl))
            throw new RefusedException($"A view needs a name of 1 to {NameLengthMax} letters.");
        if (others.Any(view => string.Equals(view.Name, name, StringComparison.OrdinalIgnoreCase)))
            throw new RefusedException("You have a view of this name already: take another, or delete that one first.");
        return name;
    }

    static IQueryable<SavedView> Own(StoreContext context, AccessScope scope, long account) =>
        context.SavedViews.Where(view => view.AccountId == account && view.PersonId == scope.Actor);

    async Task<long?> AccountAsync(AccessScope scope, string slug, CancellationToken cancellation) =>
        (await snapshots.ReadAsync(scope, slug, cancellation))?.Account.Id;
}
