using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Tests.Core.Matching;

/// <summary>Feeds that lack a column, or some of its values, or tell the time badly: no clean row is accused for it, no pair is wrong.</summary>
public class RoughFeedTests
{
    static readonly Dictionary<string, (Func<Reveal, Reveal> OfReveal, Func<Deduction, Deduction> OfDeduction)> Faults = new()
    {
        ["no user in the ledger"] = (row => row, row => row with { User = "" }),
        ["no channel in the ledger"] = (row => row, row => row with { Channel = "" }),
        ["neither in the ledger"] = (row => row, row => row with { User = "", Channel = "" }),
        ["a third of the users missing in the ledger"] = (row => row, row => IsThird(row.Id) ? row with { User = "" } : row),
        ["a third of the contacts missing in the ledger"] = (row => row, row => IsThird(row.Id) ? row with { Contact = "" } : row),
        ["a third of the requests missing in the ledger"] = (row => row, row => IsThird(row.Id) ? row with { Request = "" } : row),
        ["a third of the requests missing in the activity"] = (row => IsThird(row.Id) ? row with { Request = "" } : row, row => row),
        ["the ledger two seconds behind"] = (row => row, row => row with { PostedAt = row.PostedAt - Duration.FromSeconds(2) }),
        ["whole minutes"] = (row => row with { OccurredAt = Minute(row.OccurredAt) }, row => row with { PostedAt = Minute(row.PostedAt) }),
        ["contacts shared by many"] = (row => row with { Contact = Shared(row.Contact) }, row => row with { Contact = Shared(row.Contact) }),
    };

    public static TheoryData<FeedKeys, int, string> Feeds()
    {
        TheoryData<FeedKeys, int, string> feeds = new();
        foreach (var fault in Faults.Keys)
        {
            foreach (var keys in Enum.GetValues<FeedKeys>())
                feeds.Add(keys, 1 + (int)keys, fault);
        }

        return feeds;
    }

    static bool IsThird(string id) => id[^1] is '1' or '4' or '7';

    static Instant Minute(Instant at) => Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 60 * 60);

    /// <summary>Every four hundredth new contact is the same one.</summary>
    static string Shared(string contact) =>
        contact.StartsWith("c-", StringComparison.Ordinal) ? $"c-{int.Parse(contact[2..], System.Globalization.CultureInfo.InvariantCulture) % 400}" : contact;

    [Theory, MemberData(nameof(Feeds))]
    public void AFault_AccusesNoCleanRow_AndMakesNoWrongPair(FeedKeys keys, int seed, string fault)
    {
        var feed = PlantedFeed.Of(TestFeed.Plan(keys, seed) with { Deductions = 2_500 });
        var judgement = TestFeed.Judged(feed, Faults[fault].OfReveal, Faults[fault].OfDeduction);
        Assert.InRange(TestFeed.Accused(feed, judgement).Length, 0, (feed.Reveals.Count + feed.Deductions.Count) / 1000);

        var asserted = TestFeed.Asserted(feed, judgement);
        Assert.InRange(asserted.Count(isRight => isRight), .98m * asserted.Length, asserted.Length);

        // A planted second charge may be the nearer one where the clocks are rough; of the rest every pair by a key is right.
        var byKey = TestFeed.Pairs(feed, judgement, level => level is Level.A or Level.B);
        Assert.InRange(byKey.Count(isRight => !isRight), 0, feed.Planted.Count / 5);
    }
}
