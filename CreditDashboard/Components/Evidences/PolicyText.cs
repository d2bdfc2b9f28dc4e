using CreditDashboard.Core.Disputes;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Components.Evidences;

/// <summary>Policy classes, codes and tiers in the words of the pages.</summary>
public static class PolicyText
{
    /// <summary>Null is what has been given back.</summary>
    public static string Name(PolicyClass? policy) => policy switch
    {
        PolicyClass.Refundable => "Refundable",
        PolicyClass.NeedsEvidence => "Needs evidence",
        PolicyClass.NotRefundable => "Not refundable",
        PolicyClass.InCustomersFavour => "In your favour",
        PolicyClass.NotJudged => "Not judged yet",
        _ => "Given back",
    };

    public static string Why(PolicyClass? policy) => policy switch
    {
        PolicyClass.Refundable => "The ledger took credits that no reveal and no card explains.",
        PolicyClass.NeedsEvidence => "Two readings are possible, or the wrong credits were taken.",
        PolicyClass.NotRefundable => "“Credits cannot be refunded for reveals already made, even if the contact data was incomplete.”",
        PolicyClass.InCustomersFavour => "Shown so that both sides of the count are seen.",
        PolicyClass.NotJudged => "Too young, or the other file does not cover it.",
        _ => "Taken, and answered by a reversal.",
    };

    public static string Why(VerdictCode code) => code switch
    {
        VerdictCode.NoReveal => "A charge with no corresponding reveal goes to support.",
        VerdictCode.Duplicate => "One reveal is paid once; the second charge answers nothing.",
        VerdictCode.Overcharged => "Only the part above the price is in question.",
        VerdictCode.GroupOver => "The total of a job, against the sum of its price ranges.",
        VerdictCode.RepeatCharged => "The contact was revealed before; the card says what a repeat costs.",
        VerdictCode.DuplicateSuspected => "Twins without a contact or request id; the rows cannot tell them apart.",
        VerdictCode.WrongCreditType => "Conversation and prospecting credits are counted apart.",
        VerdictCode.Surplus => "Some row of a cluster has no counterpart, whichever way they are paired.",
        VerdictCode.LateOrMissing => "An earlier reveal may be its late half, or it has none.",
        VerdictCode.OrphanReversal => "A give-back that names no deduction, or more than was taken.",
        VerdictCode.WrongUser => "A reveal was made and priced as the card says; only the name differs.",
        VerdictCode.WrongChannel => "A reveal was made and priced as the card says; only the channel differs.",
        VerdictCode.NeverCharged => "Revealed, and no charge answers it.",
        VerdictCode.Undercharged or VerdictCode.GroupUnder => "Charged less than the card says.",
        VerdictCode.Pending => "Judged when 72 hours have passed or a later import brings the other half.",
        VerdictCode.OutOfCoverage => "Import the other file for this user, channel and time.",
        VerdictCode.Reversed => "Nothing is left to claim.",
        _ => "",
    };

    /// <summary>What held the two rows together.</summary>
    public static string Tier(int? tier) => tier switch
    {
        0 => "An agent confirmed this match.",
        1 => "The request id agrees.",
        2 => "The job agrees.",
        3 => "The contact agrees, and the lag lies inside −5 min to +72 h.",
        4 => "The user and the time agree; the charge names no contact.",
        5 => "The time agrees; the charge names neither user nor contact.",
        6 => "The row was left over and belongs to a contact or charge that another row answers.",
        _ => "No row of the other side was near enough to be its counterpart.",
    };

    public static string Level(Level level) => level switch
    {
        Core.Matching.Level.A => "by request id or an agent's pin",
        Core.Matching.Level.B => "by contact or job",
        Core.Matching.Level.C => "by time, sole candidate",
        Core.Matching.Level.D => "by time, nearest by far",
        Core.Matching.Level.E => "not to be told apart",
        _ => "no pair",
    };
}
