using System.CommandLine;
using System.Text.Json;
using CreditDashboard.Data;
using CreditDashboard.Import;

namespace CreditDashboard.Commands;

/// <summary><c>imports list</c> and <c>imports withdraw</c>: what was imported, and taking one back.</summary>
static class ImportsCommand
{
    public static Command Create(string[] settings) => new("imports", "List the imports of an account, or take one back.") { List(settings), Withdraw(settings) };

    static Command List(string[] settings)
    {
        var (account, json) = (CommonOptions.Account(), CommonOptions.Json());
        var command = new Command("list", "The imports of an account, in the order they came.") { account, json };
        command.SetAction((parsed, cancellation) => CommandRun.ReadAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var snapshot = await run.AccountAsync(parsed.GetRequiredValue(account));
                var lines = (await run.Services.GetRequiredService<AccountHistory>().ListAsync(AccessScope.Operator, snapshot.Account.Slug, run.Cancellation))!;
                if (run.AsJson)
                    CommandRun.WriteJson(writer => Write(writer, lines));
                else
                    Print(lines, snapshot.Cycles.Zone);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static Command Withdraw(string[] settings)
    {
        var (account, json) = (CommonOptions.Account(), CommonOptions.Json());
        var number = new Option<long>("--number") { Description = "The import, as 'imports list' numbers it.", HelpName = "N", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why, for whoever asks later.", HelpName = "TEXT", Required = true };
        var command = new Command("withdraw", "Take an import back: every number is as if it had never come.") { account, number, reason, json };
        command.SetAction((parsed, cancellation) => CommandRun.WriteAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var slug = (await run.AccountAsync(parsed.GetRequiredValue(account))).Account.Slug;
                var done = (await run.Services.GetRequiredService<WithdrawalDesk>().WithdrawAsync(
                    AccessScope.Operator, slug, parsed.GetRequiredValue(number), parsed.GetRequiredValue(reason), run.Cancellation))!;
                if (run.AsJson)
                {
                    CommandRun.WriteJson(writer =>
                    {
                        writer.WriteStartObject();
                        writer.WriteNumber("import", done.Import);
                        writer.WriteNumber("gone", done.Gone);
                        writer.WriteNumber("back", done.Back);
                        writer.WriteEndObject();
                    });
                }
                else
                {
                    Console.WriteLine($"Import {done.Import} is withdrawn: {Plain.Number(done.Gone)} rows gone, {Plain.Number(done.Back)} back as they were.");
                }

                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static void Write(Utf8JsonWriter json, IEnumerable<PastImport> lines)
    {
        json.WriteStartObject();
        json.WriteStartArray("imports");
        foreach (var (import, files) in lines)
        {
            json.WriteStartObject();
            json.WriteNumber("number", import.Version);
            AnswerJson.WriteInstant(json, "at", import.At);
            json.WriteString("by", import.Actor);
            json.WriteStartArray("files");
            foreach (var file in files)
            {
                json.WriteStartObject();
                json.WriteString("file", file.Name);
                json.WriteString("kind", file.Kind);
                json.WriteNumber("imported", file.Imported);
                json.WriteNumber("already", file.Already);
                json.WriteNumber("refused", file.Refused);
                json.WriteNumber("conflicts", file.Conflicts);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (import.WithdrawnAt is { } at)
            {
                json.WriteStartObject("withdrawn");
                AnswerJson.WriteInstant(json, "at", at);
                json.WriteString("by", import.WithdrawnBy);
                json.WriteString("reason", import.WithdrawnReason);
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("withdrawn");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Print(IEnumerable<PastImport> lines, NodaTime.DateTimeZone zone) => Plain.Table(
        ["when", "by", "files", "withdrawn", "import", "imported", "already"],
        4,
        lines.Select(line => new[]
        {
            Plain.Time(line.Record.At, zone),
            line.Record.Actor,
            string.Join(' ', line.Files.Select(file => file.Name)),
            line.Record.WithdrawnReason ?? "",
            Plain.Number(line.Record.Version),
            Plain.Number(line.Files.Sum(file => file.Imported)),
            Plain.Number(line.Files.Sum(file => file.Already)),
        }));
}
