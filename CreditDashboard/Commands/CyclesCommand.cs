using System.CommandLine;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Commands;

/// <summary><c>cycles</c>: billing periods, from the one that holds an instant on.</summary>
static class CyclesCommand
{
    public static Command Create(string[] settings)
    {
        var (account, asOf, json) = (CommonOptions.Account(), CommonOptions.AsOf(), CommonOptions.Json());
        var from = new Option<string?>("--from") { Description = "Begin with the cycle that holds this instant; the anchor if not given.", HelpName = "INSTANT" };
        var count = new Option<int>("--count") { Description = "How many.", HelpName = "N", DefaultValueFactory = _ => 12 };
        var command = new Command("cycles", "The account's billing periods.") { account, from, count, asOf, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(count) is < 0 or > 10_000)
                result.AddError("--count takes a whole number from 0 to 10,000.");
        });
        command.SetAction((parsed, cancellation) => CommandRun.ReadAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var snapshot = await run.AccountAsync(parsed.GetRequiredValue(account));
                var cycles = Cycles(snapshot.Cycles, First(parsed.GetValue(from), snapshot.Cycles), parsed.GetValue(count)).ToArray();
                if (run.AsJson)
                    CommandRun.WriteJson(writer => AnswerJson.WriteCycles(writer, cycles));
                else
                    Plain.Table(["start", "end"], 2, cycles.Select(cycle => new[] { Plain.Time(cycle.Start, snapshot.Cycles.Zone), Plain.Time(cycle.End, snapshot.Cycles.Zone) }));
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static Instant First(string? from, CycleCalendar calendar)
    {
        if (from is null)
            return calendar.Anchors[0];

        return Timestamp.TryParse(from, calendar.Zone, out var instant, out _, out var problem)
            ? instant
            : throw new WrongArgumentsException($"--from '{from}' cannot be read. {problem}");
    }

    static IEnumerable<Cycle> Cycles(CycleCalendar calendar, Instant first, int count)
    {
        var cycle = calendar.Holding(first);
        for (var i = 0; i < count; i++, cycle = calendar.After(cycle))
            yield return cycle;
    }
}
