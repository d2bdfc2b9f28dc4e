using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Bench;

/// <summary>
/// Rows whose right pairs an id or the nearest in time gives, so that any engine that knows its way finds the same: half of the pairs share
/// a request or a contact that stands nowhere else, half only user and time, with the user's reveals so far apart that a deduction's own is
/// by far the nearest. A few deductions have no reveal, a few reveals no deduction. The same number of rows gives the same rows.
/// </summary>
static class TiedFeed
{
    const int SessionLength = 20;
    const int Missing = 10; // the place in a session whose pair may lack a half

    /// <param name="rows">How many rows of both sides together, within one in five hundred.</param>
    public static AccountRows Of(int rows)
    {
        var pairs = rows / 2;
        var users = Math.Max(25, pairs / 1000);
        var (feed, random) = (new PackedFeed(users), new Random(1));
        var sessions = (pairs / users / SessionLength) + 1;
        var apart = Math.Max(3600L, 425L * 24 * 3600 / sessions) * Position.TicksPerSecond;
        for (var pair = 0; pair < pairs; pair++)
        {
            // Reveals of one user are 40 to 120 seconds apart, and posted within 8.
            var (user, place) = (pair % users, pair / users);
            var seconds = (place % SessionLength * 80) + (user * 7919L % 3600);
            var key = random.Next(4);
            var shown = new RevealRow
            {
                Ticks = PackedFeed.Start + (place / SessionLength * apart) + (seconds * Position.TicksPerSecond) + (random.Next(40_000) * PackedFeed.Millisecond),
                User = feed.User(user),
                Channel = feed.Channel(random.Next(PackedFeed.Direct)),
                Contact = key == 0 ? feed.Contact(pair) : Names.Absent,
                Request = key == 1 ? feed.Request(pair) : Names.Absent,
                Phones = random.Next(4) == 0 ? 1 : 0,
            };
            var missing = place % SessionLength == Missing ? random.Next(50) : -1;
            if (missing != 0)
                feed.Add(pair, shown);
            if (missing != 1)
                feed.Add(pair, PackedFeed.Paying(shown, 50 + random.Next(7_900)));
        }

        return feed.Build();
    }
}
