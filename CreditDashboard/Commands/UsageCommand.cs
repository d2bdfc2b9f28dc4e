using System.CommandLine;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;

namespace CreditDashboard.Commands;

/// <summary><c>usage</c>: credits taken in a window, net of what was given back in it.</summary>
static class UsageCommand
{
    public static Command Create(string[] settings)
    {
        var (account, window, users, channels) = (CommonOptions.Account(), CommonOptions.Window(), CommonOptions.Users(), CommonOptions.Channels());
        var (asOf, json) = (CommonOptions.AsOf(), CommonOptions.Json());
        var type = new Option<string>("--credit-type") { Description = "prospecting or conversation.", HelpName = "T", DefaultValueFactory = _ => "prospecting" };
        var by = new Option<string?>("--by") { Description = "One or more of " + string.Join(", ", UsageFields.All.Select(field => field.Slug())) + ".", HelpName = "FIELD[,FIELD]" };
        var command = new Command("usage", "Credits taken in a window.") { account, window, users, channels, type, by, asOf, json };
        command.SetAction((parsed, cancellation) => CommandRun.ReadAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var snapshot = await run.AccountAsync(parsed.GetRequiredValue(account));
                var names = snapshot.Judgement.Rows.Names;
                var now = run.AsOf(parsed.GetValue(asOf), snapshot.Cycles.Zone);
                var question = new UsageQuestion(
                    CommandRun.WindowOf(parsed.GetRequiredValue(window), snapshot.Cycles, now),
                    TypeOf(parsed.GetRequiredValue(type)),
                    CommonOptions.NumbersOf(parsed.GetValue(users), names.Users),
                    CommonOptions.NumbersOfChannels(parsed.GetValue(channels), names.Channels),
                    FieldsOf(parsed.GetValue(by)),
                    Details: snapshot.UserDetails);
                var report = UsageReport.Of(snapshot.Judgement, question, now);
                if (run.AsJson)
                    CommandRun.WriteJson(writer => AnswerJson.WriteUsage(writer, question, report));
                else
                    Print(question, report, snapshot);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static CreditType TypeOf(string word) => CreditTypes.TryParse(word, out var type)
        ? type
        : throw new WrongArgumentsException($"'{word}' is not a credit type: give prospecting or conversation.");

    static List<UsageField> FieldsOf(string? by)
    {
        var fields = Read(by);
        return fields.Distinct().Count() == fields.Count ? fields : throw new WrongArgumentsException("--by names a field twice: give each once.");
    }

    static List<UsageField> Read(string? by) =>
    [
        .. (by?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []).Select(word =>
            UsageFields.TryParse(word, out var field)
                ? field
                : throw new WrongArgumentsException($"Usage cannot be given by '{word}': take one of {string.Join(", ", UsageFields.All.Select(each => each.Slug()))}.")),
    ];

    static void Print(UsageQuestion question, UsageReport report, AccountSnapshot snapshot)
    {
        Plain.Window(question.Window, snapshot.Cycles.Zone);
        var fields = (question.By ?? []).Select(field => field.Slug()).ToArray();
        Plain.Table(
            [.. fields, "credits", "deductions"],
            fields.Length,
            report.Rows.Select(row => row.Keys.Select(key => key ?? "–").Append(Plain.Number(row.Credits.Count)).Append(Plain.Number(row.Deductions))));
        Console.WriteLine($"{Plain.Number(report.Total.Count)} {question.CreditType.Slug()} credits.");
    }
}
