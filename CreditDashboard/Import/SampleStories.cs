using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>
/// What is worth a look in the sample account, put in on purpose in the two weeks before now: a day with one large selection, a selection with
/// hardly any phones, reveals in the middle of a night, a user at several times their pace, and a contact that two users revealed.
/// </summary>
sealed class SampleStories(PlantedFeed feed, Instant until, DateTimeZone zone)
{
    const int Grace = 6;
    const int Farid = 5;
    const int Jonas = 9;
    const int Priya = 15;
    const int Elena = 4;
    const int Hiro = 7;

    // A working day apart from the others, so that each story is told once.
    const int LargeDaysAgo = 9;
    const int PoorDaysAgo = 6;
    const int NightDaysAgo = 4;
    const int SharedDaysAgo = 3;
    const int PaceDaysAgo = 14;
    const int SettledDaysAgo = 2;

    public void Tell()
    {
        Select(On(LargeDaysAgo, new(10, 20)), Grace, "bulk", contacts: 420, withoutPhone: 250);
        Select(On(PoorDaysAgo, new(14, 5)), Farid, "csv", contacts: 180, withoutPhone: 171);
        WorkAtNight(On(NightDaysAgo, new(2, 10)));
        for (var ago = PaceDaysAgo; ago > SettledDaysAgo; ago--)
        {
            if (Day(ago).DayOfWeek < IsoDayOfWeek.Saturday)
                WorkThrough(On(ago, new(9, 5)), Priya, reveals: 26);
        }

        ShareAContact(On(SharedDaysAgo, new(11, 30)));
    }

    /// <summary>A time of a working day: the last one on or before the day so long ago.</summary>
    Instant On(int daysAgo, LocalTime time)
    {
        var day = Day(daysAgo);
        while (day.DayOfWeek >= IsoDayOfWeek.Saturday)
            day = day.PlusDays(-1);
        return day.At(time).InZoneLeniently(zone).ToInstant();
    }

    LocalDate Day(int daysAgo) => until.InZone(zone).Date.PlusDays(-daysAgo);

    void Select(Instant at, int user, string channel, int contacts, int withoutPhone)
    {
        var job = feed.NextJob();
        for (var contact = 0; contact < contacts; contact++)
        {
            var isPartial = contact < withoutPhone;
            Pay(Reveal(at + Duration.FromMilliseconds(150 * contact), user, channel, job) with { EmailsFound = 1, PhonesFound = isPartial ? 0 : 1 }, isPartial ? 1 : 2);
        }
    }

    void WorkAtNight(Instant at)
    {
        for (var reveal = 0; reveal < 41; reveal++)
            Pay(Reveal(at + Duration.FromSeconds(23 * reveal), Jonas, "extension"), 1);
    }

    void WorkThrough(Instant at, int user, int reveals)
    {
        for (var reveal = 0; reveal < reveals; reveal++)
            Pay(Reveal(at + Duration.FromMinutes(9 * reveal), user, "extension"), 1);
    }

    void ShareAContact(Instant at)
    {
        var shown = Reveal(at, Elena, "web") with { EmailsFound = 1, PhonesFound = 1 };
        Pay(shown, 6);
        Pay(PlantedFeed.SameContact(Reveal(at + Duration.FromHours(3), Hiro, "extension"), shown), 6);
    }

    Reveal Reveal(Instant at, int user, string channel, string job = "") =>
        feed.Show(at, FeedUsers.Address(user), channel, job) with { EmailsFound = 1, PhonesFound = 0, CreditType = CreditType.Prospecting };

    void Pay(Reveal reveal, long credits)
    {
        feed.Reveals.Add(reveal);
        feed.Deductions.Add(feed.Pay(reveal, credits));
    }
}
