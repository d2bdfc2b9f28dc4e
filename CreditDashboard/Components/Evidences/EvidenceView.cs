using CreditDashboard.Components.Activities;
using CreditDashboard.Components.Pins;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Components.Evidences;

/// <summary>A row that could have stood in the pair instead, or came near it.</summary>
/// <param name="Kind">Of the readings: <c>Runner-up</c>.</param>
/// <param name="Row">What stands in an address for it.</param>
/// <param name="Who">By whom it was made or charged, and when.</param>
/// <param name="Why">Why it is not the reading that stands.</param>
public sealed record OtherRow(string Kind, string Id, string Row, string Who, string Why);

/// <summary>Evidence with what is to be said of the rows that it names beside its own.</summary>
/// <param name="JudgedAt">When something last came in: all is judged anew with each import.</param>
/// <param name="Choice">What an agent may say of it.</param>
public sealed record EvidenceView(Evidence Evidence, IReadOnlyList<OtherRow> Others, Instant? JudgedAt, PinChoice Choice)
{
    public static EvidenceView Of(Judgement judgement, int verdict, Instant? judgedAt, Instant asOf)
    {
        var evidence = new EvidenceReader(judgement, asOf).Read(verdict);
        var readings = new Readings(judgement, evidence);
        return new(
            evidence,
            [
                .. evidence.RunnerUps.Select(readings.RunnerUp),
                .. evidence.NearMisses.Select(readings.NearMiss),
            ],
            judgedAt,
            PinChoice.Of(judgement, verdict, evidence));
    }

    sealed class Readings(Judgement judgement, Evidence evidence)
    {
        AccountRows Rows => judgement.Rows;

        // The rows that were looked at are of the other side than the one that looks.
        bool AreReveals => evidence.Deductions.Any(row => row.Credits > Credits.None);

        public OtherRow RunnerUp(OtherReading other)
        {
            var reveal = Rows.FindReveal(other.Id);
            var isReveal = reveal >= 0 && !evidence.Reveals.Any(row => row.Id == other.Id);
            return Describe("Runner-up", isReveal ? Member.Reveal(reveal) : Member.Deduction(Rows.FindDeduction(other.Id)), TakenBy(other.TakenBy, isReveal));
        }

        public OtherRow NearMiss(NearMiss miss)
        {
            var row = AreReveals ? Member.Reveal(Rows.FindReveal(miss.Id)) : Member.Deduction(Rows.FindDeduction(miss.Id));
            return Describe("Near miss", row, Why(miss.Gate, row));
        }

        OtherRow Describe(string kind, Member row, string why)
        {
            var (id, user, at) = row.IsReveal
                ? (Rows.RevealId(row.Index), Rows.Names.Users[Rows.Reveals[row.Index].User], Rows.Reveals[row.Index].OccurredAt)
                : (Rows.DeductionId(row.Index), Rows.Names.Users[Rows.Deductions[row.Index].User], Rows.Deductions[row.Index].PostedAt);
            return new(kind, id, RowToken.Of(Rows, row), $"{(user.Length == 0 ? "with" : "by")} {Named(user)}, {Times.Second(at, evidence.Zone)}", why);
        }

        string TakenBy(string? id, bool isReveal)
        {
            if (id is null)
                return "Matched with none.";
            if (!isReveal)
                return $"Pays for {id}.";

            var paid = Rows.FindDeduction(id);
            return paid < 0
                ? $"Paid by {id}."
                : $"Paid by {id}, {Words.Many(Rows.Deductions[paid].Count, "credit")}, {Times.Minute(Rows.Deductions[paid].PostedAt, evidence.Zone)}.";
        }

        string Why(Gate gate, Member row)
        {
            var (reveal, deduction) = row.IsReveal ? (row.Index, DeductionOf()) : (RevealOf(), row.Index);
            ref readonly var shown = ref Rows.Reveals[reveal];
            ref readonly var paid = ref Rows.Deductions[deduction];
            var lag = paid.PostedAt - shown.OccurredAt;
            return gate switch
            {
                Gate.Forbidden => "An agent said that the two do not belong together.",
                Gate.Action => $"Fails at the action: {Rows.Names.Actions[row.IsReveal ? shown.Action : paid.Action]}.",
                Gate.Contact => $"Fails at the contact: {Text(Rows.Names.Contacts[row.IsReveal ? shown.Contact : paid.Contact])}.",
                Gate.User => $"Fails at the user: {Named(Rows.Names.Users[row.IsReveal ? shown.User : paid.User])}.",
                Gate.CreditType => $"Fails at the credit type: {(row.IsReveal ? shown.CreditType : paid.CreditType).Slug()}.",
                Gate.Window => $"Fails at the window: charged {Times.Stretch(lag)} {(lag < Duration.Zero ? "before" : "after")} the reveal, where {Allowed(shown, paid, lag < Duration.Zero)} is allowed.",
                Gate.Price => $"Fails at the price: {Words.Count(judgement.Reversals.Net[deduction])} charged, {Words.Range(judgement.Prices[reveal].Min, judgement.Prices[reveal].Max)} expected.",
                _ => Taken(row),
            };
        }

        static string Allowed(in RevealRow shown, in DeductionRow paid, bool isBefore)
        {
            var length = Gates.WindowMax(paid.Contact != Names.Absent && paid.Contact == shown.Contact, paid.User != Names.Absent, isBefore);
            return length >= Duration.FromHours(1) ? $"{(long)length.TotalHours} h" : Times.Stretch(length);
        }

        string Taken(Member row)
        {
            var other = row.IsReveal ? judgement.Matches.PayerOf[row.Index] : judgement.Matches.RevealOf[row.Index];
            return other < 0 ? "It passes every gate, and stands with other rows."
                : row.IsReveal ? $"It passes every gate; {Rows.DeductionId(other)} paid for it."
                : $"It passes every gate; it pays for {Rows.RevealId(other)}.";
        }

        int DeductionOf() => Rows.FindDeduction(evidence.Deductions.First(row => row.Credits > Credits.None).Id);

        int RevealOf() => Rows.FindReveal(evidence.Reveals[0].Id);

        static string Named(string user) => user.Length == 0 ? "no user named" : Words.User(user);

        static string Text(string text) => text.Length == 0 ? "none named" : text;
    }
}
