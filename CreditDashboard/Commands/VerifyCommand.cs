using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Commands;

/// <summary><c>verify</c>: re-checks every invariant of the store and prints its digest.</summary>
static class VerifyCommand
{
    public static Command Create(string[] settings)
    {
        var json = CommonOptions.Json();
        var command = new Command("verify", "Re-check every row and verdict of the store.") { json };
        command.SetAction((parsed, cancellation) => CommandRun.ReadAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var report = await run.Services.GetRequiredService<StoreCheck>().RunAsync(
                    (judgement, output) => output.Write(AnswerJson.Document(writer => WriteVerdicts(writer, judgement)).Span), run.Cancellation);
                if (run.AsJson)
                    CommandRun.WriteJson(writer => Write(writer, report));
                else
                    Print(report);
                return report.Broken is null ? ExitCode.Done : ExitCode.Refused;
            },
            cancellation));
        return command;
    }

    /// <summary>The verdicts as they are once everything has settled: the digest does not depend on when it is made.</summary>
    static void WriteVerdicts(Utf8JsonWriter json, Judgement judgement)
    {
        var verdicts = new VerdictWindow(judgement, Window.All, Instant.MaxValue);
        AnswerJson.WriteVerdicts(json, Window.All, verdicts.All().Select(verdicts.Read));
    }

    static void Write(Utf8JsonWriter json, StoreCheckReport report)
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", report.Broken is null);
        json.WriteString("broken", report.Broken);
        json.WriteString("digest", report.Broken is null ? report.Digest : null);
        json.WriteNumber("accounts", report.Accounts);
        json.WriteNumber("reveals", report.Reveals);
        json.WriteNumber("deductions", report.Deductions);
        json.WriteNumber("verdicts", report.Verdicts);
        json.WriteEndObject();
    }

    static void Print(StoreCheckReport report)
    {
        if (report.Broken is { } broken)
        {
            Console.Error.WriteLine(broken);
            return;
        }

        Console.WriteLine($"{Plain.Number(report.Accounts)} accounts, {Plain.Number(report.Reveals)} reveals, {Plain.Number(report.Deductions)} ledger rows, {Plain.Number(report.Verdicts)} verdicts: all as they must be.");
        Console.WriteLine($"Digest {report.Digest}");
    }
}
