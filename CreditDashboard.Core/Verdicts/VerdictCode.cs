namespace CreditDashboard.Core.Verdicts;

/// <summary>What a verdict means for the account: whether anything is to be done about it.</summary>
public enum Disposition : byte
{
    Consistent,
    AsDocumented,
    Discrepancy,
    Undecided,
    NotJudged,
    Resolved,
}

/// <summary>
/// The closed list of what can be said of a reveal or a deduction. The order of the codes from <see cref="RepeatCharged"/> to
/// <see cref="Ok"/> is the order in which a pair takes the first that applies; the others that apply are its facets.
/// </summary>
public enum VerdictCode : byte
{
    RepeatCharged,
    WrongCreditType,
    WrongUser,
    Overcharged,
    Undercharged,
    WrongChannel,
    CycleShift,
    LatePosting,
    PartialAsDocumented,
    Ok,

    OkGroup,
    GroupOver,
    GroupUnder,

    FreeAsRuled,
    OtherAction,
    NoReveal,
    Duplicate,
    NeverCharged,
    DuplicateSuspected,
    Surplus,
    LateOrMissing,
    OrphanReversal,
    Pending,
    OutOfCoverage,
    Reversed,
}

public static class VerdictCodes
{
    static readonly (VerdictCode Code, string Slug, string Title, Disposition Disposition)[] Table =
    [
        (VerdictCode.RepeatCharged, "repeat_charged", "Repeat charged", Verdicts.Disposition.Discrepancy),
        (VerdictCode.WrongCreditType, "wrong_credit_type", "Taken from the wrong credit type", Verdicts.Disposition.Discrepancy),
        (VerdictCode.WrongUser, "wrong_user", "Charged to another user", Verdicts.Disposition.Discrepancy),
        (VerdictCode.Overcharged, "overcharged", "Charged above the card", Verdicts.Disposition.Discrepancy),
        (VerdictCode.Undercharged, "undercharged", "Charged below the card", Verdicts.Disposition.Discrepancy),
        (VerdictCode.WrongChannel, "wrong_channel", "Charged to another channel", Verdicts.Disposition.Discrepancy),
        (VerdictCode.CycleShift, "cycle_shift", "Posted in another cycle", Verdicts.Disposition.AsDocumented),
        (VerdictCode.LatePosting, "late_posting", "Posted late", Verdicts.Disposition.AsDocumented),
        (VerdictCode.PartialAsDocumented, "partial_as_documented", "Partial data in a bulk selection", Verdicts.Disposition.AsDocumented),
        (VerdictCode.Ok, "ok", "OK", Verdicts.Disposition.Consistent),
        (VerdictCode.OkGroup, "ok_group", "OK, as a group", Verdicts.Disposition.Consistent),
        (VerdictCode.GroupOver, "group_over", "Group charged above its range", Verdicts.Disposition.Discrepancy),
        (VerdictCode.GroupUnder, "group_under", "Group charged below its range", Verdicts.Disposition.Discrepancy),
        (VerdictCode.FreeAsRuled, "free_as_ruled", "Free as ruled", Verdicts.Disposition.Consistent),
        (VerdictCode.OtherAction, "other_action", "Paid action", Verdicts.Disposition.AsDocumented),
        (VerdictCode.NoReveal, "no_reveal", "Charged with no reveal", Verdicts.Disposition.Discrepancy),
        (VerdictCode.Duplicate, "duplicate", "Charged twice", Verdicts.Disposition.Discrepancy),
        (VerdictCode.NeverCharged, "never_charged", "Revealed and never charged", Verdicts.Disposition.Discrepancy),
        (VerdictCode.DuplicateSuspected, "duplicate_suspected", "Maybe charged twice", Verdicts.Disposition.Undecided),
        (VerdictCode.Surplus, "surplus", "One row too many", Verdicts.Disposition.Undecided),
        (VerdictCode.LateOrMissing, "late_or_missing", "Late or missing reveal", Verdicts.Disposition.Undecided),
        (VerdictCode.OrphanReversal, "orphan_reversal", "Reversal that answers nothing", Verdicts.Disposition.Undecided),
        (VerdictCode.Pending, "pending", "Not yet judged", Verdicts.Disposition.NotJudged),
        (VerdictCode.OutOfCoverage, "out_of_coverage", "Not covered by the other file", Verdicts.Disposition.NotJudged),
        (VerdictCode.Reversed, "reversed", "Given back", Verdicts.Disposition.Resolved),
    ];

    public static IReadOnlyList<VerdictCode> All { get; } = [.. Table.Select(row => row.Code)];

    /// <summary>The code in files and addresses, such as <c>no_reveal</c>.</summary>
    public static string Slug(this VerdictCode code) => Table[(int)code].Slug;

    /// <summary>The code in words, such as "Charged with no reveal".</summary>
    public static string Title(this VerdictCode code) => Table[(int)code].Title;

    public static Disposition Disposition(this VerdictCode code) => Table[(int)code].Disposition;

    /// <summary>The word in files and addresses, such as <c>as_documented</c>.</summary>
    public static string Slug(this Disposition disposition) => disposition switch
    {
        Verdicts.Disposition.Consistent => "consistent",
        Verdicts.Disposition.AsDocumented => "as_documented",
        Verdicts.Disposition.Discrepancy => "discrepancy",
        Verdicts.Disposition.Undecided => "undecided",
        Verdicts.Disposition.NotJudged => "not_judged",
        Verdicts.Disposition.Resolved => "resolved",
        _ => throw new ArgumentOutOfRangeException(nameof(disposition)),
    };

    public static bool TryParse(string slug, out VerdictCode code)
    {
        var found = Array.FindIndex(Table, row => row.Slug == slug);
        code = found < 0 ? default : Table[found].Code;
        return found >= 0;
    }

    public static bool TryParse(string slug, out Disposition disposition)
    {
        foreach (var each in Enum.GetValues<Disposition>())
        {
            if (each.Slug() == slug)
            {
                disposition = each;
                return true;
            }
        }

        disposition = default;
        return false;
    }
}
