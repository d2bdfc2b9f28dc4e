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
}
