using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Tests.Core;

/// <summary>
/// Small ledgers by seed, dense enough that every tier has work: few users, contacts, jobs and requests within minutes, fields missing at
/// random, charges that fit and that do not, reversals of everything. Nothing is ever discarded.
/// </summary>
static class RandomLedger
{
    static readonly Instant Start = Instant.FromUtc(2026, 10, 31, 9, 0);
    static readonly string[] Users = ["", "ann@acme.example", "ben@acme.example", "cat@acme.example"];
    static readonly string[] Channels = ["extension", "web", "bulk", "api", "salesforce"];
    static readonly string[] Cards = ["help-article", "later-help-article", "per-data-point"];

    public static LedgerText Of(int seed, int rowsMax = 24)
    {
        var random = new Random(seed);
        var ledger = new LedgerText();
        var span = 1 + random.Next(random.Next(2) == 0 ? 120 : 40_000);
        var named = random.Next(4);
        var count = random.Next(rowsMax + 1);
        for (var i = 0; i < count; i++)
        {
            var at = Start + Duration.FromMilliseconds(500L * random.Next(2 * span));
            if (random.Next(2) == 0)
            {
                ledger.Reveals.Add(new Reveal
                {
                    Id = $"R{i}",
                    OccurredAt = at,
                    User = Users[random.Next(Users.Length)],
                    Channel = Channels[random.Next(Channels.Length)],
                    Contact = Key("c", 4),
                    EmailsFound = random.Next(3),
                    PhonesFound = random.Next(2),
                    EmailsRequested = random.Next(4) > 0,
                    PhonesRequested = random.Next(4) > 0,
                    Quantity = 1 + random.Next(40),
                    Job = random.Next(4) == 0 ? Key("J", 2) : "",
                    Request = random.Next(4) == 0 ? Key("q", 3) : "",
                    CreditType = Type(),
                    Action = Action(),
                });
                continue;
            }

            var reversed = ledger.Deductions.Count > 0 && random.Next(6) == 0 ? ledger.Deductions[random.Next(ledger.Deductions.Count)] : null;
            ledger.Deductions.Add(new Deduction
            {
                Id = $"D{i}",
                PostedAt = at + Duration.FromMilliseconds(random.Next(9000)),
                Credits = new Credits(reversed is null ? 1 + random.Next(3) : -(1 + random.Next(2))),
                User = Users[random.Next(Users.Length)],
                Channel = random.Next(6) == 0 ? "" : Channels[random.Next(Channels.Length)],
                Contact = Key("c", 5),
                Job = random.Next(4) == 0 ? Key("J", 3) : "",
                Request = random.Next(4) == 0 ? Key("q", 4) : "",
                CreditType = reversed?.CreditType ?? Type(),
                Action = Action(),
                Reverses = reversed?.Id ?? "",
            });
        }

        ledger.PricedBy(Cards[random.Next(Cards.Length)]);
        return random.Next(2) == 0 ? ledger.Complete() : ledger;

        // From "on every row" to "on none", as feeds differ.
        string Key(string prefix, int count) => random.Next(4) < named ? "" : $"{prefix}{random.Next(count)}";

        CreditType Type() => random.Next(8) == 0 ? CreditType.Conversation : CreditType.Prospecting;

        string Action() => random.Next(10) == 0 ? "search" : "reveal";
    }
}
