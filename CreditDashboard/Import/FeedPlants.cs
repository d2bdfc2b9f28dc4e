using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>
/// Puts cases into a made-up feed, one code after the other. Each has a key of its own, or a user who does nothing else within days where
/// time is all there is, so that one reading is right.
/// </summary>
sealed class FeedPlants(PlantedFeed feed, FeedPlan plan, FeedClock clock, Random random)
{
    static readonly Duration WindowMax = Duration.FromHours(72);
    static readonly Duration LateAfter = Duration.FromMinutes(15);

    static readonly VerdictCode[] ByKey =
    [
        VerdictCode.NoReveal, VerdictCode.Duplicate, VerdictCode.NeverCharged, VerdictCode.Overcharged, VerdictCode.Undercharged,
        VerdictCode.WrongUser, VerdictCode.WrongChannel, VerdictCode.WrongCreditType, VerdictCode.Reversed, VerdictCode.LatePosting,
        VerdictCode.RepeatCharged, VerdictCode.GroupOver, VerdictCode.GroupUnder, VerdictCode.OkGroup, VerdictCode.PartialAsDocumented,
        VerdictCode.CycleShift, VerdictCode.OtherAction, VerdictCode.OrphanReversal,
    ];

    static readonly VerdictCode[] ByTime =
    [
        VerdictCode.NoReveal, VerdictCode.NeverCharged, VerdictCode.DuplicateSuspected, VerdictCode.Surplus, VerdictCode.LateOrMissing,
        VerdictCode.Reversed, VerdictCode.OtherAction, VerdictCode.OrphanReversal,
    ];

    readonly List<Instant> _renewals =
        [.. plan.Renewals.Where(at => plan.Until - Duration.FromDays(plan.Days - 3) - plan.LagMax < at && at < plan.Until - Duration.FromHours(13) - plan.LagMax)];

    int _planted;

    /// <summary>Adds the rows of the next case, made out of one reveal.</summary>
    public Planted Plant(Reveal shown)
    {
        var codes = plan.Keys == FeedKeys.UserAndTime ? ByTime : ByKey;
        var code = codes[_planted++ % codes.Length];
        var reveal = shown with { CreditType = CreditType.Prospecting, EmailsFound = 1, PhonesFound = 0 };
        // Where some rows have no key, one that lacks its counterpart could be anyone's: it is left alone with a user of its own.
        if (plan.Keys == FeedKeys.UserAndTime || (plan.Keys == FeedKeys.Mixed && code is VerdictCode.NoReveal or VerdictCode.NeverCharged))
            reveal = reveal with { User = QuietUser(reveal.OccurredAt - Duration.FromHours(2)) };

        var earlier = code == VerdictCode.RepeatCharged && reveal.Contact.Length > 0 ? feed.SeenLongBefore(reveal.OccurredAt) : null;
        return code switch
        {
            VerdictCode.NoReveal => NoReveal(reveal),
            VerdictCode.NeverCharged => Add(code, [reveal], []),
            VerdictCode.Duplicate or VerdictCode.OkGroup => Twice(code, reveal),
            VerdictCode.Overcharged => Add(code, [reveal], [feed.Pay(reveal, 3 + random.Next(4))]),
            VerdictCode.Undercharged => Paid(code, reveal with { PhonesFound = 1 }, paid => paid),
            VerdictCode.WrongUser => Paid(code, reveal, paid => paid with { User = feed.UserBeside(reveal.User) }),
            VerdictCode.WrongChannel => Paid(code, reveal, paid => paid with { Channel = reveal.Channel == "salesforce" ? "extension" : "salesforce" }),
            VerdictCode.WrongCreditType => Paid(code, reveal, paid => paid with { CreditType = CreditType.Conversation }),
            VerdictCode.Reversed => Reversed(reveal),
            VerdictCode.LatePosting => Late(reveal),
            VerdictCode.RepeatCharged when earlier is not null => Repeated(PlantedFeed.SameContact(reveal, earlier)),
            VerdictCode.GroupOver or VerdictCode.GroupUnder => Group(code, reveal),
            VerdictCode.PartialAsDocumented => Partial(reveal),
            VerdictCode.CycleShift when _renewals.Count > 0 => CycleShift(reveal),
            VerdictCode.OtherAction => Add(code, [], [feed.OtherAction(reveal.OccurredAt, reveal.User)]),
            VerdictCode.OrphanReversal => Add(code, [], [GiveBack(feed.Pay(reveal, 1)) with { Reverses = $"unknown-{_planted}" }]),
            VerdictCode.DuplicateSuspected => Suspected(reveal),
            VerdictCode.Surplus => Surplus(reveal),
            VerdictCode.LateOrMissing => Add(code, [reveal], [feed.Pay(reveal, 1) with { PostedAt = reveal.OccurredAt + Duration.FromHours(9) }]),
            _ => Plant(shown),
        };
    }

