using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>
/// A made-up account's activity and ledger, with discrepancies put in on purpose: for the sample account, the tests and the benchmarks.
/// </summary>
public sealed class PlantedFeed
{
    // What a team's channels weigh; the vendor's extension leads, and one bulk selection holds many contacts.
    static readonly (string Channel, int Weight)[] Channels =
        [("extension", 340), ("web", 220), ("bulk", 16), ("csv", 5), ("salesforce", 180), ("hubspot", 60), ("api", 70)];

    readonly FeedPlan _plan;
    readonly Random _random;
    readonly FeedClock _clock;
    readonly FeedPlants _plants;
    readonly string[] _users;
    readonly Queue<Reveal> _seen = [];
    readonly Instant _plantFrom;
    readonly Instant _plantUntil;
    int _contacts;
    int _reveals;
    int _deductions;
    int _jobs;

    PlantedFeed(FeedPlan plan)
    {
        _plan = plan;
        _random = new Random(plan.Seed);
        _clock = new FeedClock(plan, _random);
        _plants = new FeedPlants(this, plan, _clock, _random);
        _users = [.. Enumerable.Range(0, plan.Users).Select(FeedUsers.Address)];
        _plantFrom = plan.Until - Duration.FromDays(plan.Days - 2) + plan.LagMax;
        _plantUntil = plan.Until - Duration.FromHours(12) - plan.LagMax;
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
            at += _plan.InBursts ? _clock.Gap() : Duration.Zero;
        }
    }

    void AddOne(Instant at, string user, string channel)
    {
        if (_random.Next(60) == 0)
        {
            Deductions.Add(OtherAction(at, user));
            return;
        }

        var isPlanted = _plan.PlantOneIn > 0 && (Reveals.Count / _plan.PlantOneIn) - 5 > Planted.Count && _plantFrom <= at && at < _plantUntil;
        var reveal = Show(at, user, channel, needsKey: isPlanted);
        if (isPlanted)
            Planted.Add(_plants.Plant(reveal));
        else if (_random.Next(25) == 0 && reveal.Contact.Length > 0 && SeenLongBefore(at) is { } earlier)
            ShowAgain(reveal, earlier);
        else
            ShowAndPay(reveal);
    }

    internal void ShowAndPay(Reveal reveal)
    {
        Reveals.Add(reveal);
        Deductions.Add(Pay(reveal, PriceOf(reveal)));
        if (reveal.Contact.Length > 0)
            _seen.Enqueue(reveal);
        if (_seen.Count > 400)
            _seen.Dequeue();
    }

    /// <summary>A reveal so long ago that its charge, however late, was posted before this instant; null if there is none.</summary>
    internal Reveal? SeenLongBefore(Instant at) =>
        _seen.TryPeek(out var earlier) && earlier.OccurredAt + _plan.LagMax + Duration.FromMinutes(10) < at ? _seen.Dequeue() : null;

    /// <summary>The same contact with the same data, days later: free or charged, as the published card leaves open.</summary>
    void ShowAgain(Reveal reveal, Reveal earlier)
    {
        var again = SameContact(reveal, earlier);
        Reveals.Add(again);
        if (_random.Next(3) == 0)
            Deductions.Add(Pay(again, 1));
    }

    internal static Reveal SameContact(Reveal reveal, Reveal earlier) => reveal with
    {
        Contact = earlier.Contact,
        EmailsFound = earlier.EmailsFound,
        PhonesFound = earlier.PhonesFound,
        CreditType = earlier.CreditType,
    };

    internal Deduction OtherAction(Instant at, string user) => new()
    {
        Id = NextDeduction(),
        PostedAt = _clock.Read(at),
        Credits = new Credits(1 + _random.Next(3)),
        User = user,
        Channel = "web",
        Action = _random.Next(2) == 0 ? "search" : "export",
    };

    /// <summary>A bulk selection or an uploaded list, charged contact by contact or in one sum.</summary>
    void AddJob(Instant at, string user, string channel)
    {
        var size = 4 + _random.Next(channel == "csv" ? 40 : 24);
        var job = NextJob();
        var inOneSum = _plan.Keys != FeedKeys.UserAndTime && _random.Next(3) == 0;
        var shown = Enumerable.Range(0, size).Select(i => Show(at + Duration.FromMilliseconds(i * 150), user, channel, job)).ToArray();
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

    internal Reveal Show(Instant at, string user, string channel, string job = "", bool needsKey = false)
    {
        var kind = _random.Next(100);
        var isBulk = channel is "bulk" or "csv";
        var (hasContact, hasRequest) = _plan.Keys switch
        {
            FeedKeys.Contacts => (true, channel == "api"),
            FeedKeys.Requests => (false, true),
            FeedKeys.Mixed => _random.Next(needsKey ? 2 : 3) switch { 0 => (true, false), 1 => (false, true), _ => (false, false) },
            _ => (false, false),
        };
        var number = ++_reveals;
        _contacts++;
        return new Reveal
        {
            Id = $"R-{number + 10_000}",
            OccurredAt = _clock.Read(at),
            User = user,
            Channel = channel,
            Contact = hasContact ? $"c-{40_000 + _contacts}" : "",
            EmailsFound = kind < 55 ? 1 : kind < 70 ? 0 : isBulk && kind > 92 ? 0 : 1,
            PhonesFound = kind < 55 ? 0 : isBulk && kind > 92 ? 0 : kind > 95 ? 2 : 1,
            Job = _plan.Keys == FeedKeys.UserAndTime ? "" : job,
            Request = hasRequest && job.Length == 0 ? $"q-{number}" : "",
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

    internal Deduction Pay(Reveal reveal, long credits)
    {
        var id = NextDeduction();
        MadeFor[id] = reveal.Id;
        return new Deduction
        {
            Id = id,
            PostedAt = _clock.PostingOf(reveal),
            Credits = new Credits(Math.Max(credits, reveal.Job.Length > 0 ? credits : 1)),
            CreditType = reveal.CreditType,
            // An API key spends in nobody's name.
            User = reveal.Channel == "api" && reveal.Contact.Length > 0 ? "" : reveal.User,
            Channel = reveal.Channel,
            Contact = reveal.Contact,
            Job = reveal.Job,
            Request = reveal.Request,
        };
    }

    internal string NextDeduction() => $"D-{++_deductions + 50_000}";

    internal string NextJob() => $"J-{++_jobs + 2000}";

    internal string UserBeside(string user) => _users[(Array.IndexOf(_users, user) + 1) % _users.Length];
}
