using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>Where refused rows are set aside: whoever does it answers for it that they are nobody's counterpart.</summary>
public sealed class RefusedDesk(AccountWriter writer, TimeProvider time)
{
    const int ReasonLettersMax = 200;

    /// <summary>Sets rows aside and judges anew what waited for them; how many they were. Null if the account does not exist or lies outside the scope.</summary>
    /// <param name="numbers">Of the rows; those that count no more are passed over.</param>
    /// <exception cref="RefusedException">No reason is given, or one that is too long.</exception>
    public async Task<int?> SetAsideAsync(
        AccessScope scope, string slug, IReadOnlyCollection<long> numbers, string reason, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new RefusedException("Say why these rows need not be imported.");
        if (reason.Length > ReasonLettersMax)
            throw new RefusedException($"The reason is longer than {ReasonLettersMax} letters.");

        using var turn = await writer.EnterAsync(scope, slug, cancellation: cancellation);
        if (turn is null)
            return null;

        var rules = turn.Before.Judgement.Rules;
        var aside = rules.Refused.Where(row => numbers.Contains(row.Number)).Select(row => row.Number).ToHashSet();
        if (aside.Count == 0)
            return 0;

        var (before, rows) = (turn.Before.Judgement, turn.Before.Rows);
        var judgement = await Task.Run(
            () => Judge.After(before, RowMap.Same(rows), rows, rules with { Refused = [.. rules.Refused.Where(row => !aside.Contains(row.Number))] }), cancellation);
        await turn.LandAsync(
            new AccountChange
            {
                Judgement = judgement,
                Alongside = async (context, _) =>
                {
                    var records = await context.RefusedRows
                        .Where(row => row.AccountId == turn.Before.Account.Id && aside.Contains(row.Number))
                        .ToListAsync(cancellation);
                    foreach (var row in records)
                        (row.SetAsideAt, row.SetAsideBy, row.Reason) = (Instant.FromDateTimeOffset(time.GetUtcNow()), turn.Actor, reason.Trim());
                },
                What = "refused.set_aside",
                Detail = $"{aside.Count} refused rows set aside, from number {aside.Min()} to {aside.Max()}.",
            },
            cancellation: cancellation);
        return aside.Count;
    }
}
