using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>A seal without its document.</summary>
public sealed record SealFacts(
    Cycle Cycle, int Number, Instant SealedAt, string SealedBy, string Reason, Credits Prospecting, Credits Conversation, string Hash)
{
    public Window Window => SealDocument.WindowOf(Cycle);
}

/// <summary>A seal and what differs from it by now.</summary>
public sealed record SealedCycle(SealFacts Seal, Amendments Amendments);

/// <summary>
/// Seals cycles and reads seals. A seal changes nothing of the live verdicts and cannot be removed; a later one of the same cycle supersedes it.
/// </summary>
public sealed class SealDesk(IDbContextFactory<StoreContext> contexts, AccountWriter writer, AccountSnapshots snapshots, TimeProvider time)
{
    // A row without a counterpart is judged when 72 hours have passed since it.
    static readonly Duration SettleTime = Duration.FromHours(72);

    /// <summary>Seals the cycle that holds an instant. Null if there is no such account in the scope.</summary>
    /// <exception cref="RefusedException">
    /// The scope does not seal cycles of the account, the reason is missing, or the cycle has not ended or not settled yet.
    /// </exception>
    public async Task<SealFacts?> SealAsync(AccessScope scope, string slug, Instant at, string reason, CancellationToken cancellation = default)
    {
        using var turn = await writer.EnterAsync(scope, slug, cancellation: cancellation);
        if (turn is null)
            return null;
        if (!scope.SealsCyclesOf(turn.Before.Account.Id))
            throw new RefusedException("Only an admin of the account seals its cycles.");

        reason = reason.Trim();
        if (reason.Length is 0 or > PinDesk.ReasonLengthMax)
            throw new RefusedException($"A seal needs a reason of at most {PinDesk.ReasonLengthMax} letters: say why, for whoever asks later.");

        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var cycle = turn.Before.Cycles.Holding(at);
        var (judgement, window) = (turn.Before.Judgement, SealDocument.WindowOf(cycle));
        RefuseUnsettled(judgement, cycle, window, now);

        var verdicts = new VerdictWindow(judgement, window, now);
        var read = verdicts.All().Select(verdicts.Read).ToList();
        var document = SealDocument.Write(window, read);
        var seals = await ListAsync(turn.Before.Account.Id, cancellation);
        var seal = new Seal
        {
            AccountId = turn.Before.Account.Id,
            CycleStart = cycle.Start,
            CycleEnd = cycle.End,
            Number = 1 + seals.Count(each => each.Cycle.Start == cycle.Start),
            SealedAt = now,
            SealedBy = scope.Actor,
            Reason = reason,
            Prospecting = Amendments.Sum(read, judgement.Rows, CreditType.Prospecting),
            Conversation = Amendments.Sum(read, judgement.Rows, CreditType.Conversation),
            Hash = SealDocument.HashOf(document.Span),
            Document = SealDocument.Compress(document),
        };
        await turn.LandAsync(
            new AccountChange
            {
                Judgement = judgement,
                Alongside = (context, _) =>
                {
                    context.Seals.Add(seal);
                    return Task.CompletedTask;
                },
                What = SealCheck.What,
                Detail = SealCheck.DetailOf(seal),
            },
            cancellation: cancellation);
        return FactsOf(seal);
    }

    /// <summary>The seals of an account, by cycle and number. Null if there is no such account in the scope.</summary>
    public async Task<IReadOnlyList<SealFacts>?> ListAsync(AccessScope scope, string slug, CancellationToken cancellation = default) =>
        await snapshots.ReadAsync(scope, slug, cancellation) is { } snapshot ? await ListAsync(snapshot.Account.Id, cancellation) : null;

    /// <summary>
    /// The last seal of the cycle that holds an instant, and what differs from it. Null if there is no such account in the scope, or no seal.
    /// </summary>
    /// <param name="asOf">When the current verdicts are read.</param>
    public async Task<SealedCycle?> AmendmentsAsync(AccessScope scope, string slug, Instant at, Instant asOf, CancellationToken cancellation = default)
    {
        if (await snapshots.ReadAsync(scope, slug, cancellation) is not { } snapshot)
            return null;

        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var seal = await context.Seals.AsNoTracking()
            .Where(row => row.AccountId == snapshot.Account.Id && row.CycleStart <= at && row.CycleEnd > at)
            .OrderByDescending(row => row.SealedAt).ThenByDescending(row => row.Number)
            .FirstOrDefaultAsync(cancellation);
        if (seal is null)
            return null;

        var facts = FactsOf(seal);
        var amendments = await Task.Run(
            () => Amendments.Of(SealDocument.Read(SealDocument.Decompress(seal.Document)), snapshot.Judgement, facts.Window, asOf), cancellation);
        return new SealedCycle(facts, amendments);
    }

    async Task<List<SealFacts>> ListAsync(long account, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Seals
            .Where(row => row.AccountId == account)
            .OrderBy(row => row.CycleStart).ThenBy(row => row.Number)
            .Select(row => new SealFacts(
                new Cycle(row.CycleStart, row.CycleEnd), row.Number, row.SealedAt, row.SealedBy, row.Reason, row.Prospecting, row.Conversation, row.Hash))
            .ToListAsync(cancellation);
    }

    static void RefuseUnsettled(Judgement judgement, Cycle cycle, Window window, Instant now)
    {
        var verdicts = new VerdictWindow(judgement, window, now);
        var settled = verdicts.All().Select(verdict => Instant.FromUnixTimeTicks(judgement.Verdicts[verdict].SettleTicks))
            .Append(cycle.End + SettleTime)
            .Max();
        if (now < cycle.End)
            throw new RefusedException($"This cycle ends at {Timestamp.Format(cycle.End)}: it can be sealed from {Timestamp.Format(settled)}, when its rows have settled.");
        if (now < settled)
            throw new RefusedException($"Rows of this cycle may still find their counterparts: it can be sealed from {Timestamp.Format(settled)}.");
    }

    static SealFacts FactsOf(Seal seal) => new(
        new Cycle(seal.CycleStart, seal.CycleEnd), seal.Number, seal.SealedAt, seal.SealedBy, seal.Reason, seal.Prospecting, seal.Conversation, seal.Hash);
}
