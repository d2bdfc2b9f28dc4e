using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>What an agent asks for: a pin on a reveal and a deduction, named by their ids, with a reason.</summary>
public sealed record PinRequest(PinKind Kind, string Reveal, string Deduction, string Reason);

/// <summary>What came of placing or withdrawing a pin.</summary>
/// <param name="IsWaiting">True if one of its rows has not landed: it acts once both have.</param>
/// <param name="Verdict">The id of the verdict in which the deduction stands now, or else the reveal; empty if neither has landed.</param>
public sealed record PinOutcome(JudgementChange Change, bool IsWaiting, string Verdict);

/// <summary>
/// Places pins and withdraws them. There is one for each reveal and deduction: a new one ends the older, which stays on record. Each judges
/// the account anew at once and says what changed.
/// </summary>
public sealed class PinDesk(AccountWriter writer, TimeProvider time)
{
    public const int ReasonLengthMax = 500;
    const int IdLengthMax = 1000;

    /// <summary>Places a pin. Null if there is no such account in the scope.</summary>
    /// <exception cref="RefusedException">
    /// The scope does not decide on rows, the reason or an id is missing, the deduction gives credits back, the two differ in nothing that
    /// could be accepted, or the pin would contradict others.
    /// </exception>
    public async Task<PinOutcome?> PlaceAsync(AccessScope scope, string slug, PinRequest request, CancellationToken cancellation = default)
    {
        var (reveal, deduction, reason) = Checked(scope, request.Reveal, request.Deduction, request.Reason);
        using var turn = await writer.EnterAsync(scope, slug, cancellation: cancellation);
        if (turn is null)
            return null;

        var judgement = turn.Before.Judgement;
        if (judgement.Rows.FindDeduction(deduction) is >= 0 and var row && judgement.Rows.Deductions[row].Count < 0)
            throw new RefusedException($"{deduction} gives credits back: pin the deduction that it answers, {judgement.Rows.Deduction(row).Reverses}.");

        var older = Find(judgement, reveal, deduction);
        var (difference, acceptedMax) = request.Kind == PinKind.Accepted ? DifferenceOf(judgement, reveal, deduction) : (older?.Difference ?? "", older?.AcceptedMax ?? Credits.None);
        var pin = new Pin
        {
            AccountId = turn.Before.Account.Id,
            Reveal = reveal,
            Deduction = deduction,
            // What was confirmed stays confirmed when its difference is accepted, and what was accepted stays so when it is confirmed.
            Kind = request.Kind == PinKind.Accepted && older?.Kind == PinKind.Confirmed ? PinKind.Confirmed : request.Kind,
            Reason = reason,
            PlacedBy = scope.Actor,
            PlacedAt = Instant.FromDateTimeOffset(time.GetUtcNow()),
            Difference = request.Kind == PinKind.Forbidden ? "" : difference,
            AcceptedMax = request.Kind == PinKind.Forbidden ? Credits.None : acceptedMax,
        };
        Pin[] pins = [.. judgement.Rules.Pins.Where(each => each != older), pin];
        if (Pin.Contradicted(pins) is { } contradicted)
        {
            throw new RefusedException(
                $"{contradicted.Reveal} and {contradicted.Deduction} are forbidden, and confirmed pairs would bring them together: withdraw one of those pins first.");
        }

        return await LandAsync(turn, pins, older, pin, reason, $"account.pin.{request.Kind.Slug()}", cancellation);
    }

    /// <summary>Ends the pin on a reveal and a deduction. Null if there is no such account in the scope.</summary>
    /// <exception cref="RefusedException">The scope does not decide on rows, there is no such pin, or the reason is missing.</exception>
    public async Task<PinOutcome?> WithdrawAsync(
        AccessScope scope, string slug, string reveal, string deduction, string reason, CancellationToken cancellation = default)
    {
        (reveal, deduction, reason) = Checked(scope, reveal, deduction, reason);
        using var turn = await writer.EnterAsync(scope, slug, cancellation: cancellation);
        if (turn is null)
            return null;

        var rules = turn.Before.Judgement.Rules;
        var older = Find(turn.Before.Judgement, reveal, deduction) ?? throw new RefusedException($"There is no pin on {reveal} and {deduction}.");
        return await LandAsync(turn, [.. rules.Pins.Where(each => each != older)], older, null, reason, "account.pin.withdraw", cancellation);
    }

