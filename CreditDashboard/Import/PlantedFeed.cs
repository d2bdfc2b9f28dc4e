using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>
/// A made-up account's activity and ledger, with discrepancies put in on purpose: for the sample account, the tests and the benchmarks.
/// Every planted row names a contact of its own, so that one reading is right.
/// </summary>
public sealed class PlantedFeed
{
    // What a team's channels weigh; the vendor's extension leads, and one bulk selection holds many contacts.
    static readonly (string Channel, int Weight)[] Channels =
        [("extension", 340), ("web", 220), ("bulk", 16), ("csv", 5), ("salesforce", 180), ("hubspot", 60), ("api", 70)];

    static readonly VerdictCode[] Plantable =
    [
        VerdictCode.NoReveal, VerdictCode.Duplicate, VerdictCode.NeverCharged, VerdictCode.Overcharged, VerdictCode.Undercharged,
        VerdictCode.WrongUser, VerdictCode.WrongChannel, VerdictCode.WrongCreditType, VerdictCode.Reversed, VerdictCode.LatePosting,
    ];

    readonly FeedPlan _plan;
    readonly Random _random;
    readonly string[] _users;
    readonly Queue<Reveal> _seen = [];
    int _contacts;
    int _reveals;
    int _deductions;
    int _jobs;
    int _planted;

    PlantedFeed(FeedPlan plan)
    {
        _plan = plan;
        _random = new Random(plan.Seed);
        _users = [.. Enumerable.Range(0, plan.Users).Select(FeedUsers.Address)];
    }

    public List<Reveal> Reveals { get; } = [];
    public List<Deduction> Deductions { get; } = [];
    public List<Planted> Planted { get; } = [];

    /// <summary>Which reveal each deduction was made for, by their ids; a deduction for a whole job stands under the job's last.</summary>
    public Dictionary<string, string> MadeFor { get; } = [];

    public static PlantedFeed Of(FeedPlan plan)
    {
        var feed = new PlantedFeed(plan);
        foreach (var (day, share) in feed.DaysOfWork())
            feed.AddDay(day, share);
        return feed;
    }

    /// <summary>The days with how many deductions fall on each: five working days, two quiet ones, and a slow rise over the year.</summary>
    List<(LocalDate Day, int Deductions)> DaysOfWork()
    {
        var last = _plan.Until.InZone(_plan.Zone).Date;
        var days = Enumerable.Range(0, _plan.Days).Select(back => last.PlusDays(back + 1 - _plan.Days)).ToArray();
        var weights = days.Select((day, index) =>
            (day.DayOfWeek >= IsoDayOfWeek.Saturday ? 12L : 100L) * (700 + (600 * index / _plan.Days)) * (80 + _random.Next(41))).ToArray();
        var total = weights.Sum();
        return [.. days.Zip(weights, (day, weight) => (day, (int)(_plan.Deductions * weight / total)))];
    }

    void AddDay(LocalDate day, int count)
    {
        for (var until = Deductions.Count + count; Deductions.Count < until;)
        {
            var user = _users[(int)(_users.Length * (long)_random.Next(1000) * _random.Next(1000) / 1_000_000)];
            var channel = PickChannel();
            var at = TimeOn(day);
            if (at >= _plan.Until - Duration.FromHours(1))
                until--;
            else if (channel is "bulk" or "csv")
                AddJob(at, user, channel);
            else
                AddSession(at, user, channel);
        }
    }

    Instant TimeOn(LocalDate day)
    {
        // Most of the work falls between 8 and 18.
        var second = (8 * 3600) + _random.Next(10 * 3600) + (_random.Next(20) == 0 ? _random.Next(5 * 3600) : 0);
        return day.At(LocalTime.FromSecondsSinceMidnight(second)).InZoneLeniently(_plan.Zone).ToInstant()
            .PlusTicks(_random.Next(1000) * 10_000L);
    }

    string PickChannel()
    {
        var pick = _random.Next(Channels.Sum(each => each.Weight));
        foreach (var (channel, weight) in Channels)
        {
            pick -= weight;
            if (pick < 0)
                return channel;
        }

        return Channels[0].Channel;
    }

