using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Bench;

/// <summary>Feeds of any size, by the number of rows of both sides together. The same number gives the same rows.</summary>
static class ScaleFeed
{
    /// <summary>
    /// What an account exports in a good year: contacts on every row, requests through the API, jobs of bulk selections charged contact by
    /// contact or in one sum. One reveal in 25 shows a contact again; one in 400 is charged twice, or never.
    /// </summary>
    public static AccountRows Ordinary(int rows)
    {
        var users = Math.Max(25, rows / 4000);
        var (feed, random) = (new PackedFeed(users), new Random(2));
        var apart = 425L * 24 * 3600 * Position.TicksPerSecond / (rows / 2);
        var at = PackedFeed.Start;
        for (int number = 0, job = 0; feed.Count < rows; at += 2 * random.NextInt64(apart))
        {
            var channel = random.Next(100) switch { < 92 => random.Next(PackedFeed.Direct), < 99 => PackedFeed.Api, _ => PackedFeed.Bulk };
            var shown = new RevealRow { Ticks = at, User = feed.User(random.Next(users)), Channel = feed.Channel(channel), Phones = random.Next(4) == 0 ? 1 : 0 };
            if (channel == PackedFeed.Bulk)
            {
                number = AddJob(feed, random, shown, number, job++);
                continue;
            }

            number++;
            shown.Contact = feed.Contact(random.Next(25) == 0 ? random.Next(number) : number);
            shown.Request = channel == PackedFeed.Api ? feed.Request(number) : Names.Absent;
            feed.Add(number, shown);
            var paid = PackedFeed.Paying(shown, Lag(random));
            if (channel == PackedFeed.Api)
                paid.User = Names.Absent;
            var planted = random.Next(400);
            if (planted != 0)
                feed.Add(number, paid);
            if (planted == 1)
                feed.Add(++number, PackedFeed.Paying(shown, 9_000 + Lag(random)));
        }

        return feed.Build();
    }

    static int AddJob(PackedFeed feed, Random random, RevealRow shown, int number, int job)
    {
        var size = 4 + random.Next(24);
        var inOneSum = random.Next(3) == 0;
        var credits = 0L;
        shown.Job = feed.Job(job);
        for (var i = 0; i < size; i++)
        {
            number++;
            shown.Ticks += 150 * PackedFeed.Millisecond;
            shown.Contact = feed.Contact(number);
            feed.Add(number, shown);
            var paid = PackedFeed.Paying(shown, Lag(random));
            credits += paid.Count;
            if (!inOneSum)
                feed.Add(number, paid);
        }

        if (inOneSum)
        {
            var sum = PackedFeed.Paying(shown, Lag(random));
            (sum.Contact, sum.Count) = (Names.Absent, credits);
            feed.Add(number, sum);
        }

        return number;
    }

    /// <summary>One user, one hour, nothing but user and time: no two rows share an instant, and every pair has thousands of other readings.</summary>
    public static AccountRows OneHour(int rows)
    {
        var feed = new PackedFeed(1);
        var random = new Random(3);
        var apart = 3600 * Position.TicksPerSecond / (rows / 2);
        for (var pair = 0; pair < rows / 2; pair++)
        {
            var shown = new RevealRow { Ticks = PackedFeed.Start + (pair * apart), User = feed.User(0), Channel = feed.Channel(0) };
            var paid = PackedFeed.Paying(shown, 0);
            // The lag is whole steps and a half: between two reveals, and no other deduction's.
            paid.Ticks = PackedFeed.Start + (pair * apart) + (apart * (random.Next(2) + 1)) + (apart / 2) + (pair % 2);
            feed.Add(pair, shown);
            feed.Add(pair, paid);
        }

        return feed.Build();
    }

    /// <summary>One user, one instant, nothing but user and time.</summary>
    public static AccountRows OneInstant(int rows)
    {
        var feed = new PackedFeed(1);
        var shown = new RevealRow { Ticks = PackedFeed.Start, User = feed.User(0), Channel = feed.Channel(0) };
        for (var pair = 0; pair < rows / 2; pair++)
        {
            feed.Add(pair, shown);
            feed.Add(pair, PackedFeed.Paying(shown, 0));
        }

        return feed.Build();
    }

    /// <summary>Nearly all under three seconds, one in twenty up to eight.</summary>
    static int Lag(Random random) => random.Next(20) == 0 ? 50 + random.Next(7_900) : 200 + random.Next(2_800);
}
