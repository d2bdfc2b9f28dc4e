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
            .Select(each => new { each.IsAgent, each.IsAdministrator })
            .SingleOrDefaultAsync(cancellation);
        if (person is null)
            return AccessScope.Nobody;

        var accounts = await context.Members.AsNoTracking()
            .Where(member => member.PersonId == personId)
            .Select(member => member.AccountId)
            .ToListAsync(cancellation);
        return person.IsAgent
            ? AccessScope.Agent(personId, accounts, person.IsAdministrator)
            : AccessScope.Admin(personId, accounts, person.IsAdministrator);
    }
}