    Planted Add(VerdictCode code, Reveal[] reveals, Deduction[] deductions)
    {
        feed.Reveals.AddRange(reveals);
        feed.Deductions.AddRange(deductions);
        return new Planted(code, [.. reveals.Select(row => row.Id)], [.. deductions.Select(row => row.Id)]);
    }

    Planted Paid(VerdictCode code, Reveal reveal, Func<Deduction, Deduction> fault) => Add(code, [reveal], [fault(feed.Pay(reveal, 1))]);

    Planted NoReveal(Reveal reveal)
    {
        var paid = feed.Pay(reveal, 1);
        feed.MadeFor.Remove(paid.Id);
        return Add(VerdictCode.NoReveal, [], [paid with
        {
            Contact = paid.Contact.Length > 0 ? $"x-{_planted}" : "",
            Request = paid.Request.Length > 0 ? $"x-{_planted}" : "",
            User = reveal.User,
            Channel = reveal.Channel,
        }]);
    }

    /// <summary>Shown again, and charged above what even a first reveal may cost.</summary>
    Planted Repeated(Reveal again)
    {
        var reveal = again with { CreditType = CreditType.Prospecting };
        return Add(VerdictCode.RepeatCharged, [reveal], [feed.Pay(reveal, 7)]);
    }

    /// <summary>Two charges: each enough, or both together.</summary>
    Planted Twice(VerdictCode code, Reveal reveal)
    {
        var shown = code == VerdictCode.OkGroup ? reveal with { PhonesFound = 1 } : reveal;
        var gap = Duration.FromSeconds(2 + random.Next(6));
        var first = feed.Pay(shown, 1);
        if (first.PostedAt + gap > shown.OccurredAt + WindowMax)
            first = first with { PostedAt = first.PostedAt - gap };
        var second = first with { Id = feed.NextDeduction(), PostedAt = first.PostedAt + gap };
        var both = Add(code, [shown], [first, second]);
        return code == VerdictCode.OkGroup ? both : new Planted(code, [], [second.Id]);
    }

    Planted Reversed(Reveal reveal)
    {
        var paid = feed.Pay(reveal, 1);
        return Add(VerdictCode.Reversed, [reveal], [paid, GiveBack(paid)]);
    }

    Deduction GiveBack(Deduction paid) => paid with
    {
        Id = feed.NextDeduction(),
        PostedAt = paid.PostedAt + Duration.FromMinutes(30 + random.Next(25)),
        Credits = -paid.Credits,
        Reverses = paid.Id,
    };

    /// <summary>Just beyond what is called late, some time later, or as late as a contact allows.</summary>
    Planted Late(Reveal reveal)
    {
        Duration[] lags = [LateAfter + Duration.FromSeconds(1), LateAfter + Duration.FromSeconds(60 + random.Next(2_640)), WindowMax];
        var paid = feed.Pay(reveal, 1) with { PostedAt = reveal.OccurredAt + lags[random.Next(lags.Length)] };
        var isOtherCycle = plan.Renewals.Any(at => reveal.OccurredAt < at && at <= paid.PostedAt);
        return Add(isOtherCycle ? VerdictCode.CycleShift : VerdictCode.LatePosting, [reveal], [paid]);
    }