    async Task<PinOutcome> LandAsync(
        AccountTurn turn, IReadOnlyList<Pin> pins, Pin? older, Pin? newer, string reason, string what, CancellationToken cancellation)
    {
        var before = turn.Before.Judgement;
        var pin = newer ?? older!;
        var rules = before.Rules with { Pins = [.. pins.OrderBy(each => each.Reveal, StringComparer.Ordinal).ThenBy(each => each.Deduction, StringComparer.Ordinal)] };
        await turn.LandAsync(
            new AccountChange
            {
                Judgement = await Task.Run(() => Judge.After(before, RowMap.Same(before.Rows), before.Rows, rules), cancellation),
                Alongside = async (context, version) =>
                {
                    if (older is not null)
                        await EndAsync(context, older, version, turn.Actor, reason, cancellation);
                    if (newer is not null)
                        context.Added(newer, version);
                },
                What = what,
                Detail = $"Reveal {pin.Reveal} and deduction {pin.Deduction}.",
            },
            cancellation: cancellation);
        var after = turn.Before.Judgement;
        var (shown, paid) = (after.Rows.FindReveal(pin.Reveal), after.Rows.FindDeduction(pin.Deduction));
        return new PinOutcome(
            JudgementChange.Between(before, after, Instant.FromDateTimeOffset(time.GetUtcNow())),
            shown < 0 || paid < 0,
            paid >= 0 ? after.Verdicts[after.OfDeduction[paid]].IdText : shown >= 0 ? after.Verdicts[after.OfReveal[shown]].IdText : "");
    }

    async Task EndAsync(StoreContext context, Pin older, long version, string actor, string reason, CancellationToken cancellation)
    {
        var stored = context.Entry(await context.Pins.SingleAsync(
            row => row.AccountId == older.AccountId && row.Reveal == older.Reveal && row.Deduction == older.Deduction, cancellation));
        stored.Property<long>(Columns.VersionTo).CurrentValue = version;
        stored.Property<Instant?>(Columns.EndedAt).CurrentValue = Instant.FromDateTimeOffset(time.GetUtcNow());
        stored.Property<string>(Columns.EndedBy).CurrentValue = actor;
        stored.Property<string>(Columns.EndedReason).CurrentValue = reason;
    }

    static (string Reveal, string Deduction, string Reason) Checked(AccessScope scope, string reveal, string deduction, string reason)
    {
        if (!scope.DecidesOnRows)
            throw new RefusedException("Only a support agent or an administrator pins rows.");

        (reveal, deduction, reason) = (reveal.Trim(), deduction.Trim(), reason.Trim());
        if (reveal.Length is 0 or > IdLengthMax || deduction.Length is 0 or > IdLengthMax)
            throw new RefusedException("A pin names a reveal and a deduction by their ids.");
        return reason.Length is 0 or > ReasonLengthMax
            ? throw new RefusedException($"A pin needs a reason of at most {ReasonLengthMax} letters: say why, for whoever asks later.")
            : (reveal, deduction, reason);
    }

    static Pin? Find(Judgement judgement, string reveal, string deduction) =>
        judgement.Rules.Pins.FirstOrDefault(pin => pin.Reveal == reveal && pin.Deduction == deduction);

    static (string Code, Credits Credits) DifferenceOf(Judgement judgement, string reveal, string deduction)
    {
        if (AcceptedDifferences.VerdictOf(judgement, reveal, deduction) is not { } verdict)
            throw new RefusedException($"{reveal} and {deduction} stand in no verdict together: confirm the match first.");

        ref readonly var row = ref judgement.Verdicts[verdict];
        return row.Code.Disposition() is Disposition.Discrepancy or Disposition.Undecided
            ? (row.Code.Slug(), new Credits(row.Discrepancy))
            : throw new RefusedException($"The verdict of {reveal} and {deduction} is {row.Code.Slug()}: there is no difference to accept.");
    }
}
