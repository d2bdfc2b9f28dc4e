using System.Globalization;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Core.Verdicts;

/// <summary>The one place that says a verdict in words: who paid what for whom, what was shown, what the card says, what is in question.</summary>
public static class Sentence
{
    static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>One to four full sentences, from the evidence alone.</summary>
    public static string Of(Evidence evidence) => (evidence.Tier, evidence.Accepted) switch
    {
        (Tiers.Pinned, null) => $"{Said(evidence)} An agent confirmed this match.",
        (Tiers.Pinned, _) => $"{Said(evidence)} An agent confirmed this match and accepted what differs.",
        (_, not null) => $"{Said(evidence)} An agent accepted what differs.",
        _ => Said(evidence),
    };

    static string Said(Evidence evidence)
    {
        var verdict = evidence.Verdict;
        var reveal = evidence.Reveals.FirstOrDefault();
        var paid = evidence.Deductions.FirstOrDefault(row => row.Credits > Credits.None) ?? evidence.Deductions.FirstOrDefault();
        return verdict.Code switch
        {
            VerdictCode.Ok => $"{PaidFor(paid!, reveal!, evidence)} {PriceOf(evidence)}",
            VerdictCode.PartialAsDocumented =>
                $"{Paid(paid!)}{InJob(reveal!)}. {Shown(reveal!, isOnly: true)}; partial data in a bulk selection costs {Range(verdict.Expected)}.",
            VerdictCode.CycleShift =>
                $"{Who(reveal!.User)} revealed {Contact(reveal)} on {Time(reveal.OccurredAt, evidence)} and was charged {Count(paid!.Credits)} on {Time(paid.PostedAt, evidence)}: "
                + "between the two lies a renewal, and a charge counts in the cycle in which it is posted.",
            VerdictCode.LatePosting => $"{Paid(paid!)}, posted {Length(evidence.Lag!.Value)} after the reveal. {PriceOf(evidence)}",
            VerdictCode.RepeatCharged =>
                $"{Paid(paid!)}, who had been revealed before in this cycle. What is new costs {Range(verdict.Expected)}: {InQuestion(verdict)} above the card.",
            VerdictCode.WrongCreditType =>
                $"{Paid(paid!)} from {paid!.CreditType.Slug()} credits; the reveal is to be paid from {reveal!.CreditType.Slug()} credits.",
            VerdictCode.WrongUser =>
                $"{Who(reveal!.User)} revealed {Contact(reveal)}; {Who(paid!.User)} was charged {Count(paid.Credits)} for it. {RightBut(verdict, "name")}",
            VerdictCode.WrongChannel =>
                $"{Who(reveal!.User)} revealed {Contact(reveal)} through {reveal.Channel}; the charge of {Count(paid!.Credits)} names {paid.Channel}. {RightBut(verdict, "channel")}",
            VerdictCode.Overcharged => $"{Paid(paid!)}. {PriceOf(evidence)[..^1]}: {InQuestion(verdict)} above the card.",
            VerdictCode.Undercharged => $"{Paid(paid!)}. {PriceOf(evidence)[..^1]}: {InQuestion(verdict)} below the card.",
            VerdictCode.OkGroup or VerdictCode.GroupOver or VerdictCode.GroupUnder => OfGroup(evidence),
            VerdictCode.FreeAsRuled => $"{Who(reveal!.User)} revealed {Contact(reveal)} and nothing was charged. {FreeBecause(evidence)}",
            VerdictCode.OtherAction => $"{Who(paid!.User)} paid {Count(paid.Credits)} for {paid.Action}, a paid action that reveals no contact.",
            VerdictCode.NoReveal => NoReveal(evidence, paid!),
            VerdictCode.Duplicate => Duplicate(evidence, paid!),
            VerdictCode.NeverCharged =>
                $"{Who(reveal!.User)} revealed {Contact(reveal)} on {Time(reveal.OccurredAt, evidence)}. {Shown(reveal)}, which costs {Range(verdict.Expected)}; no charge answers it.",
            VerdictCode.DuplicateSuspected =>
                $"{Paid(paid!)}, {Length(Between(paid!, evidence.Repeated!))} apart from {evidence.Repeated!.Id}: same user, channel and credits. "
                + "Neither names what tells them apart.",
            VerdictCode.Surplus => Surplus(evidence),
            VerdictCode.LateOrMissing when evidence.RefusedNearby > 0 => Refused(evidence, reveal, paid),
            VerdictCode.LateOrMissing => LateOrMissing(evidence),
            VerdictCode.OrphanReversal =>
                $"A reversal gives back {Count(-paid!.Credits)} for {paid.Reverses}, which is not in the ledger or has no more to give back.",
            VerdictCode.Pending =>
                $"{(reveal is null ? "This charge" : "This reveal")} has no counterpart yet. It is judged when 72 hours have passed or a later import brings one.",
            VerdictCode.OutOfCoverage => OutOfCoverage(evidence, reveal, paid),
            VerdictCode.Reversed => Reversed(evidence, reveal, paid!),
            _ => throw new ArgumentOutOfRangeException(nameof(evidence), verdict.Code, "No sentence says this code."),
        };
    }

