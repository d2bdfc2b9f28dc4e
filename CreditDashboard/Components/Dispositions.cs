using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Components;

/// <summary>How a disposition is drawn and said. Colour, shape and word always go together.</summary>
public static class Dispositions
{
    /// <summary>The class and the icon (<c>v-...</c>) that stand for it.</summary>
    public static string Shape(Disposition disposition) => disposition switch
    {
        Disposition.Consistent => "consistent",
        Disposition.AsDocumented => "documented",
        Disposition.Discrepancy => "discrepancy",
        Disposition.Undecided => "undecided",
        Disposition.NotJudged => "unjudged",
        _ => "resolved",
    };

    public static string Word(Disposition disposition) => disposition switch
    {
        Disposition.Consistent => "consistent",
        Disposition.AsDocumented => "as documented",
        Disposition.Discrepancy => "discrepancy",
        Disposition.Undecided => "undecided",
        Disposition.NotJudged => "not judged",
        _ => "reversed",
    };

    /// <summary>A code in the narrow column of a timeline; its title says the whole.</summary>
    public static string Short(VerdictCode code) => code switch
    {
        VerdictCode.WrongCreditType => "Wrong credits",
        VerdictCode.WrongUser => "Wrong user",
        VerdictCode.Overcharged or VerdictCode.GroupOver => "Overcharged",
        VerdictCode.Undercharged or VerdictCode.GroupUnder => "Undercharged",
        VerdictCode.WrongChannel => "Wrong channel",
        VerdictCode.CycleShift => "Other cycle",
        VerdictCode.PartialAsDocumented => "Partial data",
        VerdictCode.OkGroup => "OK, group",
        VerdictCode.NoReveal => "No reveal",
        VerdictCode.NeverCharged => "Never charged",
        VerdictCode.DuplicateSuspected => "Maybe twice",
        VerdictCode.LateOrMissing => "Late or missing",
        VerdictCode.OrphanReversal => "Answers nothing",
        VerdictCode.OutOfCoverage => "Not covered",
        _ => code.Title(),
    };
}
