using System.Collections;
using System.Text;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Components.Activities;

/// <summary>
/// The rows that a text names, by their own id, contact, job or request, or by those of a row that they are judged with. A text that is a
/// whole id means that id alone; any other is looked for within the ids. Ids are told apart by capital letters.
/// </summary>
sealed class NamedRows
{
    readonly Judgement _judgement;
    readonly BitArray _reveals;
    readonly BitArray _deductions;
    readonly BitArray _verdictsOfReveals;
    readonly BitArray _verdictsOfDeductions;

    public NamedRows(Judgement judgement, string text)
    {
        _judgement = judgement;
        var rows = judgement.Rows;
        _reveals = new(rows.Reveals.Length);
        _deductions = new(rows.Deductions.Length);
        _verdictsOfReveals = new(judgement.Verdicts.Length);
        _verdictsOfDeductions = new(judgement.Verdicts.Length);

        var (reveal, deduction) = (rows.FindReveal(text), rows.FindDeduction(text));
        var isWhole = reveal >= 0 || deduction >= 0
            || rows.Names.Contacts.Find(text) > Names.Absent || rows.Names.Jobs.Find(text) > Names.Absent || rows.Names.Requests.Find(text) > Names.Absent;
        var (contacts, jobs, requests) = (Numbers(rows.Names.Contacts), Numbers(rows.Names.Jobs), Numbers(rows.Names.Requests));
        var utf8 = Encoding.UTF8.GetBytes(text);
        for (var index = 0; index < rows.Reveals.Length; index++)
        {
            ref readonly var row = ref rows.Reveals[index];
            if (contacts[row.Contact] || jobs[row.Job] || requests[row.Request] || (isWhole ? index == reveal : rows.RevealIds.Utf8(row.Id).IndexOf(utf8) >= 0))
                _reveals[index] = _verdictsOfReveals[judgement.OfReveal[index]] = true;
        }

        for (var index = 0; index < rows.Deductions.Length; index++)
        {
            ref readonly var row = ref rows.Deductions[index];
            if (contacts[row.Contact] || jobs[row.Job] || requests[row.Request] || (isWhole ? index == deduction : rows.DeductionIds.Utf8(row.Id).IndexOf(utf8) >= 0))
                _deductions[index] = _verdictsOfDeductions[judgement.OfDeduction[index]] = true;
        }

        BitArray Numbers(Names names)
        {
            var found = new BitArray(names.Count);
            if (isWhole)
            {
                if (names.Find(text) is > Names.Absent and var number)
                    found[number] = true;
                return found;
            }

            for (var number = Names.Absent + 1; number < names.Count; number++)
                found[number] = names[number].Contains(text, StringComparison.Ordinal);
            return found;
        }
    }

    /// <summary>True if the text names the row or a row of the other side that it is judged with.</summary>
    public bool Holds(Member row) => row.IsReveal
        ? _reveals[row.Index] || _verdictsOfDeductions[_judgement.OfReveal[row.Index]]
        : _deductions[row.Index] || _verdictsOfReveals[_judgement.OfDeduction[row.Index]];
}
