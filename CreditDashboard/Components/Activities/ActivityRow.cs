using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Components.Activities;

/// <summary>One row of the timeline as a person reads it.</summary>
/// <param name="Token">What stands in an address for it.</param>
/// <param name="At">When it was posted, or made if it is a reveal.</param>
/// <param name="Contact">Empty if none is named.</param>
/// <param name="Instead">What stands in place of a contact: the job of a group, or the action that was paid for.</param>
/// <param name="IsJob">It is a job, which is an id as a contact is.</param>
/// <param name="Shown">What was shown for it, in words.</param>
/// <param name="IsFaint">Nothing was shown for it.</param>
/// <param name="Charged">Null if that is not known.</param>
public sealed record ActivityRow(
    string Token, string Id, Instant At, string User, string Channel, string Contact, string Instead, bool IsJob, string Shown, bool IsFaint,
    long? Charged, CreditType CreditType, string Price, VerdictCode Code)
{
    /// <summary>What it gives to the bar of the bridge whose rows are shown; null if none is.</summary>
    public long? InBar { get; init; }

    public bool IsReveal => RowToken.IsReveal(Token);

    public bool IsOver => Code is VerdictCode.Overcharged or VerdictCode.GroupOver or VerdictCode.RepeatCharged;

    public static ActivityRow Read(Judgement judgement, Member row, Instant asOf, Amounts? amounts = null) => row.IsReveal
        ? OfReveal(judgement, row.Index, asOf, amounts ?? Amounts.InCredits)
        : OfDeduction(judgement, row.Index, asOf, amounts ?? Amounts.InCredits);

    static ActivityRow OfDeduction(Judgement judgement, int index, Instant asOf, Amounts amounts)
    {
        var rows = judgement.Rows;
        var paid = rows.Deduction(index);
        ref readonly var verdict = ref judgement.Verdicts[judgement.OfDeduction[index]];
        var (first, reveals, contacts) = Reveals(judgement, judgement.OfDeduction[index]);
        var answered = judgement.Reversals.Answers[index];
        var asAnswered = answered >= 0 ? rows.Deduction(answered) : paid;
        var shown = first < 0 ? null : rows.Reveal(first);
        var (text, isFaint) = paid.Reverses.Length > 0 ? ($"gives back {paid.Reverses}", true)
            : reveals > 1 ? (Words.Many(contacts, "contact"), false)
            : shown is not null ? (ShownText.Of(shown), false)
            : Repeated(judgement, index) is { } other ? ($"as {other}", true)
            : paid.Action != Reveal.RevealAction ? ("nothing", true)
            : ("no reveal", true);
        var contact = asAnswered.Contact.Length > 0 ? asAnswered.Contact : reveals == 1 ? shown!.Contact : "";
        return new(
            RowToken.Deduction(paid.Id), paid.Id, paid.PostedAt, asAnswered.User, asAnswered.Channel, contact,
            contact.Length > 0 ? "" : asAnswered.Job.Length > 0 ? asAnswered.Job : asAnswered.Action != Reveal.RevealAction ? asAnswered.Action : "",
            asAnswered.Job.Length > 0,
            text, isFaint, amounts.Of(paid.Credits.Count, paid.CreditType, paid.PostedAt), paid.CreditType,
            paid.Credits > Credits.None ? PriceOf(verdict, amounts, paid) : Words.Unknown, verdict.CodeAt(asOf));
    }

    static ActivityRow OfReveal(Judgement judgement, int index, Instant asOf, Amounts amounts)
    {
        var reveal = judgement.Rows.Reveal(index);
        ref readonly var verdict = ref judgement.Verdicts[judgement.OfReveal[index]];
        var (charged, isGroup, isKnown) = ChargedFor(judgement, judgement.OfReveal[index], amounts);
        var code = verdict.CodeAt(asOf);
        ref readonly var price = ref judgement.Prices[index];
        return new(
            RowToken.Reveal(reveal.Id), reveal.Id, reveal.OccurredAt, reveal.User, reveal.Channel, reveal.Contact,
            reveal.Contact.Length > 0 ? "" : reveal.Job.Length > 0 ? reveal.Job : reveal.Action != Reveal.RevealAction ? reveal.Action : "",
            reveal.Job.Length > 0,
            ShownText.Of(reveal), false,
            // What a group was charged is not known by the reveal, and what is not judged yet may still be charged.
            isGroup || !isKnown || (charged is null && code.Disposition() == Disposition.NotJudged) ? null : charged ?? 0,
            reveal.CreditType, price.IsPriced ? amounts.Range(price.Min, price.Max, reveal.CreditType, reveal.OccurredAt) : Words.Unknown, code);
    }

    static (int First, int Reveals, int Contacts) Reveals(Judgement judgement, int verdict)
    {
        var (first, reveals, unnamed) = (-1, 0, 0);
        HashSet<int>? contacts = null;
        foreach (var member in judgement.MembersOf(verdict))
        {
            if (!member.IsReveal)
                continue;

            first = first < 0 ? member.Index : first;
            reveals++;
            if (judgement.Rows.Reveals[member.Index].Contact is not Names.Absent and var contact)
                (contacts ??= []).Add(contact);
            else
                unnamed++;
        }

        return (first, reveals, unnamed + (contacts?.Count ?? 0));
    }

    static (long? Charged, bool IsGroup, bool IsKnown) ChargedFor(Judgement judgement, int verdict, Amounts amounts)
    {
        var (reveals, charged, isKnown) = (0, (long?)null, true);
        foreach (var member in judgement.MembersOf(verdict))
        {
            if (member.IsReveal)
                reveals++;
            else if (judgement.Rows.Deductions[member.Index] is var row && amounts.Of(row.Count, row.CreditType, row.PostedAt) is { } amount)
                charged = (charged ?? 0) + amount;
            else
                isKnown = false;
        }

        return (charged, reveals > 1, isKnown);
    }

    /// <summary>The charge that a second one repeats, or looks like.</summary>
    static string? Repeated(Judgement judgement, int deduction)
    {
        var other = judgement.Matches.RoleOf[deduction] switch
        {
            Role.Repeats => judgement.Matches.PayerOf[judgement.Matches.RevealOf[deduction]],
            Role.Twin => judgement.Matches.TwinOf[deduction],
            _ => -1,
        };
        return other < 0 ? null : judgement.Rows.DeductionId(other);
    }

    static string PriceOf(in VerdictRow verdict, Amounts amounts, Deduction paid) =>
        verdict.ExpectedMin == VerdictRow.NotPriced ? Words.Unknown : amounts.Range(verdict.ExpectedMin, verdict.ExpectedMax, paid.CreditType, paid.PostedAt);
}

/// <summary>What a reveal showed, in the words of a cell.</summary>
public static class ShownText
{
    public static string Of(Reveal reveal) => reveal.Action != Reveal.RevealAction
        ? Words.Many(reveal.Quantity, "result")
        : (reveal.EmailsFound, reveal.PhonesFound) switch
        {
            (0, 0) => "nothing found",
            (var emails, 0) => Words.Many(emails, "e-mail"),
            (0, var phones) => Words.Many(phones, "phone"),
            var (emails, phones) => $"{Words.Many(emails, "e-mail")}, {Words.Many(phones, "phone")}",
        };
}
