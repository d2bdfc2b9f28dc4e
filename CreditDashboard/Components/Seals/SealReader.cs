using CreditDashboard.Components.Pins;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Components.Seals;

/// <summary>A sealed cycle as pages show it.</summary>
/// <param name="By">Who sealed it, as pages name them.</param>
public sealed record SealView(SealFacts Seal, string By, SealedCycle Found)
{
    /// <summary>The account's zone, where a page is to say the times of the cycle.</summary>
    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>The credits as they were sealed.</summary>
    public TypedCredits Sealed => new(Seal.Prospecting.Count, Seal.Conversation.Count);

    /// <summary>What has changed since; null if nothing has.</summary>
    public string? Since => Found.Amendments.All.Count == 0 ? null
        : $"{Words.Many(Found.Amendments.All.Count, "amendment")} since ({Signed(Found.Amendments.Prospecting.Count)} credits{Conversation(Found.Amendments.Conversation.Count)})";

    public static string Signed(long credits) => credits > 0 ? $"+{Words.Count(credits)}" : Words.Taken(credits);

    static string Conversation(long credits) => credits == 0 ? "" : $", {Signed(credits)} conversation";
}

public sealed class SealReader(SealDesk desk, AccessScopes scopes, PinReader people, TimeProvider time)
{
    /// <summary>The last seal of a cycle, and what differs from it; null if the window is no sealed cycle.</summary>
    public async Task<SealView?> OfWindowAsync(string personId, string account, Window window, CancellationToken ct)
    {
        if (window is not { From: { } from, To: { } to })
            return null;

        var scope = await scopes.ForPersonAsync(personId, ct);
        var seals = await desk.ListAsync(scope, account, ct);
        return seals?.Any(seal => seal.Cycle.Start == from && seal.Cycle.End == to) == true ? await HoldingAsync(personId, account, from, ct) : null;
    }

    /// <summary>The last seal of the cycle that holds an instant, and what differs from it; null if there is none.</summary>
    public async Task<SealView?> HoldingAsync(string personId, string account, Instant at, CancellationToken ct)
    {
        var scope = await scopes.ForPersonAsync(personId, ct);
        if (await desk.AmendmentsAsync(scope, account, at, Instant.FromDateTimeOffset(time.GetUtcNow()), ct) is not { } found)
            return null;

        var names = await people.NamesAsync([found.Seal.SealedBy], ct);
        return new(found.Seal, new PinRights(false, names).By(found.Seal.SealedBy), found);
    }
}
