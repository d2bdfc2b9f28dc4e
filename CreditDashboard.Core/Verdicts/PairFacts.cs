using CreditDashboard.Core.Rates;

namespace CreditDashboard.Core.Verdicts;

/// <summary>What there is to know of one reveal and the deduction that pays for it, before it has a name.</summary>
readonly struct PairFacts
{
    /// <summary>What the deduction took, less what was given back; more than 0, or 0 if all of it was.</summary>
    public long Net { get; init; }
    public PriceRow Price { get; init; }
    public bool IsPriced { get; init; }

    /// <summary>Paired by a request, a job or a contact, so that what differs is a fact and not a sign of another pair.</summary>
    public bool IsStrong { get; init; }
    public bool TypeDiffers { get; init; }
    public bool UserDiffers { get; init; }
    public bool ChannelDiffers { get; init; }
    public bool IsOtherCycle { get; init; }
    public bool IsLate { get; init; }

    /// <summary>The first code that applies, in the order of <see cref="VerdictCode"/>; the others that apply are its facets.</summary>
    public VerdictRow Verdict()
    {
        var verdict = new VerdictRow { Code = VerdictCode.Ok, ExpectedMin = VerdictRow.NotPriced, ExpectedMax = VerdictRow.NotPriced };
        if (IsPriced)
            (verdict.ExpectedMin, verdict.ExpectedMax) = (Price.Min, Price.Max);

        if (Net == 0)
        {
            verdict.Code = VerdictCode.Reversed;
            return verdict;
        }

        var applies = 0;
        for (var code = VerdictCode.RepeatCharged; code < VerdictCode.Ok; code++)
            applies |= Applies(code) ? 1 << (int)code : 0;

        // By time alone, another channel is a remark on the pair and never its name.
        var names = IsStrong ? applies : applies & ~(1 << (int)VerdictCode.WrongChannel);
        if (names != 0)
            verdict.Code = (VerdictCode)int.TrailingZeroCount(names);
        verdict.Facets = (ushort)(applies & ~(1 << (int)verdict.Code));
        verdict.Discrepancy = verdict.Code switch
        {
            VerdictCode.RepeatCharged or VerdictCode.Overcharged => Net - Price.Max,
            VerdictCode.Undercharged => Price.Min - Net,
            VerdictCode.WrongCreditType => Net,
            _ => 0,
        };
        return verdict;
    }

    bool Applies(VerdictCode code) => code switch
    {
        VerdictCode.RepeatCharged => IsPriced && Price.IsRepeat && Net > Price.Max,
        VerdictCode.WrongCreditType => TypeDiffers,
        VerdictCode.WrongUser => UserDiffers,
        VerdictCode.Overcharged => IsPriced && Net > Price.Max,
        VerdictCode.Undercharged => IsPriced && Net < Price.Min,
        VerdictCode.WrongChannel => ChannelDiffers,
        VerdictCode.CycleShift => IsOtherCycle,
        VerdictCode.LatePosting => IsStrong && IsLate,
        VerdictCode.PartialAsDocumented => IsPriced && Price.IsIncomplete && Net > Price.ShownMax && Net <= Price.Max,
        _ => false,
    };
}
