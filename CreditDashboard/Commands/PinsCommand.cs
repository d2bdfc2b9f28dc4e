using System.CommandLine;
using System.Text.Json;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;

namespace CreditDashboard.Commands;

/// <summary><c>pins list</c>, <c>confirm</c>, <c>forbid</c>, <c>accept</c> and <c>withdraw</c>: what an agent says of a reveal and a deduction.</summary>
static class PinsCommand
{
    public static Command Create(string[] settings) => new("pins", "What agents said of pairs of rows.")
    {
        List(settings),
        Place(settings, "confirm", PinKind.Confirmed, "The deduction pays for the reveal, whatever else the rows say."),
        Place(settings, "forbid", PinKind.Forbidden, "The deduction does not pay for the reveal."),
        Place(settings, "accept", PinKind.Accepted, "What differs between the two is accepted; their verdict stays."),
        Withdraw(settings),
    };

    static Command List(string[] settings)
    {
        var (account, json) = (CommonOptions.Account(), CommonOptions.Json());
        var command = new Command("list", "The pins of an account.") { account, json };
        command.SetAction((parsed, cancellation) => CommandRun.ReadAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var snapshot = await run.AccountAsync(parsed.GetRequiredValue(account));
                var pins = snapshot.Judgement.Rules.Pins;
                if (run.AsJson)
                    CommandRun.WriteJson(writer => WriteList(writer, pins, snapshot.Rows));
                else
                    Print(pins, snapshot);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static Command Place(string[] settings, string verb, PinKind kind, string description)
    {
        var options = new PinOptions();
        var command = options.On(new Command(verb, description));
        command.SetAction((parsed, cancellation) => CommandRun.WriteAsync(
            settings,
            parsed.GetValue(options.Json),
            run => AnswerAsync(run, parsed.GetRequiredValue(options.Account), (desk, slug) => desk.PlaceAsync(
                AccessScope.Operator,
                slug,
                new PinRequest(kind, parsed.GetRequiredValue(options.Reveal), parsed.GetRequiredValue(options.Deduction), parsed.GetRequiredValue(options.Reason)),
                run.Cancellation)),
            cancellation));
        return command;
    }

    static Command Withdraw(string[] settings)
    {
        var options = new PinOptions();
        var command = options.On(new Command("withdraw", "End the pin on a reveal and a deduction."));
        command.SetAction((parsed, cancellation) => CommandRun.WriteAsync(
            settings,
            parsed.GetValue(options.Json),
            run => AnswerAsync(run, parsed.GetRequiredValue(options.Account), (desk, slug) => desk.WithdrawAsync(
                AccessScope.Operator,
                slug,
                parsed.GetRequiredValue(options.Reveal),
                parsed.GetRequiredValue(options.Deduction),
                parsed.GetRequiredValue(options.Reason),
                run.Cancellation)),
            cancellation));
        return command;
    }

    static async Task<ExitCode> AnswerAsync(CommandRun run, string slug, Func<PinDesk, string, Task<PinOutcome?>> change)
    {
        var outcome = await change(run.Services.GetRequiredService<PinDesk>(), slug) ?? throw new RefusedException($"There is no account '{slug}'.");
        if (outcome.IsWaiting)
            await Console.Error.WriteLineAsync("One of the two rows has not landed: the pin waits for it.");
        if (run.AsJson)
            CommandRun.WriteJson(writer => WriteChange(writer, outcome));
        else if (outcome.Change.Changes.Count == 0)
            Console.WriteLine("No verdict changed.");
        else
            Plain.Table(["from", "to", "rows"], 2, outcome.Change.Changes.Select(change => new[] { change.From.Slug(), change.To.Slug(), Plain.Number(change.Rows) }));
        return ExitCode.Done;
    }

    static void WriteChange(Utf8JsonWriter json, PinOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteBoolean("waiting", outcome.IsWaiting);
        json.WriteStartArray("changed");
        foreach (var change in outcome.Change.Changes)
        {
            json.WriteStartObject();
            json.WriteString("from", change.From.Slug());
            json.WriteString("to", change.To.Slug());
            json.WriteNumber("rows", change.Rows);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteList(Utf8JsonWriter json, IReadOnlyList<Pin> pins, AccountRows rows)
    {
        json.WriteStartObject();
        json.WriteStartArray("pins");
        foreach (var pin in pins)
        {
            json.WriteStartObject();
            json.WriteString("kind", pin.Kind.Slug());
            json.WriteString("reveal", pin.Reveal);
            json.WriteString("deduction", pin.Deduction);
            json.WriteString("reason", pin.Reason);
            json.WriteString("by", pin.PlacedBy);
            AnswerJson.WriteInstant(json, "at", pin.PlacedAt);
            if (pin.Difference.Length > 0)
            {
                json.WriteStartObject("accepted");
                json.WriteString("code", pin.Difference);
                json.WriteNumber("credits", pin.AcceptedMax.Count);
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("accepted");
            }

            json.WriteBoolean("waiting", IsWaiting(pin, rows));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Print(IReadOnlyList<Pin> pins, AccountSnapshot snapshot) => Plain.Table(
        ["kind", "reveal", "deduction", "accepted", "placed", "by", "reason"],
        7,
        pins.Select(pin => new[]
        {
            pin.Kind.Slug() + (IsWaiting(pin, snapshot.Rows) ? ", waiting" : ""),
            pin.Reveal,
            pin.Deduction,
            pin.Difference.Length > 0 ? $"{pin.Difference}, {pin.AcceptedMax}" : "–",
            Plain.Time(pin.PlacedAt, snapshot.Cycles.Zone),
            pin.PlacedBy,
            pin.Reason,
        }));

    static bool IsWaiting(Pin pin, AccountRows rows) => rows.FindReveal(pin.Reveal) < 0 || rows.FindDeduction(pin.Deduction) < 0;

    sealed class PinOptions
    {
        public Option<string> Account { get; } = CommonOptions.Account();
        public Option<string> Reveal { get; } = new("--reveal") { Description = "The reveal's id.", HelpName = "ID", Required = true };
        public Option<string> Deduction { get; } = new("--deduction") { Description = "The deduction's id.", HelpName = "ID", Required = true };
        public Option<string> Reason { get; } = new("--reason") { Description = "Why, for whoever asks later.", HelpName = "TEXT", Required = true };
        public Option<bool> Json { get; } = CommonOptions.Json();

        public Command On(Command command)
        {
            foreach (var option in new Option[] { Account, Reveal, Deduction, Reason, Json })
                command.Options.Add(option);
            return command;
        }
    }
}
