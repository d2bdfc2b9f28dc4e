using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Usage.Findings;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Components.Usage;

// Not the folder of the find box.
using Finding = CreditDashboard.Core.Usage.Findings.Finding;

/// <summary>A finding in sentences: what is so, and against what.</summary>
public sealed record FindingText(string Title, string Detail)
{
    public static FindingText Of(Finding finding, AccountSnapshot ledger) => new Telling(ledger).Of(finding);

    sealed class Telling(AccountSnapshot ledger)
    {
        RowNames Names => ledger.Rows.Names;
        DateTimeZone Zone => ledger.Cycles.Zone;

        public FindingText Of(Finding finding) => finding switch
        {
            Finding.UnusualDay day => new(
                $"{Times.DayInWords(day.Day)} {(day.Driver is null && day.Credits < day.Usual.Low ? "took only" : "took")} {Credits(day)}",
                $"{day.Day.DayOfWeek}s take {Band(day.Usual)}.{(day.Driver is { } driver ? $" {Words.Taken(driver.Credits.Count)} {WentTo(driver)}." : "")}"),
            Finding.AfterDisabled late => new(
                $"{User(late.User)} was charged {Credits(late)} after being disabled",
                $"Disabled {Times.Minute(late.DisabledAt, Zone)}; first charged {Times.Minute(late.First, Zone)}{Through(late.Channel, ", ")}."),
            Finding.IncompleteJob job => new(
                $"{Words.Count(job.Partial + job.Empty)} of the {Words.Count(job.Contacts)} contacts of {job.Job} came back {(job.Empty == 0 ? "partial" : job.Partial == 0 ? "empty" : "partial or empty")}",
                $"{Kind(job.Channel)} job of {Times.Day(job.StartedAt.InZone(Zone).Date)}, {Credits(job)}.{(job.Usual is { } usual ? $" Of the contacts of other selections {usual}% do." : "")} Not refundable."),
            Finding.SameContact { Contacts: 1 } contact => new(
                $"{contact.Contact} was revealed by {(contact.Users.Length == 2 ? "two" : Words.Count(contact.Users.Length))} users in one day",
                $"By {string.Join(" and ", contact.Users.Select(User))}, {Times.Day(contact.Day)}, {Credits(contact)} together."),
            Finding.SameContact contacts => new(
                $"{Words.Count(contacts.Contacts)} contacts were revealed by two users in one day",
                $"Each charged to both, {Credits(contacts)} together. The first was {contacts.Contact}, {Times.Day(contacts.Day)}."),
            Finding.Pace pace => new(
                $"{User(pace.User)} is at {Words.Ratio(pace.Credits.Count, pace.Usual.Count)} times the usual pace",
                $"{Credits(pace)}, against {Words.Count(pace.Usual.Count)} at this point of the last cycles."),
            Finding.NightBurst burst => new(
                $"{User(burst.User)} made {Words.Many(burst.Reveals, "reveal")} between {Times.OnTheClock(burst.First, Zone)} and {Times.OnTheClock(burst.Last, Zone)}",
                $"{Times.DayInWords(burst.First.InZone(Zone).Date)}, {Credits(burst)}{Through(burst.Channel, ", all ")}."),
            Finding.ChargedRepeats repeats => new(
                $"{Credits(repeats)} went to contacts that were shown before",
                $"{Words.Many(repeats.Contacts, "contact")} of whom nothing new was shown. The card allows it; not refundable, avoidable."),
            Finding.EmptyBulk empty => new(
                $"{Credits(empty)} went to bulk contacts with nothing found",
                $"{Words.Many(empty.Contacts, "contact")} in {Words.Many(empty.Jobs, "job")}. Documented, not refundable, avoidable."),
            _ => throw new ArgumentOutOfRangeException(nameof(finding)),
        };

        string User(int number) => number == Core.Ledger.Names.Absent ? "Someone unnamed" : Words.User(Names.Users[number]);

        static string Credits(Finding finding) => $"{Words.Taken(finding.Credits.Count)} {(finding.Credits.Count == 1 ? "credit" : "credits")}";

        static string Band((Credits Low, Credits High) usual) =>
            usual.Low == Core.Ledger.Credits.None ? $"up to {Words.Count(usual.High.Count)}" : $"{Words.Count(usual.Low.Count)} to {Words.Count(usual.High.Count)}";

        string WentTo(DayDriver driver) => driver.Field switch
        {
            UsageField.Job => $"went to job {Names.Jobs[driver.Number]}",
            UsageField.User => $"were taken by {User(driver.Number)}",
            _ => $"went{Through(driver.Number, " ")}",
        };

        string Through(int channel, string before) => channel == Core.Ledger.Names.Absent ? "" : before + "through " + Names.Channels[channel] switch
        {
            "extension" => "the extension",
            "web" => "the web app",
            "api" => "the API",
            var slug => Words.Channel(slug),
        };

        string Kind(int channel) => Names.Channels[channel] switch { "csv" => "A CSV", "bulk" => "A bulk", var slug => $"A {Words.Channel(slug)}" };
    }
}