    /// <summary>What is wrong with the feeds as a whole, each with its remedy; none if nothing is.</summary>
    public static IEnumerable<string> Of(FeedFaults faults)
    {
        if (faults.Shift != Duration.Zero)
        {
            yield return $"The ledger's clock is {Length(faults.Shift)} {(faults.Shift > Duration.Zero ? "ahead of" : "behind")} the activity's. "
                + "The rows are matched as if it were right; days and cycles are counted by the times as they came. Export one side again with time zone offsets, and restate it.";
        }

        if (faults.ContactsNeverMeet)
        {
            yield return "The contact ids of the activity and of the ledger never meet. The rows are matched without them, by user and time. "
                + "Export both sides with the same contact ids, and restate one.";
        }

        if (faults.TimesDisagree)
        {
            yield return "Most charges that name only a user have no reveal of that user near them in time. Time decides nothing in these rows: what only time could pair is undecided. "
                + "Export both sides with contact or request ids, and restate them.";
        }

        if (faults.TwoAddresses is [_, ..] users)
        {
            const int NamedMax = 3;
            var named = string.Join(", ", users.Take(NamedMax).Select(user => $"{user.InActivity} is charged as {user.InLedger}"));
            var more = users.Length > NamedMax ? $", and {users.Length - NamedMax} more" : "";
            yield return $"{Rows(users.Length, "user")} {(users.Length == 1 ? "is" : "are")} known under two addresses: {named}{more}. "
                + "Their rows are judged as if the address were the same. Join the two addresses where they are kept, or export one side again, and restate it.";
        }
    }

    static string Refused(Evidence evidence, Reveal? reveal, Deduction? paid)
    {
        var (what, them) = evidence.RefusedNearby == 1 ? ("1 row", "it") : ($"{evidence.RefusedNearby.ToString("N0", English)} rows", "them");
        var said = reveal is null ? Paid(paid!) : $"{Who(reveal.User)} revealed {Contact(reveal)}";
        return $"{said}. The import refused {what} that may answer this {(reveal is null ? "charge" : "reveal")}: correct {them} and import {them} again.";
    }

    static string OfGroup(Evidence evidence)
    {
        var verdict = evidence.Verdict;
        var what = evidence.Deductions.FirstOrDefault() is { Job.Length: > 0 } row ? $"Job {row.Job}"
            : evidence.Deductions.FirstOrDefault() is { Request.Length: > 0 } request ? $"Request {request.Request}"
            : Rows(evidence.Deductions.Length, "charge");
        var took = $"{what} took {Count(verdict.Credits)} for {Rows(evidence.Reveals.Length, "contact")}";
        return verdict.Code switch
        {
            VerdictCode.GroupOver => $"{took}; the card allows {Range(verdict.Expected)}: {InQuestion(verdict)} above it.",
            VerdictCode.GroupUnder => $"{took}; the card asks {Range(verdict.Expected)}: {InQuestion(verdict)} below it.",
            _ when verdict.Expected is null => $"{took}; no card prices them.",
            _ => $"{took}; the card allows {Range(verdict.Expected)}.",
        };
    }

