using System.CommandLine;
using System.Text.Json;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Commands;

/// <summary><c>seals list</c>, <c>seals add</c> and <c>seals amendments</c>: cycles as they were sealed, and what differs since.</summary>
static class SealsCommand
{
    public static Command Create(string[] settings) => new("seals", "Seal cycles, and see what differs from them.") { List(settings), Add(settings), ListAmendments(settings) };

    static Option<string> Cycle() => new("--cycle") { Description = "An instant within the cycle.", HelpName = "INSTANT", Required = true };

    static Command List(string[] settings)
    {
        var (account, json) = (CommonOptions.Account(), CommonOptions.Json());
        var command = new Command("list", "The seals of an account.") { account, json };
        command.SetAction((parsed, cancellation) => CommandRun.ReadAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var snapshot = await run.AccountAsync(parsed.GetRequiredValue(account));
                var seals = (await run.Services.GetRequiredService<SealDesk>().ListAsync(AccessScope.Operator, snapshot.Account.Slug, run.Cancellation))!;
                if (run.AsJson)
                    CommandRun.WriteJson(writer => WriteList(writer, seals));
                else
                    Print(seals, snapshot.Cycles.Zone);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static Command Add(string[] settings)
    {
        var (account, cycle, json) = (CommonOptions.Account(), Cycle(), CommonOptions.Json());
        var reason = new Option<string>("--reason") { Description = "Why, for whoever asks later.", HelpName = "TEXT", Required = true };
        var command = new Command("add", "Seal the cycle that holds an instant, once it has ended and settled.") { account, cycle, reason, json };
        command.SetAction((parsed, cancellation) => CommandRun.WriteAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var snapshot = await run.AccountAsync(parsed.GetRequiredValue(account));
                var seal = (await run.Services.GetRequiredService<SealDesk>().SealAsync(
                    AccessScope.Operator, snapshot.Account.Slug, InstantOf(parsed.GetRequiredValue(cycle), snapshot), parsed.GetRequiredValue(reason), run.Cancellation))!;
                if (run.AsJson)
                    CommandRun.WriteJson(writer => Write(writer, seal));
                else
                    Print([seal], snapshot.Cycles.Zone);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static Command ListAmendments(string[] settings)
    {
        var (account, cycle, asOf, json) = (CommonOptions.Account(), Cycle(), CommonOptions.AsOf(), CommonOptions.Json());
        var command = new Command("amendments", "What differs from the last seal of a cycle.") { account, cycle, asOf, json };
        command.SetAction((parsed, cancellation) => CommandRun.ReadAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var snapshot = await run.AccountAsync(parsed.GetRequiredValue(account));
                var now = run.AsOf(parsed.GetValue(asOf), snapshot.Cycles.Zone);
                var found = await run.Services.GetRequiredService<SealDesk>().AmendmentsAsync(
                        AccessScope.Operator, snapshot.Account.Slug, InstantOf(parsed.GetRequiredValue(cycle), snapshot), now, run.Cancellation)
                    ?? throw new RefusedException("No seal of that cycle stands: seal it with 'seals add'.");
                if (run.AsJson)
                    CommandRun.WriteJson(writer => Write(writer, found));
                else
                    Print(found, snapshot.Cycles.Zone);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static Instant InstantOf(string text, AccountSnapshot snapshot) => Timestamp.TryParse(text, snapshot.Cycles.Zone, out var instant, out _, out var problem)
        ? instant
        : throw new WrongArgumentsException($"--cycle '{text}' cannot be read. {problem}");

    static void WriteList(Utf8JsonWriter json, IReadOnlyList<SealFacts> seals)
    {
        json.WriteStartObject();
        json.WriteStartArray("seals");
        foreach (var seal in seals)
            Write(json, seal);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, SealFacts seal)
    {
        json.WriteStartObject();
        AnswerJson.WriteWindow(json, "window", seal.Window);
        json.WriteNumber("number", seal.Number);
        AnswerJson.WriteInstant(json, "at", seal.SealedAt);
        json.WriteString("by", seal.SealedBy);
        json.WriteString("reason", seal.Reason);
        WriteCredits(json, "credits", seal.Prospecting.Count, seal.Conversation.Count);
        json.WriteString("sha256", seal.Hash);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, SealedCycle found)
    {
        json.WriteStartObject();
        json.WritePropertyName("seal");
        Write(json, found.Seal);
        json.WriteStartArray("amendments");
        foreach (var amendment in found.Amendments.All)
        {
            json.WriteStartObject();
            json.WritePropertyName("verdict");
            if (amendment.Now is { } now)
                AnswerJson.WriteVerdict(json, now);
            else
                json.WriteNullValue();
            json.WriteStartArray("supersedes");
            foreach (var verdict in amendment.Supersedes)
            {
                json.WriteStartObject();
                json.WriteString("id", verdict.Id);
                json.WriteString("code", verdict.Code.Slug());
                json.WriteNumber("credits", verdict.Credits.Count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteCredits(json, "changed", found.Amendments.Prospecting.Count, found.Amendments.Conversation.Count);
        json.WriteEndObject();
    }

    static void WriteCredits(Utf8JsonWriter json, string name, long prospecting, long conversation)
    {
        json.WriteStartObject(name);
        json.WriteNumber("prospecting", prospecting);
        json.WriteNumber("conversation", conversation);
        json.WriteEndObject();
    }

    static void Print(IEnumerable<SealFacts> seals, DateTimeZone zone) => Plain.Table(
        ["cycle from", "to", "sealed", "by", "reason", "seal", "credits", "conversation"],
        5,
        seals.Select(seal => new[]
        {
            Plain.Time(seal.Cycle.Start, zone),
            Plain.Time(seal.Cycle.End, zone),
            Plain.Time(seal.SealedAt, zone),
            seal.SealedBy,
            seal.Reason,
            Plain.Number(seal.Number),
            Plain.Number(seal.Prospecting.Count),
            Plain.Number(seal.Conversation.Count),
        }));

    static void Print(SealedCycle found, DateTimeZone zone)
    {
        Print([found.Seal], zone);
        Plain.Table(
            ["now", "rows", "supersedes", "credits now", "sealed"],
            3,
            found.Amendments.All.Select(amendment => new[]
            {
                amendment.Now?.Code.Slug() ?? "left the cycle",
                string.Join(' ', Rows(amendment.Now ?? amendment.Supersedes[0]).Take(4)),
                string.Join(' ', amendment.Supersedes.Take(4).Select(verdict => $"{verdict.Code.Slug()} {verdict.Id[..8]}")),
                Plain.Number(amendment.Now?.Credits.Count ?? 0),
                Plain.Number(amendment.Supersedes.Sum(verdict => verdict.Credits.Count)),
            }));
    }

    static IEnumerable<string> Rows(Verdict verdict) => verdict.Reveals.Concat(verdict.Deductions);
}
