using System.CommandLine;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;

namespace CreditDashboard.Commands;

/// <summary><c>bridge</c>: from what some users count to what the account was charged in a window.</summary>
static class BridgeCommand
{
    public static Command Create(string[] settings)
    {
        var (account, window, users) = (CommonOptions.Account(), CommonOptions.Window(), CommonOptions.Users());
        var (asOf, json) = (CommonOptions.AsOf(), CommonOptions.Json());
        users.Description = "Whose count it begins with; may be given again. Without it, everyone's. '-' are rows that name no user.";
        var command = new Command("bridge", "Why the number is higher than you expect: from what a person counts to the account's credits, step by step.") { account, window, users, asOf, json };
        command.SetAction((parsed, cancellation) => CommandRun.ReadAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var snapshot = await run.AccountAsync(parsed.GetRequiredValue(account));
                var now = run.AsOf(parsed.GetValue(asOf), snapshot.Cycles.Zone);
                var asked = CommandRun.WindowOf(parsed.GetRequiredValue(window), snapshot.Cycles, now);
                var bridge = Bridge.Of(snapshot.Judgement, new BridgeQuestion(asked, CommonOptions.NumbersOf(parsed.GetValue(users), snapshot.Rows.Names.Users)), now);
                if (run.AsJson)
                    CommandRun.WriteJson(writer => AnswerJson.WriteBridge(writer, asked, bridge));
                else
                    Print(bridge, asked, snapshot);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static void Print(Bridge bridge, Core.Cycles.Window window, AccountSnapshot snapshot)
    {
        Plain.Window(window, snapshot.Cycles.Zone);
        Plain.Table(["bar", "", "credits"], 2, bridge.Bars.Select(bar => new[] { bar.Key.Slug, bar.Label, Plain.Signed(bar.Credits.Count) }));
        Console.WriteLine($"{Plain.Number(bridge.Total.Count)} prospecting credits of the whole account.");
    }
}