    static string NoReveal(Evidence evidence, Deduction paid) => evidence.Pins.FirstOrDefault(pin => pin.Kind == PinKind.Forbidden) is { } forbidden
        ? $"{Paid(paid)}. An agent said that it does not belong to {forbidden.Reveal}; no other reveal answers it."
        : paid.Contact.Length > 0
        ? $"{Paid(paid)}. No one revealed this contact in the 72 hours before."
        : $"{Who(paid.User)} paid {Count(paid.Credits)} on {Time(paid.PostedAt, evidence)}. No reveal lies near enough to answer it.";

    static string Duplicate(Evidence evidence, Deduction paid) => evidence.Repeated is { } first
        ? $"{Paid(paid)}, {Length(Between(first, paid))} apart from {first.Id}, for one reveal. This second charge answers nothing."
        : $"{Paid(paid)}, for a reveal that {(evidence.Tier == Tiers.Pinned ? "was" : "its job")} already paid for. This second charge answers nothing.";

    static string LateOrMissing(Evidence evidence)
    {
        var (reveals, deductions) = (evidence.Reveals, evidence.Deductions);
        if (reveals.Length == 0)
            return $"{Paid(deductions[0])}. It may belong to an earlier reveal that has a verdict of its own, or to none. The rows do not tell which.";
        if (deductions.Length == 0)
            return $"{Who(reveals[0].User)} revealed {Contact(reveals[0])}. A later charge that has a verdict of its own may belong to it, or none. The rows do not tell which.";

        return $"{Rows(deductions.Length, "charge")} of {Who(deductions[0].User)} may belong to {Rows(reveals.Length, "earlier reveal")} or to none. The rows do not tell which.";
    }

    static string Surplus(Evidence evidence)
    {
        var (reveals, deductions) = (evidence.Reveals, evidence.Deductions);
        if (reveals.Length == 0)
            return $"{Paid(deductions[0])}. A reveal lies near enough, but another charge took it; the rows do not tell which of them has none.";
        if (deductions.Length == 0)
            return $"{Who(reveals[0].User)} revealed {Contact(reveals[0])}. A charge lies near enough, but another reveal took it; the rows do not tell which was not charged.";

        return deductions.Length > reveals.Length
            ? $"{(deductions.Length - reveals.Length == 1 ? "One" : (deductions.Length - reveals.Length).ToString(English))} of these {deductions.Length} charges of {Who(deductions[0].User)} has no reveal. The rows do not tell which."
            : $"These {Rows(deductions.Length, "charge")} and {Rows(reveals.Length, "reveal")} of {Who(reveals[0].User)} cannot all be paired. The rows do not tell which is left over.";
    }

    static string OutOfCoverage(Evidence evidence, Reveal? reveal, Deduction? paid) => reveal is null
        ? $"{Paid(paid!)}. The activity that was imported does not cover this user, channel or time{Until(evidence)}."
        : $"{Who(reveal.User)} revealed {Contact(reveal)}. The ledger that was imported does not cover this user, channel or time{Until(evidence)}.";

    static string Until(Evidence evidence) => evidence.Coverage is { From: { } from, To: { } to }
        ? $": it runs from {Time(from, evidence)} to {Time(to, evidence)}"
        : "";

    static string Reversed(Evidence evidence, Reveal? reveal, Deduction paid)
    {
        var back = evidence.Deductions.Where(row => row.Credits < Credits.None).ToArray();
        var whom = reveal is null ? Contact(paid) : Contact(reveal);
        return $"{Who(paid.User)} paid {Count(paid.Credits)} for {whom}; all of it was given back on {Time(back[^1].PostedAt, evidence)}.";
    }

    static string FreeBecause(Evidence evidence) => evidence.Price is { } price && price.Lines.Any(line => line.Rule == PriceRule.Repeat)
        ? $"The contact had been revealed before; a repeat costs {Range(evidence.Verdict.Expected)}."
        : evidence.Verdict.Expected is { } expected ? $"{Shown(evidence.Reveals[0])}, which costs {Range(expected)}." : "No card prices it.";

    static string PaidFor(Deduction paid, Reveal reveal, Evidence evidence)
    {
        var lag = evidence.Lag!.Value;
        var when = lag == Duration.Zero ? "at that instant" : lag > Duration.Zero ? $"{Length(lag)} earlier" : $"{Length(lag)} later";
        return $"{Who(paid.User.Length > 0 ? paid.User : reveal.User)} paid {Count(paid.Credits)} for {Contact(reveal)}, revealed {when}.";
    }

