using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Bench;

/// <summary>Files of any size to import: the same plan gives the same bytes.</summary>
static class FeedScenario
{
    public static void Run(int rows, string folder)
    {
        Directory.CreateDirectory(folder);
        var feed = PlantedFeed.Of(new FeedPlan
        {
            Until = Instant.FromUtc(2026, 11, 20, 17, 0),
            Zone = DateTimeZoneProviders.Tzdb["Europe/London"],
            Users = Math.Max(25, rows / 2_000),
            Deductions = rows,
        });

        using (var reveals = File.CreateText(Path.Combine(folder, "reveals.csv")))
        {
            reveals.Write("reveal_id,occurred_at,user,channel,contact_id,emails_found,phones_found,job_id,request_id,credit_type,action\n");
            foreach (var row in feed.Reveals)
                reveals.Write($"{row.Id},{Timestamp.Format(row.OccurredAt)},{row.User},{row.Channel},{row.Contact},{row.EmailsFound},{row.PhonesFound},{row.Job},{row.Request},{row.CreditType.Slug()},{row.Action}\n");
        }

        using var deductions = File.CreateText(Path.Combine(folder, "deductions.csv"));
        deductions.Write("deduction_id,posted_at,credits,credit_type,user,channel,contact_id,job_id,request_id,action,reverses\n");
        foreach (var row in feed.Deductions)
            deductions.Write($"{row.Id},{Timestamp.Format(row.PostedAt)},{row.Credits},{row.CreditType.Slug()},{row.User},{row.Channel},{row.Contact},{row.Job},{row.Request},{row.Action},{row.Reverses}\n");
        Console.WriteLine($"{feed.Reveals.Count} reveals, {feed.Deductions.Count} ledger rows.");
    }
}
