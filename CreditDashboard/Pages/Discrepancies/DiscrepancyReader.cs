using CreditDashboard.Components;
using CreditDashboard.Components.Evidences;
using CreditDashboard.Components.Usage;
using CreditDashboard.Core.Disputes;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Pages.Discrepancies;

public sealed class DiscrepancyReader(LedgerReader ledgers, TimeProvider time)
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
            .Select(group => Group(judgement, group.Key, [.. group.Reverse()], verdicts, evidence, accepted, query, ct))
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
            TieOut = TieOutView.Of(ledger, query.Filter, window.Window, now),
        };
    }

    /// <summary>Consistent rows have nothing to look at, and what is documented is explained where the credits are.</summary>
    static bool IsShown(VerdictCode code) => code.Disposition() is not (Disposition.Consistent or Disposition.AsDocumented);

    static int Find(Judgement judgement, string id) =>
        UInt128.TryParse(id, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? judgement.Find(number)
            : -1;

    static DiscrepancyGroup Group(
        Judgement judgement, VerdictCode code, List<int> verdicts, VerdictWindow window, EvidenceReader evidence, AcceptedDifferences accepted, DiscrepancyQuery query, CancellationToken ct)
    {
        var isAlone = query.Code == code.Slug();
        var start = isAlone && query.After.Length > 0 ? 1 + verdicts.FindIndex(verdict => window.Read(verdict).Id == query.After) : 0;
        var shown = verdicts.Skip(start).Take(isAlone ? RowsOfOneCode : RowsOfEachCode)
            .Select(verdict =>
            {
                ct.ThrowIfCancellationRequested();
                return Row(judgement, window.Read(verdict), evidence.SentenceOf(verdict), accepted.Of(verdict) is not null);
            })
            .ToList();
        return new(
            code,
            verdicts.Count,
            TypedCredits.Sum(verdicts.Select(verdict => TypedCredits.Of(TypeOf(verdict), window.DiscrepancyOf(verdict)))),
            TypedCredits.Sum(verdicts.Select(verdict => TypedCredits.Of(TypeOf(verdict), window.CreditsOf(verdict)))),
            shown,
            start + shown.Count < verdicts.Count ? shown[^1].Verdict : null);

        CreditType TypeOf(int verdict)
        {
            var members = judgement.MembersOf(verdict);
            foreach (var member in members)
            {
                if (!member.IsReveal)
                    return judgement.Rows.Deductions[member.Index].CreditType;
            }

            return judgement.Rows.Reveals[members[0].Index].CreditType;
        }
    }

    static DiscrepancyRow Row(Judgement judgement, Verdict verdict, string sentence, bool isAccepted)
    {
        var paid = verdict.Deductions is [var deduction, ..] ? judgement.Rows.Deduction(judgement.Rows.FindDeduction(deduction)) : null;
        var shown = verdict.Reveals is [var reveal, ..] ? judgement.Rows.Reveal(judgement.Rows.FindReveal(reveal)) : null;
        return new(
            verdict.Id,
            paid?.Id ?? shown!.Id,
            paid?.PostedAt ?? shown!.OccurredAt,
            paid?.User ?? shown!.User,
            paid?.Channel ?? shown!.Channel,
            sentence,
            verdict.Level,
            paid is null ? null : verdict.Credits.Count,
            Words.Range(verdict.Expected?.Min.Count, verdict.Expected?.Max.Count),
            verdict.Discrepancy.Count,
            isAccepted);
    }
}