    static string Paid(Deduction paid) => $"{Who(paid.User)} paid {Count(paid.Credits)} for {Contact(paid)}";

    static string PriceOf(Evidence evidence) => evidence.Verdict.Expected is { } range && evidence.Reveals is [var reveal]
        ? $"{Shown(reveal)}, which costs {Range(range)}."
        : "Conversation credits and actions without a price are counted, not judged.";

    static string RightBut(Verdict verdict, string what) =>
        verdict.Facets.Contains(VerdictCode.Overcharged) || verdict.Facets.Contains(VerdictCode.Undercharged)
            ? $"The card says {Range(verdict.Expected)}; neither the price nor the {what} is right."
            : $"The price is right, the {what} is not.";

    /// <summary>"ann.lindqvist" for ann.lindqvist@northridge.example.</summary>
    public static string Who(string user) => user.Length == 0 ? "Someone not named" : user[..user.IndexOf('@', StringComparison.Ordinal)];

    static string Contact(Reveal reveal) => reveal.Contact.Length > 0 ? reveal.Contact : $"the contact of {reveal.Id}";

    static string Contact(Deduction paid) =>
        paid.Contact.Length > 0 ? paid.Contact : paid.Job.Length > 0 ? $"job {paid.Job}" : paid.Request.Length > 0 ? $"request {paid.Request}" : "a contact not named";

    static string InJob(Reveal reveal) => reveal.Job.Length > 0 ? $" in job {reveal.Job}" : " in a bulk selection";

    static string Shown(Reveal reveal, bool isOnly = false)
    {
        if (reveal.Action != Reveal.RevealAction)
            return $"{reveal.Quantity.ToString(English)} {(reveal.Quantity == 1 ? "result" : "results")} of {reveal.Action}";

        var emails = Rows(reveal.EmailsFound, "e-mail");
        var phones = Rows(reveal.PhonesFound, "phone");
        return (reveal.EmailsFound, reveal.PhonesFound) switch
        {
            (0, 0) => "Nothing was found",
            (_, 0) => isOnly ? $"Only {emails} was found" : $"{emails} was shown".Replace("s was", "s were", StringComparison.Ordinal),
            (0, _) => isOnly ? $"Only {phones} was found" : $"{phones} was shown".Replace("s was", "s were", StringComparison.Ordinal),
            _ => $"{emails} and {phones} were shown",
        };
    }

    static string Rows(int count, string what) => $"{count.ToString(English)} {what}{(count == 1 ? "" : "s")}";

    static string Count(Credits credits) => $"{credits.Count.ToString("N0", English)} credit{(credits.Count is 1 or -1 ? "" : "s")}";

    static string Range(CreditRange? range) => range is { } known ? known.ToString() : "an amount that no card says";

    static string InQuestion(Verdict verdict) => verdict.Discrepancy.Count == 1 ? "1 credit is" : $"{verdict.Discrepancy} credits are";

    static string Time(Instant at, Evidence evidence) => at.InZone(evidence.Zone).ToString("d MMM uuuu 'at' HH:mm:ss x", English);

    static Duration Between(Deduction one, Deduction two) => two.PostedAt - one.PostedAt;

    /// <summary>A length of time, rounded down: <c>2.1 seconds</c>, <c>4 min 12 s</c>, <c>2 h 30 min</c>, <c>2 d 21 h</c>.</summary>
    public static string Length(Duration time)
    {
        var span = time < Duration.Zero ? -time : time;
        if (span < Duration.FromMinutes(1))
        {
            var tenths = (long)(span.ToBigIntegerNanoseconds() / 100_000_000);
            return tenths == 10 ? "1 second" : $"{tenths / 10}{(tenths % 10 == 0 ? "" : "." + tenths % 10)} seconds";
        }

        if (span < Duration.FromHours(1))
            return $"{span.Minutes} min{(span.Seconds == 0 ? "" : $" {span.Seconds} s")}";
        return span < Duration.FromDays(1)
            ? $"{span.Hours} h{(span.Minutes == 0 ? "" : $" {span.Minutes} min")}"
            : $"{span.Days} d{(span.Hours == 0 ? "" : $" {span.Hours} h")}";
    }
}
