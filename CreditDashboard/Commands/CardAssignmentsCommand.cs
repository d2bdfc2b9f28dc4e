using System.CommandLine;
using System.Text.Json;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Commands;

/// <summary><c>cards assign</c> and <c>cards assignments</c>: what an account is priced by, from when, and what a change of it changes.</summary>
static class CardAssignmentsCommand
{
    public static Command Assign(string[] settings)
    {
        var (account, card, preview, json) = (CommonOptions.Account(), Card(isRequired: true), Preview(), CommonOptions.Json());
        var from = new Option<string>("--from") { Description = "From when on, until the next assignment.", HelpName = "INSTANT", Required = true };
        var command = new Command("assign", "Price an account by a card from an instant on, and judge anew.") { account, card, from, preview, json };
        command.SetAction((parsed, cancellation) => ChangeAsync(
            settings,
            parsed.GetValue(json),
            parsed.GetValue(preview),
            parsed.GetRequiredValue(account),
            zone => AssignmentPlan.Assign(parsed.GetRequiredValue(card)!, InstantOf("--from", parsed.GetRequiredValue(from), zone)),
            cancellation));
        return command;
    }

    public static Command Assignments(string[] settings)
    {
        var (account, card, preview, json) = (CommonOptions.Account(), Card(isRequired: false), Preview(), CommonOptions.Json());
        var replace = new Option<string?>("--replace") { Description = "Assign --card in place of the one assigned from that instant.", HelpName = "INSTANT" };
        var remove = new Option<string?>("--remove") { Description = "Take the assignment from that instant away: the card before it rules on.", HelpName = "INSTANT" };
        var command = new Command("assignments", "What an account is priced by, and from when. Lists it, or changes one and judges anew.") { account, replace, remove, card, preview, json };
        command.Validators.Add(result =>
        {
            var (replaces, removes) = (result.GetValue(replace) is not null, result.GetValue(remove) is not null);
            if (replaces && removes)
                result.AddError("Give --replace or --remove, not both.");
            if (replaces != (result.GetValue(card) is not null))
                result.AddError("--replace and --card are given together.");
            if (result.GetValue(preview) && !replaces && !removes)
                result.AddError("--preview is for --replace or --remove.");
        });
        command.SetAction((parsed, cancellation) => parsed.GetValue(replace) is null && parsed.GetValue(remove) is null
            ? ListAsync(settings, parsed.GetValue(json), parsed.GetRequiredValue(account), cancellation)
            : ChangeAsync(
                settings,
                parsed.GetValue(json),
                parsed.GetValue(preview),
                parsed.GetRequiredValue(account),
                zone => parsed.GetValue(replace) is { } replaced
                    ? AssignmentPlan.Replace(parsed.GetRequiredValue(card)!, InstantOf("--replace", replaced, zone))
                    : AssignmentPlan.Remove(InstantOf("--remove", parsed.GetValue(remove)!, zone)),
                cancellation));
        return command;
    }

    static Option<string?> Card(bool isRequired) => new("--card") { Description = "The card's id.", HelpName = "ID", Required = isRequired };

    static Option<bool> Preview() => new("--preview") { Description = "Say what would change, and change nothing." };

    static Task<int> ListAsync(string[] settings, bool asJson, string slug, CancellationToken cancellation) => CommandRun.ReadAsync(
        settings,
        asJson,
        async run =>
        {
            var snapshot = await run.AccountAsync(slug);
            var periods = snapshot.Cards.Periods;
            if (asJson)
                CommandRun.WriteJson(writer => Write(writer, periods));
            else
                Plain.Table(["from", "card", "version"], 3, periods.Select(period => new[] { period.From is { } from ? Plain.Time(from, snapshot.Cycles.Zone) : "the beginning", period.Card.Id, period.Card.Version }));
            return ExitCode.Done;
        },
        cancellation);

    static Task<int> ChangeAsync(
        string[] settings, bool asJson, bool isPreview, string slug, Func<DateTimeZone, AssignmentPlan> plan, CancellationToken cancellation)
    {
        return isPreview ? CommandRun.ReadAsync(settings, asJson, RunAsync, cancellation) : CommandRun.WriteAsync(settings, asJson, RunAsync, cancellation);

        async Task<ExitCode> RunAsync(CommandRun run)
        {
            var zone = (await run.AccountAsync(slug)).Cycles.Zone;
            var desk = run.Services.GetRequiredService<CardDesk>();
            // Verdicts as they are once everything has settled: what changes does not depend on when it is asked.
            var change = await (isPreview
                ? desk.PreviewAsync(AccessScope.Operator, slug, plan(zone), Instant.MaxValue, run.Cancellation)
                : desk.ChangeAsync(AccessScope.Operator, slug, plan(zone), Instant.MaxValue, run.Cancellation))
                ?? throw new RefusedException($"There is no account '{slug}'.");
            if (asJson)
            {
                CommandRun.WriteJson(writer =>
                {
                    writer.WriteStartObject();
                    WriteChanged(writer, change);
                    writer.WriteEndObject();
                });
            }
            else
            {
                PrintChanged(change);
            }

            return ExitCode.Done;
        }
    }

    static Instant InstantOf(string option, string text, DateTimeZone zone) =>
        Timestamp.TryParse(text, zone, out var instant, out _, out var problem)
            ? instant
            : throw new WrongArgumentsException($"{option} '{text}' cannot be read. {problem}");

    /// <summary>The array <c>changed</c>: rows of each side that moved from one code to another.</summary>
    public static void WriteChanged(Utf8JsonWriter json, JudgementChange change)
    {
        json.WriteStartArray("changed");
        foreach (var each in change.Changes.Where(each => each.From != each.To))
        {
            json.WriteStartObject();
            json.WriteString("from", each.From.Slug());
            json.WriteString("to", each.To.Slug());
            json.WriteNumber("rows", each.Rows);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void PrintChanged(JudgementChange change)
    {
        Plain.Table(
            ["from", "to", "verdicts", "rows", "in question before", "after"],
            2,
            change.Changes.Select(each => new[] { each.From.Slug(), each.To.Slug(), Plain.Number(each.Verdicts), Plain.Number(each.Rows), Plain.Number(each.Before.Count), Plain.Number(each.After.Count) }));
        Console.WriteLine($"Credits in question: {Plain.Number(change.Before.Count)} before, {Plain.Number(change.After.Count)} after.");
    }

    static void Write(Utf8JsonWriter json, IReadOnlyList<(Instant? From, RateCard Card)> periods)
    {
        json.WriteStartObject();
        json.WriteStartArray("assignments");
        foreach (var (index, (from, card)) in periods.Index())
        {
            json.WriteStartObject();
            json.WriteString("card", card.Id);
            json.WriteString("version", card.Version);
            AnswerJson.WriteInstant(json, "from", from);
            AnswerJson.WriteInstant(json, "to", index + 1 < periods.Count ? periods[index + 1].From : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
