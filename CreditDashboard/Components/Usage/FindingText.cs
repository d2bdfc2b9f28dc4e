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
    /// <param name="amounts">Credits, or money at the price of each row's time; what is usual is taken at the price at the finding's end.</param>
    public static FindingText Of(Finding finding, AccountSnapshot ledger, Amounts? amounts = null) => new Telling(ledger, amounts ?? Amounts.InCredits, finding).Of(finding);

    /// <summary>The amount of the rows of a finding; null if one of them has no stated cost.</summary>
    public static long? AmountOf(Finding finding, AccountSnapshot ledger, Amounts amounts)
    {
        if (!amounts.IsMoney)
            return finding.Credits.Count;

        var sum = (long?)0;
        foreach (var row in finding.Rows.Deductions.Select(index => ledger.Rows.Deductions[index]).Where(row => row.CreditType == CreditType.Prospecting))
            sum += amounts.Of(row.Count, CreditType.Prospecting, row.PostedAt);
        return sum;
    }


    sealed class Telling(AccountSnapshot ledger, Amounts amounts, Finding told)
    {
        RowNames Names => ledger.Rows.Names;
        DateTimeZone Zone => ledger.Cycles.Zone;

        public FindingText Of(Finding finding) => finding switch
        {
            Finding.UnusualDay day => new(
                $"{Times.DayInWords(day.Day)} {(day.Driver is null && day.Credits < day.Usual.Low ? "took only" : "took")} {Credits(day)}",
                $"{day.Day.DayOfWeek}s take {Band(day.Usual)}.{(day.Driver is { } driver ? $" {Then(driver.Credits)} {WentTo(driver)}." : "")}"),
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
                $"{Credits(pace)}, against {Then(pace.Usual)} at this point of the last cycles."),
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

        string Credits(Finding finding) => AmountOf(finding, ledger, amounts) is { } amount ? amounts.Many(amount) : $"{Words.Many(finding.Credits.Count, "credit")} without a stated cost";

        string Band((Credits Low, Credits High) usual) =>
            usual.Low == Core.Ledger.Credits.None ? $"up to {Then(usual.High)}" : $"{Then(usual.Low)} to {Then(usual.High)}";

        // A day has one price, and what is usual is compared as if it were bought now.
        string Then(Credits credits) => amounts.Of(credits.Count, CreditType.Prospecting, told.Stretch.To!.Value - Duration.Epsilon) is { } amount ? amounts.Taken(amount) : Words.Unknown;

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
