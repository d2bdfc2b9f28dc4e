using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>What the withdrawal of an import changed.</summary>
/// <param name="Gone">Rows and grants that are not seen any more.</param>
/// <param name="Back">Rows and grants of which an older version is seen again.</param>
public sealed record Withdrawal(long Import, int Gone, int Back);

/// <summary>
/// Where an import is taken back. Its rows stay in the store, and everything that is read is as if it had never come; what another import
/// brought as well stays seen.
/// </summary>
public sealed class WithdrawalDesk(AccountWriter writer, AccountHistory history, TimeProvider time)
{
    public const int ReasonLettersMax = 200;

    /// <summary>Withdraws an import, by its number, and judges anew what it touches. Null if the account does not exist or lies outside the scope.</summary>
    /// <exception cref="RefusedException">Who asks is no admin of the account, the import does not exist or was withdrawn, or no reason is given.</exception>
    public async Task<Withdrawal?> WithdrawAsync(AccessScope scope, string slug, long import, string reason, CancellationToken cancellation = default)
    {
        reason = reason.Trim();
        if (reason.Length is 0 or > ReasonLettersMax)
            throw new RefusedException($"A withdrawal needs a reason of at most {ReasonLettersMax} letters: say why, for whoever asks later.");

        using var turn = await writer.EnterAsync(scope, slug, cancellation: cancellation);
        if (turn is null)
            return null;
        if (!scope.IsAdminOf(turn.Before.Account.Id))
            throw new RefusedException("Only an admin of the account withdraws an import.");

        return await Task.Run(() => LandAsync(turn, import, reason, cancellation), cancellation);
    }

    async Task<Withdrawal> LandAsync(AccountTurn turn, long import, string reason, CancellationToken cancellation)
    {
        var (account, before) = (turn.Before.Account, turn.Before.Judgement);
        var change = await history.WithoutAsync(account, import, cancellation);
        var builder = new AccountRowsBuilder(before.Rows);
        foreach (var row in change.Reveals.Gone)
            builder.ReplaceReveal(row);
        foreach (var row in change.Deductions.Gone)
            builder.ReplaceDeduction(row);
        await history.ReadBackAsync(account, change, builder, cancellation);

        var rows = builder.Build();
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var judgement = Judge.After(before, builder.Kept, rows, before.Rules with
        {
            Coverages = change.Coverages,
            Refused = [.. turn.Before.RefusedRows.Where(row => row.Version != import && row.IsOpen(rows))],
        });
        var outcome = new Withdrawal(import, change.Gone, change.Back);
        await turn.LandAsync(
            new AccountChange
            {
                Judgement = judgement,
                Arrived = builder,
                Alongside = (context, version) => AccountHistory.WriteAsync(context, account, change, version, new(import, now, turn.Actor, reason), cancellation),
                What = "import.withdraw",
                Detail = $"Import {import}: {outcome.Gone} rows gone, {outcome.Back} back as they were.",
            },
            cancellation: cancellation);
        return outcome;
    }
}
