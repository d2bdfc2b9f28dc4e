using System.CommandLine;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Data;
using CreditDashboard.Import;
using NodaTime;

namespace CreditDashboard.Commands;

/// <summary><c>import</c>: lands files, each by itself, and judges once.</summary>
static class ImportCommand
{
    public static Command Create(string[] settings)
    {
        var (account, json) = (CommonOptions.Account(), CommonOptions.Json());
        var files = new Argument<string[]>("FILE") { Description = "Reveals, deductions or grants as CSV or JSONL, or the vendor's usage report, API responses or account usage. The kind is read from the content.", Arity = ArgumentArity.OneOrMore };
        var strict = new Option<bool>("--strict") { Description = "Land nothing of a file in which a row is refused or in conflict." };
        var restate = new Option<bool>("--restate") { Description = "Land a known row with other content as a new version; the old one is kept." };
        var covers = new Option<string?>("--covers") { Description = "The files are complete for everyone in this range of days or instants.", HelpName = "FROM..TO" };
        var calledAt = new Option<string?>("--called-at") { Description = "When the vendor's own files were called or taken, where they do not say.", HelpName = "INSTANT" };
        var command = new Command("import", "Land files and judge what they change.") { account, files, strict, restate, covers, calledAt, json };
        command.SetAction((parsed, cancellation) => CommandRun.WriteAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var slug = parsed.GetRequiredValue(account);
                var snapshot = await run.AccountAsync(slug);
                var request = new ImportRequest
                {
                    Strict = parsed.GetValue(strict),
                    Restate = parsed.GetValue(restate),
                    Covers = Range(parsed.GetValue(covers), snapshot.Cycles),
                    CalledAt = parsed.GetValue(calledAt) is { } called ? CalledAt(called, snapshot.Cycles.Zone) : null,
                };
                var importer = run.Services.GetRequiredService<Importer>();
                var report = await ImportBar.ShowAsync(progress => importer.RunAsync(
                    AccessScope.Operator, slug, [.. parsed.GetRequiredValue(files).Select(ImportFile.At)], request, progress, run.Cancellation))
                    ?? throw new RefusedException($"There is no account '{slug}'.");
                if (run.AsJson)
                    CommandRun.WriteJson(writer => ImportJson.Write(writer, report));
                else
                    Print(report);
                return report.HasRefusals ? ExitCode.Refused : ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static Window? Range(string? covers, CycleCalendar calendar)
    {
        if (covers is null)
            return null;

        return Window.TryParse(covers, calendar, calendar.Anchors[0], out var window, out var problem) && window is { From: not null, To: not null }
            ? window
            : throw new WrongArgumentsException(problem.Length > 0 ? problem : "--covers takes FROM..TO, two days or two instants.");
    }

    static Instant CalledAt(string given, DateTimeZone zone) => Timestamp.TryParse(given, zone, out var instant, out _, out var problem)
        ? instant
        : throw new WrongArgumentsException($"--called-at '{given}' cannot be read. {problem}");

    static void Print(ImportReport report)
    {
        foreach (var file in report.Files)
        {
            Console.WriteLine($"{file.File}: {file.Kind.Slug()}, {Plain.Number(file.Rows)} rows. {Plain.Number(file.Imported)} imported, {Plain.Number(file.Already)} already there, {Plain.Number(file.Refused)} refused, {Plain.Number(file.Conflicts)} in conflict.");
            if (file.Message is { } message)
                Console.WriteLine($"  {message}");
            if (file.ZoneAssumed > 0)
                Console.WriteLine($"  {Plain.Number(file.ZoneAssumed)} timestamps had no offset and were read in the account's time zone.");
            if (file.IgnoredColumns.Count > 0)
                Console.WriteLine($"  Ignored columns: {string.Join(", ", file.IgnoredColumns)}.");
            foreach (var problem in file.Problems)
                Console.WriteLine($"  line {Plain.Number(problem.Line)}{(problem.Column is { } column ? $", {column}" : "")}: {problem.Reason}");
        }
    }
}
