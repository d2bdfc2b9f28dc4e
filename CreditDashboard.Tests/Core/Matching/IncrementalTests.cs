using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Tests.Core.Matching;

/// <summary>What is judged anew after a change is what a full run gives, to the byte, whatever came, went or was restated.</summary>
public class IncrementalTests
{
    const int Accounts = 120;

    /// <summary>Rows that come in one after the other: an account's activity and ledger from many small ledgers, days or minutes apart.</summary>
    static LedgerText Account(int seed)
    {
        var random = new Random(seed);
        var account = new LedgerText();
        var between = Duration.FromMinutes(random.Next(3) == 0 ? 3 : 2000);
        for (var part = 0; part < 14; part++)
        {
            var ledger = RandomLedger.Of((seed * 31) + part, rowsMax: 14);
            var later = between * part;
            account.Reveals.AddRange(ledger.Reveals.Select(row => row with
            {
                Id = $"{part}.{row.Id}",
                OccurredAt = row.OccurredAt + later,
                Contact = Of(part, row.Contact),
                Job = Of(part, row.Job),
                Request = Of(part, row.Request),
            }));
            account.Deductions.AddRange(ledger.Deductions.Select(row => row with
            {
                Id = $"{part}.{row.Id}",
                PostedAt = row.PostedAt + later,
                Contact = Of(part, row.Contact),
                Job = Of(part, row.Job),
                Request = Of(part, row.Request),
                Reverses = Of(part, row.Reverses),
            }));
        }

        return random.Next(2) == 0 ? account.Complete() : account;

        static string Of(int part, string id) => id.Length == 0 ? "" : $"{part}.{id}";
    }

    [Fact]
    public void EveryStep_GivesWhatAFullRunGives_ToTheByte()
    {
        var small = 0;
        for (var seed = 0; seed < Accounts; seed++)
        {
            var account = Account(seed);
            var random = new Random(seed);
            var rules = account.Rules;
            var waiting = account.Reveals.Select(row => (Reveal: (Reveal?)row, Deduction: (Deduction?)null))
                .Concat(account.Deductions.Select(row => (Reveal: (Reveal?)null, Deduction: (Deduction?)row))).ToArray();
            random.Shuffle(waiting);
            var next = waiting.Length * (3 + random.Next(6)) / 10;
            var judgement = Judge.Of(Rows(waiting[..next]), rules);
            while (next < waiting.Length)
            {
                var more = Math.Min(waiting.Length, next + 1 + random.Next(4));
                var builder = new AccountRowsBuilder(judgement.Rows);
                foreach (var row in waiting[next..more])
                    Add(builder, row);
                next = more;
                if (random.Next(3) == 0)
                    Restate(builder, judgement.Rows, random);
                if (random.Next(4) == 0)
                    rules = rules with { Coverages = [.. rules.Coverages, Declared(random)] };

                if (random.Next(4) == 0)
                    rules = rules with { Pins = [.. rules.Pins.Skip(random.Next(2)), .. Pinned(account, random)] };

                if (random.Next(4) == 0)
                    rules = rules with { Refused = [.. rules.Refused.Skip(random.Next(2)), Refused(random)] };

                var rows = builder.Build();
                small += new RejudgedRows(judgement, builder.Kept, rows, rules).IsSmall ? 1 : 0;
                judgement = Judge.After(judgement, builder.Kept, rows, rules);
                AssertSame(Judge.Of(rows, rules), judgement, seed);
            }
        }

        Assert.True(small > 10 * Accounts, $"Only {small} changes were judged as small ones.");
    }

    static RefusedRow Refused(Random random) => new()
    {
        Side = random.Next(2) == 0 ? Side.Reveal : Side.Deduction,
        At = random.Next(8) == 0 ? null : Instant.FromUtc(2026, 10, 31, 9, 0) + Duration.FromMinutes(random.Next(20_000)),
        User = random.Next(3) == 0 ? "" : "ann@acme.example",
    };

    static AccountRows Rows(IEnumerable<(Reveal? Reveal, Deduction? Deduction)> rows)
    {
        var builder = new AccountRowsBuilder();
        foreach (var row in rows)
            Add(builder, row);
        return builder.Build();
    }

    static void Add(AccountRowsBuilder builder, (Reveal? Reveal, Deduction? Deduction) row)
    {
        if (row.Reveal is { } reveal)
            builder.Add(reveal);
        else
            builder.Add(row.Deduction!);
    }

    /// <summary>Another version of a row, or none in its place.</summary>
    static void Restate(AccountRowsBuilder builder, AccountRows rows, Random random)
    {
        if (rows.Reveals.Length > 0 && random.Next(2) == 0)
        {
            var index = random.Next(rows.Reveals.Length);
            builder.ReplaceReveal(index);
            if (random.Next(3) > 0)
                builder.Add(rows.Reveal(index) with { EmailsFound = random.Next(3), OccurredAt = rows.Reveal(index).OccurredAt + Duration.FromSeconds(random.Next(90)) });
        }
        else if (rows.Deductions.Length > 0)
        {
            var index = random.Next(rows.Deductions.Length);
            builder.ReplaceDeduction(index);
            if (random.Next(3) > 0)
                builder.Add(rows.Deduction(index) with { Contact = "", PostedAt = rows.Deduction(index).PostedAt + Duration.FromSeconds(random.Next(90)) });
        }
    }

    static DeclaredCoverage Declared(Random random)
    {
        var from = Instant.FromUtc(2026, 10, 30, 0, 0) + Duration.FromHours(random.Next(400));
        return new DeclaredCoverage { Side = random.Next(2) == 0 ? Side.Reveal : Side.Deduction, From = from, To = from + Duration.FromHours(1 + random.Next(60)) };
    }

    /// <summary>A pin of rows that stand near each other, whether they have landed or not.</summary>
    static IEnumerable<Pin> Pinned(LedgerText account, Random random)
    {
        if (account.Reveals.Count == 0)
            yield break;

        var reveal = account.Reveals[random.Next(account.Reveals.Count)];
        var near = account.Deductions.Where(row => row.Credits > Credits.None && (row.PostedAt - reveal.OccurredAt) is var lag && lag < Duration.FromMinutes(5) && lag > -Duration.FromMinutes(5)).ToArray();
        if (near.Length > 0)
            yield return new Pin { Reveal = reveal.Id, Deduction = near[random.Next(near.Length)].Id, Kind = (PinKind)random.Next(2) };
    }

    static void AssertSame(Judgement expected, Judgement actual, int seed)
    {
        try
        {
            Assert.Equal(expected.Members, actual.Members);
            Assert.Equal(expected.OfReveal, actual.OfReveal);
            Assert.Equal(expected.OfDeduction, actual.OfDeduction);
            Assert.Equal(expected.Verdicts, actual.Verdicts);
            for (var deduction = 0; deduction < expected.Rows.Deductions.Length; deduction++)
                Assert.Equal(expected.Matches.RunnerUpOf(deduction), actual.Matches.RunnerUpOf(deduction));
            for (var reveal = 0; reveal < expected.Rows.Reveals.Length; reveal++)
                Assert.Equal(expected.Prices[reveal], actual.Prices[reveal]);
        }
        catch (Exception difference) when (difference is Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"Account {seed}: {difference.Message}", difference);
        }
    }
}
