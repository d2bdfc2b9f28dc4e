using System.Collections;
using System.Text;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Components.Activities;

/// <summary>
/// The rows that a text names, by their own id, contact, job or request, or by those of a row that they are judged with. A text that is a
/// whole id means that id alone; any other is looked for within the ids. Ids are told apart by capital letters. The text is looked for among
/// the names, each of which stands there once, and the rows are found by those: no row is read for it.
/// </summary>
sealed class NamedRows
{
    readonly Judgement _judgement;
    readonly BitArray _reveals;
    readonly BitArray _deductions;
    readonly HashSet<(int Verdict, Side Side)> _seen = [];

    public NamedRows(Judgement judgement, string text)
    {
        _judgement = judgement;
        var rows = judgement.Rows;
        _reveals = new(rows.Reveals.Length);
        _deductions = new(rows.Deductions.Length);

        var (reveal, deduction) = (rows.FindReveal(text), rows.FindDeduction(text));
        var isWhole = reveal >= 0 || deduction >= 0
            || rows.Names.Contacts.Find(text) > Names.Absent || rows.Names.Jobs.Find(text) > Names.Absent || rows.Names.Requests.Find(text) > Names.Absent;
        foreach (var side in (ReadOnlySpan<Side>)[Side.Reveal, Side.Deduction])
        {
            foreach (var contact in Numbers(rows.Names.Contacts, text, isWhole))
                Name(side, judgement.Keyed.OfContact(side, contact));
            foreach (var job in Numbers(rows.Names.Jobs, text, isWhole))
                Name(side, judgement.Keyed.OfJob(side, job));
            foreach (var request in Numbers(rows.Names.Requests, text, isWhole))
                Name(side, judgement.Keyed.OfRequest(side, request));
        }

        var utf8 = Encoding.UTF8.GetBytes(text);
        Name(Side.Reveal, isWhole ? reveal < 0 ? [] : [reveal] : Holding(utf8, rows.RevealIds, rows.Reveals, row => row.Id, rows.FindReveal, Side.Reveal));
        Name(Side.Deduction, isWhole ? deduction < 0 ? [] : [deduction] : Holding(utf8, rows.DeductionIds, rows.Deductions, row => row.Id, rows.FindDeduction, Side.Deduction));
        Reveals = Indices(_reveals);
        Deductions = Indices(_deductions);
    }

    /// <summary>The rows of either side that are named, or judged with a row of the other side that is; ascending.</summary>
    public int[] Reveals { get; }

    /// <inheritdoc cref="Reveals"/>
    public int[] Deductions { get; }

    /// <summary>True if the text names the row or a row of the other side that it is judged with.</summary>
    public bool Holds(Member row) => row.IsReveal ? _reveals[row.Index] : _deductions[row.Index];

    static IEnumerable<int> Numbers(Names names, string text, bool isWhole)
    {
        if (isWhole)
            return names.Find(text) is > Names.Absent and var found ? [found] : [];

        return Enumerable.Range(Names.Absent + 1, names.Count - 1).Where(number => names[number].Contains(text, StringComparison.Ordinal));
    }

    delegate int Find(ulong tie, ReadOnlySpan<byte> utf8Id);

    /// <summary>The rows whose own id holds the text. A few are found by their ids; of many, the rows are asked which they are.</summary>
    static int[] Holding<TRow>(byte[] utf8, Ids ids, TRow[] rows, Func<TRow, int> numberOf, Find find, Side side)
    {
        const int FewMax = 1000;
        var few = ids.Holding(utf8).Take(FewMax + 1).ToArray();
        if (few.Length <= FewMax)
            return [.. few.Select(number => find(Position.TieOf(side, ids.Utf8(number)), ids.Utf8(number))).Where(row => row >= 0)];

        var holds = new BitArray(ids.Count);
        foreach (var number in ids.Holding(utf8))
            holds[number] = true;
        return [.. Enumerable.Range(0, rows.Length).Where(row => holds[numberOf(rows[row])])];
    }

    /// <summary>Marks rows and the rows of the other side that they are judged with.</summary>
    void Name(Side side, ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            (side == Side.Reveal ? _reveals : _deductions)[row] = true;
            var verdict = side == Side.Reveal ? _judgement.OfReveal[row] : _judgement.OfDeduction[row];
            if (_judgement.Verdicts[verdict].MemberCount == 1 || !_seen.Add((verdict, side)))
                continue;

            foreach (var member in _judgement.MembersOf(verdict))
            {
                if (member.IsReveal != (side == Side.Reveal))
                    (member.IsReveal ? _reveals : _deductions)[member.Index] = true;
            }
        }
    }

    static int[] Indices(BitArray marked)
    {
        var indices = new List<int>();
        for (var index = 0; index < marked.Length; index++)
        {
            if (marked[index])
                indices.Add(index);
        }

        return [.. indices];
    }
}
