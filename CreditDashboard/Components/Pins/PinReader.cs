using CreditDashboard.Core.Ledger;
using CreditDashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace CreditDashboard.Components.Pins;

/// <summary>What a person may do about pins, and who placed those that they see.</summary>
/// <param name="MayPin">True for agents and administrators.</param>
/// <param name="Names">Names by the ids of persons; who is gone has none.</param>
public sealed record PinRights(bool MayPin, IReadOnlyDictionary<string, string> Names)
{
    public static readonly PinRights None = new(false, new Dictionary<string, string>());

    /// <summary>Who placed a pin, as pages name them.</summary>
    public string By(string actor) => actor == AccessScope.Operator.Actor ? "the operator" : Names.GetValueOrDefault(actor, "someone who is gone");
}

public sealed class PinReader(IDbContextFactory<StoreContext> contexts, AccessScopes scopes)
{
    public async Task<PinRights> RightsAsync(string personId, IEnumerable<Pin> pins, CancellationToken ct = default)
    {
        var scope = await scopes.ForPersonAsync(personId, ct);
        return new(scope.DecidesOnRows, await NamesAsync(pins.Select(pin => pin.PlacedBy), ct));
    }

    /// <summary>People as pages name them, by their ids.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(IEnumerable<string> actors, CancellationToken ct = default)
    {
        string[] ids = [.. actors.Where(actor => actor != AccessScope.Operator.Actor).Distinct()];
        if (ids.Length == 0)
            return PinRights.None.Names;

        await using var context = await contexts.CreateDbContextAsync(ct);
        return await context.Users.AsNoTracking().Where(person => ids.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => Words.User(person.Email ?? ""), ct);
    }
}