    /// <summary>One reveal, or a burst of them.</summary>
    void AddSession(Instant at, string user, string channel)
    {
        var count = _plan.InBursts ? 4 + _random.Next(10) : 1;
        for (var i = 0; i < count; i++)
        {
            AddOne(at, user, channel);
            at += Duration.FromMilliseconds(_plan.InBursts ? 4_000 + _random.Next(16_000) : 0);
        }
    }

    void AddOne(Instant at, string user, string channel)
    {
        if (_random.Next(60) == 0)
        {
            AddOtherAction(at, user);
            return;
        }

        var reveal = Show(at, user, channel, Contact(++_contacts));
        if (_plan.PlantOneIn > 0 && (Reveals.Count / _plan.PlantOneIn) - 5 > _planted && at < _plan.Until - Duration.FromHours(12))
        {
            Plant(reveal, Plantable[_planted++ % Plantable.Length]);
            return;
        }

        if (_seen.Count > 0 && reveal.Contact.Length > 0 && _random.Next(25) == 0)
        {
            ShowAgain(reveal);
            return;
        }

        Reveals.Add(reveal);
        Deductions.Add(Pay(reveal, PriceOf(reveal)));
        if (reveal.Contact.Length > 0)
            _seen.Enqueue(reveal);
        if (_seen.Count > 400)
            _seen.Dequeue();
    }

    /// <summary>The same contact with the same data, days later: free or charged, as the published card leaves open.</summary>
    void ShowAgain(Reveal reveal)
    {
        var earlier = _seen.Dequeue();
        var again = reveal with
        {
            Contact = earlier.Contact,
            EmailsFound = earlier.EmailsFound,
            PhonesFound = earlier.PhonesFound,
            CreditType = earlier.CreditType,
        };
        Reveals.Add(again);
        if (_random.Next(3) == 0)
            Deductions.Add(Pay(again, 1));
    }

    void AddOtherAction(Instant at, string user) => Deductions.Add(new Deduction
    {
        Id = NextDeduction(),
        PostedAt = at,
        Credits = new Credits(1 + _random.Next(3)),
        User = user,
        Channel = "web",
        Action = _random.Next(2) == 0 ? "search" : "export",
    });

    /// <summary>A bulk selection or an uploaded list, charged contact by contact or in one sum.</summary>
    void AddJob(Instant at, string user, string channel)
    {
        var size = 4 + _random.Next(channel == "csv" ? 40 : 24);
        var job = $"J-{++_jobs + 2000}";
        var inOneSum = _plan.Keys != FeedKeys.UserAndTime && _random.Next(3) == 0;
        var shown = Enumerable.Range(0, size)
            .Select(i => Show(at + Duration.FromMilliseconds(i * 150), user, channel, Contact(++_contacts), job)).ToArray();
        Reveals.AddRange(shown);
        if (inOneSum)
        {
            var sum = Pay(shown[^1], shown.Sum(PriceOf));
            Deductions.Add(sum with { Contact = "", Request = "", Job = job });
        }
        else
        {
            Deductions.AddRange(shown.Select(reveal => Pay(reveal, PriceOf(reveal))).Where(row => row.Credits > Credits.None));
        }
    }

    static string Contact(int number) => $"c-{40_000 + number}";

    Reveal Show(Instant at, string user, string channel, string contact, string job = "")
    {
        var kind = _random.Next(100);
        var isBulk = channel is "bulk" or "csv";
        var request = channel == "api" || _plan.Keys == FeedKeys.Requests || (_plan.Keys == FeedKeys.Mixed && _random.Next(3) == 0);
        var number = ++_reveals;
        return new Reveal
        {
            Id = $"R-{number + 10_000}",
            OccurredAt = at,
            User = user,
            Channel = channel,
            Contact = _plan.Keys is FeedKeys.Contacts || (_plan.Keys == FeedKeys.Mixed && !request && _random.Next(2) == 0) ? contact : "",
            EmailsFound = kind < 55 ? 1 : kind < 70 ? 0 : isBulk && kind > 92 ? 0 : 1,
            PhonesFound = kind < 55 ? 0 : isBulk && kind > 92 ? 0 : kind > 95 ? 2 : 1,
            Job = _plan.Keys == FeedKeys.UserAndTime ? "" : job,
            Request = request && _plan.Keys != FeedKeys.UserAndTime && job.Length == 0 ? $"q-{number}" : "",
            CreditType = _plan.Keys != FeedKeys.UserAndTime && job.Length == 0 && channel == "web" && _random.Next(30) == 0
                ? CreditType.Conversation
                : CreditType.Prospecting,
        };
    }

