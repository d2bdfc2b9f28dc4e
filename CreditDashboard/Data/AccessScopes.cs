using Microsoft.EntityFrameworkCore;

namespace CreditDashboard.Data;

/// <summary>What a person may see, asked of the database each time: rights that are gone are gone with the next operation.</summary>
public sealed class AccessScopes(IDbContextFactory<StoreContext> contexts)
{
    public async Task<AccessScope> ForPersonAsync(string? personId, CancellationToken cancellation = default)
    {
        if (personId is null)
            return AccessScope.Nobody;

        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var person = await context.Users.AsNoTracking()
            .Where(each => each.Id == personId)
            .Select(each => new { each.IsAgent })
            .SingleOrDefaultAsync(cancellation);
        if (person is null)
            return AccessScope.Nobody;
        if (person.IsAgent)
            return AccessScope.Agent(personId);

        var accounts = await context.Members.AsNoTracking()
            .Where(member => member.PersonId == personId)
            .Select(member => member.AccountId)
            .ToListAsync(cancellation);
        return AccessScope.Admin(personId, accounts);
    }
}
