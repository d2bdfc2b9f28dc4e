using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Core.Disputes;

/// <summary>
/// What can become of a verdict by the article's rules: credits "cannot be refunded for reveals already made, even if the contact data was
/// incomplete", and deductions "with no corresponding reveal activity" go to support.
/// </summary>
public enum PolicyClass : byte
{
    /// <summary>The ledger took credits that no reveal and no card explains.</summary>
    Refundable,

    /// <summary>Two readings are possible, or the wrong credits were taken.</summary>
    NeedsEvidence,

    /// <summary>A reveal was made and priced as the card says, whatever else the row gets wrong.</summary>
    NotRefundable,

    /// <summary>Shown and not charged, or charged below the card.</summary>
    InCustomersFavour,

    /// <summary>Too young, or the other file does not cover it: nothing can be said yet.</summary>
    NotJudged,
}

public static class PolicyClasses
{
    public static IReadOnlyList<PolicyClass> All { get; } = Enum.GetValues<PolicyClass>();

    /// <summary>The class of a code; null where there is nothing to claim: what is consistent, as documented, or given back already.</summary>
    public static PolicyClass? Of(VerdictCode code) => code switch
    {
        VerdictCode.NoReveal or VerdictCode.Duplicate or VerdictCode.Overcharged or VerdictCode.GroupOver or VerdictCode.RepeatCharged =>
            PolicyClass.Refundable,
        VerdictCode.WrongUser or VerdictCode.WrongChannel => PolicyClass.NotRefundable,
        VerdictCode.NeverCharged or VerdictCode.Undercharged or VerdictCode.GroupUnder => PolicyClass.InCustomersFavour,
        VerdictCode.WrongCreditType => PolicyClass.NeedsEvidence,
        _ => code.Disposition() switch
        {
            Disposition.Undecided => PolicyClass.NeedsEvidence,
            Disposition.NotJudged => PolicyClass.NotJudged,
            _ => null,
        },
    };
}