    /// <summary>What the published card lets it cost, somewhere in the range.</summary>
    long PriceOf(Reveal reveal) => (Math.Min(1, reveal.EmailsFound), Math.Min(1, reveal.PhonesFound)) switch
    {
        (0, 0) => reveal.Job.Length > 0 && _random.Next(8) == 0 ? 1 : 0,
        (1, 1) => 2 + _random.Next(reveal.Channel is "extension" or "web" ? 2 : 5),
        _ => reveal.Job.Length > 0 && _random.Next(6) == 0 ? 2 : 1,
    };

    Deduction Pay(Reveal reveal, long credits)
    {
        var id = NextDeduction();
        MadeFor[id] = reveal.Id;
        return Paid(id, reveal, credits);
    }

    Deduction Paid(string id, Reveal reveal, long credits) => new()
    {
        Id = id,
        PostedAt = reveal.OccurredAt + Lag(),
        Credits = new Credits(Math.Max(credits, reveal.Job.Length > 0 ? credits : 1)),
        CreditType = reveal.CreditType,
        // An API key spends in nobody's name.
        User = reveal.Channel == "api" && reveal.Contact.Length > 0 ? "" : reveal.User,
        Channel = reveal.Channel,
        Contact = reveal.Contact,
        Job = reveal.Job,
        Request = reveal.Request,
    };

    string NextDeduction() => $"D-{++_deductions + 50_000}";

    Duration Lag()
    {
        var most = (int)Math.Min(_plan.LagMax.TotalMilliseconds, int.MaxValue);
        var usual = Math.Min(most, 2_500);
        return Duration.FromMilliseconds(300 + _random.Next(_random.Next(20) == 0 ? most : usual));
    }

    void Plant(Reveal shown, VerdictCode code)
    {
        var reveal = shown with { CreditType = CreditType.Prospecting, EmailsFound = 1, PhonesFound = 0 };
        var paid = Pay(reveal, 1);
        var second = paid with { Id = NextDeduction(), PostedAt = paid.PostedAt + Duration.FromMilliseconds(2_000 + _random.Next(6_000)) };
        var other = _users[(Array.IndexOf(_users, reveal.User) + 1) % _users.Length];
        (Reveal[] Reveals, Deduction[] Deductions) rows = code switch
        {
            VerdictCode.NoReveal => ([], [paid with { Contact = paid.Contact.Length > 0 ? $"x-{_planted}" : "", Request = paid.Request.Length > 0 ? $"x-{_planted}" : "" }]),
            VerdictCode.Duplicate => ([reveal], [paid, second]),
            VerdictCode.NeverCharged => ([reveal], []),
            VerdictCode.Overcharged => ([reveal], [paid with { Credits = new Credits(3 + _random.Next(4)) }]),
            VerdictCode.Undercharged => ([reveal with { PhonesFound = 1 }], [paid]),
            VerdictCode.WrongUser => ([reveal], [paid with { User = other }]),
            VerdictCode.WrongChannel => ([reveal], [paid with { Channel = reveal.Channel == "salesforce" ? "extension" : "salesforce" }]),
            VerdictCode.WrongCreditType => ([reveal], [paid with { CreditType = CreditType.Conversation }]),
            VerdictCode.Reversed => ([reveal], [paid, GiveBack(paid)]),
            VerdictCode.LatePosting => ([reveal], [paid with { PostedAt = reveal.OccurredAt + Duration.FromMinutes(16 + _random.Next(44)) }]),
            _ => throw new InvalidOperationException($"Nobody can plant {code}."),
        };
        Reveals.AddRange(rows.Reveals);
        Deductions.AddRange(rows.Deductions);
        Planted.Add(code == VerdictCode.Duplicate
            ? new Planted(code, [], [second.Id])
            : new Planted(code, [.. rows.Reveals.Select(row => row.Id)], [.. rows.Deductions.Select(row => row.Id)]));
    }

    Deduction GiveBack(Deduction paid) => paid with
    {
        Id = NextDeduction(),
        PostedAt = paid.PostedAt + Duration.FromMinutes(30 + _random.Next(25)),
        Credits = -paid.Credits,
        Reverses = paid.Id,
    };
}
