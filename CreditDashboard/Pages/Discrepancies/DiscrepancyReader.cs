using CreditDashboard.Components;
using CreditDashboard.Components.Evidences;
using CreditDashboard.Components.Usage;
using CreditDashboard.Core.Disputes;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Pages.Discrepancies;

public sealed class DiscrepancyReader(LedgerReader ledgers, CostDesk costs, TimeProvider time)
{
    const int RowsOfEachCode = 25;
    const int RowsOfOneCode = 100;

    /// <summary>The report, or null if there is no such account, or no such verdict in it, for this person.</summary>
    public async Task<DiscrepancyReport?> ReadAsync(string personId, DiscrepancyQuery query, CancellationToken ct)
    {
        if (await ledgers.OpenAsync(personId, query.Filter.Account, ct) is not { } ledger)
            return null;

        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var (judgement, window) = (ledger.Judgement, WindowView.Read(query.Filter.Window, ledger.Cycles, now));
        var amounts = Amounts.Of(await costs.ReadAsync(ledger, ct), query.Filter, window.Window, now);
        amounts = amounts with { Unstated = new UsageReading(ledger, query.Filter, window.Window, now, amounts.Costs).UnstatedOf() };
        var evidence = new EvidenceReader(judgement, now);
        var open = query.Open.Length == 0 ? -1 : Find(judgement, query.Open);
        if (query.Open.Length > 0 && open < 0)
            return null;

        var verdicts = new VerdictWindow(judgement, window.Window, now);
        var filter = new VerdictFilter(ledger, query.Filter, now);
        var all = verdicts.Of(IsShown).ToList();
        var accepted = new AcceptedDifferences(judgement);
        var asked = all.Where(verdict => query.Asks(verdicts.CodeOf(verdict)) && query.Asks(accepted.Of(verdict) is not null) && filter.Asks(verdict));
        var groups = asked.GroupBy(verdicts.CodeOf).OrderBy(group => group.Key)
            .Select(group => Group(judgement, group.Key, [.. group.Reverse()], verdicts, evidence, accepted, query, amounts, ct))
            .ToList();
        return new(
            ledger.Account.Slug,
            ledger.Account.Name,
            window,
            LedgerOptions.Of(ledger),
            judgement.Rows.Deductions.Length == 0 && judgement.Rows.Reveals.Length == 0,
            [
                .. PolicyClasses.All.Select(policy => (PolicyClass?)policy).Append(null)
                    .Select(policy => new DiscrepancyClass(policy, [.. groups.Where(group => PolicyClasses.Of(group.Code) == policy).OrderByDescending(group => group.InQuestion.Prospecting).ThenByDescending(group => group.InQuestion.Conversation)]))
                    .Where(policy => policy.Groups.Count > 0),
            ],
            [.. all.Select(verdicts.CodeOf).Distinct().Order()],
            all.Count,
            [.. Sentence.Of(judgement.Matches.Faults)],
            open < 0 ? null : EvidenceView.Of(judgement, open, ledger.LastImportAt, now),
            all.Count(verdict => accepted.Of(verdict) is not null))
        {
            Refused = judgement.Rules.Refused.Sum(row => row.Rows),
            TieOut = TieOutView.Of(ledger, query.Filter, window.Window, now, amounts: amounts),
            In = amounts,
        };
    }

    /// <summary>Consistent rows have nothing to look at, and what is documented is explained where the credits are.</summary>
    static bool IsShown(VerdictCode code) => code.Disposition() is not (Disposition.Consistent or Disposition.AsDocumented);

    static int Find(Judgement judgement, string id) =>
        UInt128.TryParse(id, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? judgement.Find(number)
            : -1;

    static DiscrepancyGroup Group(
        Judgement judgement, VerdictCode code, List<int> verdicts, VerdictWindow window, EvidenceReader evidence, AcceptedDifferences accepted, DiscrepancyQuery query, Amounts amounts, CancellationToken ct)
    {
        var isAlone = query.Code == code.Slug();
        var start = isAlone && query.After.Length > 0 ? 1 + verdicts.FindIndex(verdict => window.Read(verdict).Id == query.After) : 0;
        var shown = verdicts.Skip(start).Take(isAlone ? RowsOfOneCode : RowsOfEachCode)
            .Select(verdict =>
            {
                ct.ThrowIfCancellationRequested();
                return Row(judgement, window.Read(verdict), Charged(verdict, window, amounts), evidence.SentenceOf(verdict), accepted.Of(verdict) is not null, amounts);
            })
            .ToList();
        return new(
            code,
            verdicts.Count,
            TypedCredits.Sum(verdicts.Select(verdict => Amount(verdict, window.DiscrepancyOf(verdict)))),
            TypedCredits.Sum(verdicts.Select(verdict => TypedCredits.Of(ChargeOf(verdict).Type, new Credits(Charged(verdict, window, amounts) ?? 0)))),
            shown,
            start + shown.Count < verdicts.Count ? shown[^1].Verdict : null);

        TypedCredits Amount(int verdict, Credits credits)
        {
            var (type, at) = ChargeOf(verdict);
            return TypedCredits.Of(type, new Credits(amounts.Of(credits.Count, type, at) ?? 0));
        }

        // The first charge stands for a verdict, or the first reveal where nothing was charged.
        (CreditType Type, Instant At) ChargeOf(int verdict)
        {
            var members = judgement.MembersOf(verdict);
            foreach (var member in members)
            {
                if (!member.IsReveal)
                    return (judgement.Rows.Deductions[member.Index].CreditType, judgement.Rows.Deductions[member.Index].PostedAt);
            }

            return (judgement.Rows.Reveals[members[0].Index].CreditType, judgement.Rows.Reveals[members[0].Index].OccurredAt);
        }
    }

    static long? Charged(int verdict, VerdictWindow window, Amounts amounts) =>
        amounts.Costs is { } costs ? window.CostOf(verdict, costs) : window.CreditsOf(verdict).Count;

    static DiscrepancyRow Row(Judgement judgement, Verdict verdict, long? charged, string sentence, bool isAccepted, Amounts amounts)
    {
        var paid = verdict.Deductions is [var deduction, ..] ? judgement.Rows.Deduction(judgement.Rows.FindDeduction(deduction)) : null;
        var shown = verdict.Reveals is [var reveal, ..] ? judgement.Rows.Reveal(judgement.Rows.FindReveal(reveal)) : null;
        var (type, at) = paid is null ? (shown!.CreditType, shown.OccurredAt) : (paid.CreditType, paid.PostedAt);
        return new(
            verdict.Id,
            paid?.Id ?? shown!.Id,
            paid?.PostedAt ?? shown!.OccurredAt,
            paid?.User ?? shown!.User,
            paid?.Channel ?? shown!.Channel,
            sentence,
            verdict.Level,
            paid is null ? null : charged,
            amounts.Range(verdict.Expected?.Min.Count, verdict.Expected?.Max.Count, type, at),
            amounts.Of(verdict.Discrepancy.Count, type, at),
            isAccepted);
    }
}