    /// <summary>Revealed just before a renewal and charged at it or just after.</summary>
    Planted CycleShift(Reveal reveal)
    {
        var renewal = _renewals[random.Next(_renewals.Count)];
        var shown = reveal with { OccurredAt = clock.Read(renewal - Duration.FromSeconds(1 + random.Next(20))) };
        return Paid(VerdictCode.CycleShift, shown, paid => paid with { PostedAt = renewal + Duration.FromSeconds(random.Next(3)) });
    }

    /// <summary>Several contacts of one job, or of one request, that are charged in one sum too high or too low.</summary>
    Planted Group(VerdictCode code, Reveal reveal)
    {
        var job = plan.Keys == FeedKeys.Requests ? "" : feed.NextJob();
        var shown = Enumerable.Range(0, 3 + random.Next(4))
            .Select(i => feed.Show(reveal.OccurredAt + Duration.FromMilliseconds(i * 150), reveal.User, "bulk", job) with
            {
                EmailsFound = 1,
                PhonesFound = 0,
                PhonesRequested = false,
                Request = job.Length == 0 ? reveal.Request : "",
                CreditType = CreditType.Prospecting,
            }).ToArray();
        var sum = feed.Pay(shown[^1], code == VerdictCode.GroupOver ? shown.Length + 1 + random.Next(5) : 1 + random.Next(shown.Length - 1));
        return Add(code, shown, [sum with { Contact = "" }]);
    }

    /// <summary>Of a bulk selection, a contact of whom only the e-mail was found, charged as if the phone were there.</summary>
    Planted Partial(Reveal reveal)
    {
        var shown = reveal with { Channel = "bulk", Job = plan.Keys == FeedKeys.Requests ? "" : feed.NextJob() };
        return Add(VerdictCode.PartialAsDocumented, [shown], [feed.Pay(shown, 2 + random.Next(5)) with { PostedAt = shown.OccurredAt + Duration.FromSeconds(5) }]);
    }

    /// <summary>A user whose only other rows, a reveal and its charge, lie at this instant.</summary>
    string QuietUser(Instant at)
    {
        var user = FeedUsers.Address(plan.Users + _planted);
        var shown = feed.Show(at, user, "web") with { EmailsFound = 1, PhonesFound = 0, CreditType = CreditType.Prospecting };
        feed.Reveals.Add(shown);
        feed.Deductions.Add(feed.Pay(shown, 1) with { PostedAt = shown.OccurredAt + Duration.FromSeconds(1) });
        return user;
    }

    Planted Suspected(Reveal reveal)
    {
        var first = feed.Pay(reveal, 1) with { PostedAt = reveal.OccurredAt + Duration.FromSeconds(1) };
        var second = first with { Id = feed.NextDeduction(), PostedAt = first.PostedAt + Duration.FromSeconds(6) };
        Add(VerdictCode.DuplicateSuspected, [reveal], [first, second]);
        return new Planted(VerdictCode.DuplicateSuspected, [], [second.Id]);
    }

    /// <summary>Two reveals a second apart, and three charges near them.</summary>
    Planted Surplus(Reveal reveal)
    {
        var other = feed.Show(reveal.OccurredAt + Duration.FromSeconds(1), reveal.User, reveal.Channel) with
        {
            EmailsFound = 1,
            PhonesFound = 0,
        };
        var first = feed.Pay(reveal, 1) with { PostedAt = reveal.OccurredAt + Duration.FromSeconds(2) };
        var second = feed.Pay(other, 1) with { PostedAt = reveal.OccurredAt + Duration.FromSeconds(3) };
        var third = first with { Id = feed.NextDeduction(), PostedAt = reveal.OccurredAt + Duration.FromSeconds(20) };
        return Add(VerdictCode.Surplus, [reveal, other], [first, second, third]);
    }
}
