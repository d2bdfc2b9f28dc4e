using CreditDashboard.Components;
using CreditDashboard.Components.Activities;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Pages.Contacts;

/// <summary>Everything that an account revealed of one contact, and what it paid for it.</summary>
/// <param name="Credits">What the rows of the contact took, less what was given back.</param>
/// <param name="InGroups">Reveals that were charged together with those of other contacts: their part of that is not known.</param>
/// <param name="First">When each number of data points was first shown.</param>
/// <param name="Rows">In the order in which they happened.</param>
/// <param name="More">How many rows there are beyond those.</param>
public sealed record ContactReport(
    string Account, string Contact, DateTimeZone Zone, TypedCredits Credits, int Reveals, int InGroups,
    IReadOnlyList<FirstShown> First, IReadOnlyList<ContactRow> Rows, int More);

/// <param name="What">A number of data points, such as <c>2 phones</c>.</param>
public sealed record FirstShown(string What, Instant At, string User, string Channel, string Id, string Row);

/// <param name="Price">Of the reveal, line by line; null where there is none or no card prices it.</param>
public sealed record ContactRow(ActivityRow Row, string Sentence, Price? Price, CreditRange? Expected);

public sealed class ContactReader(LedgerReader ledgers, TimeProvider time)
{
    const int RowsMax = 200;

    /// <summary>The report, or null if there is no such account for this person, or no row of it names the contact.</summary>
    public async Task<ContactReport?> ReadAsync(string personId, string? account, string contact, CancellationToken ct)
    {
        if (await ledgers.OpenAsync(personId, account, ct) is not { } ledger)
            return null;

        // A slash in an id arrives as it was escaped.
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        return Of(ledger, contact, now) ?? (contact.Contains('%', StringComparison.Ordinal) ? Of(ledger, Uri.UnescapeDataString(contact), now) : null);
    }

    static ContactReport? Of(AccountSnapshot ledger, string contact, Instant now)
    {
        var (judgement, rows) = (ledger.Judgement, ledger.Rows);
        if (rows.Names.Contacts.Find(contact) is not (> Names.Absent and var number))
            return null;

        var reveals = Indices(rows.Reveals, row => row.Contact == number);
        var own = reveals.Where(reveal => OnlyReveal(judgement, judgement.OfReveal[reveal]) >= 0).ToList();
        var deductions = Indices(rows.Deductions, row => row.Contact == number)
            .Concat(own.SelectMany(reveal => Ledger(judgement, judgement.OfReveal[reveal])))
            .Distinct().ToList();
        // What a row gives back names its deduction, not the contact.
        deductions = [.. deductions.Concat(deductions.SelectMany(row => Ledger(judgement, judgement.OfDeduction[row]).Where(other => rows.Deductions[other].Count < 0 && deductions.Contains(judgement.Reversals.Answers[other])))).Distinct()];
        if (reveals.Count + deductions.Count == 0)
            return null;

        var paid = deductions.Select(row => judgement.OfDeduction[row]).ToHashSet();
        List<Member> members =
        [
            .. reveals.Where(reveal => !own.Contains(reveal) || !paid.Contains(judgement.OfReveal[reveal])).Select(Member.Reveal),
            .. deductions.Select(Member.Deduction),
        ];
        var evidence = new EvidenceReader(judgement, now);
        return new(
            ledger.Account.Slug,
            contact,
            ledger.Cycles.Zone,
            TypedCredits.Sum(deductions.Select(row => TypedCredits.Of(rows.Deductions[row].CreditType, rows.Deductions[row].Credits))),
            reveals.Count,
            reveals.Count - own.Count,
            [.. First(rows, reveals)],
            [.. members.OrderBy(judgement.PositionOf).Take(RowsMax).Select(row => Row(judgement, evidence, row, now))],
            Math.Max(0, members.Count - RowsMax));
    }

    static ContactRow Row(Judgement judgement, EvidenceReader evidence, Member row, Instant now)
    {
        var verdict = row.IsReveal ? judgement.OfReveal[row.Index] : judgement.OfDeduction[row.Index];
        ref readonly var judged = ref judgement.Verdicts[verdict];
        var priced = row.IsReveal ? row.Index : judgement.Rows.Deductions[row.Index].Count > 0 ? OnlyReveal(judgement, verdict) : -1;
        return new(
            ActivityRow.Read(judgement, row, now),
            evidence.SentenceOf(verdict),
            priced < 0 ? null : judgement.Prices.Explain(priced),
            judged.ExpectedMin == VerdictRow.NotPriced ? null : new CreditRange(new Credits(judged.ExpectedMin), new Credits(judged.ExpectedMax)));
    }

    static IEnumerable<FirstShown> First(AccountRows rows, List<int> reveals)
    {
        var (emails, phones) = (0, 0);
        foreach (var index in reveals)
        {
            var reveal = rows.Reveal(index);
            for (; emails < reveal.EmailsFound; emails++)
                yield return Shown(Words.Many(emails + 1, "e-mail"));
            for (; phones < reveal.PhonesFound; phones++)
                yield return Shown(Words.Many(phones + 1, "phone"));

            FirstShown Shown(string what) => new(what, reveal.OccurredAt, reveal.User, reveal.Channel, reveal.Id, RowToken.Reveal(reveal.Id));
        }
    }

    /// <summary>The reveal that a verdict judges; -1 if it judges none, or several together.</summary>
    static int OnlyReveal(Judgement judgement, int verdict)
    {
        var only = -1;
        foreach (var member in judgement.MembersOf(verdict))
        {
            if (!member.IsReveal)
                continue;
            if (only >= 0)
                return -1;
            only = member.Index;
        }

        return only;
    }

    static List<int> Ledger(Judgement judgement, int verdict)
    {
        List<int> rows = [];
        foreach (var member in judgement.MembersOf(verdict))
        {
            if (!member.IsReveal)
                rows.Add(member.Index);
        }

        return rows;
    }

    static List<int> Indices<T>(T[] rows, Func<T, bool> isOf)
    {
        List<int> indices = [];
        for (var index = 0; index < rows.Length; index++)
        {
            if (isOf(rows[index]))
                indices.Add(index);
        }

        return indices;
    }
}
