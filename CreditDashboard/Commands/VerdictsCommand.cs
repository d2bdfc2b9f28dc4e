using System.CommandLine;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;

namespace CreditDashboard.Commands;

/// <summary><c>verdicts</c>: what is so of each row of a window.</summary>
static class VerdictsCommand
{
    public static Command Create(string[] settings)
    {
        var (account, window, users, channels) = (CommonOptions.Account(), CommonOptions.Window(), CommonOptions.Users(), CommonOptions.Channels());
        var (asOf, json) = (CommonOptions.AsOf(), CommonOptions.Json());
        var disposition = new Option<string?>("--disposition") { Description = "Only " + string.Join(", ", Enum.GetValues<Disposition>().Select(each => each.Slug())) + ".", HelpName = "D" };
        var code = new Option<string?>("--code") { Description = "Only this code, such as no_reveal.", HelpName = "C" };
        var command = new Command("verdicts", "What is so of each reveal and deduction of a window.") { account, window, users, channels, disposition, code, asOf, json };
        command.SetAction((parsed, cancellation) => CommandRun.ReadAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var wanted = Wanted(parsed.GetValue(disposition), parsed.GetValue(code));
                var snapshot = await run.AccountAsync(parsed.GetRequiredValue(account));
                var names = snapshot.Judgement.Rows.Names;
                var now = run.AsOf(parsed.GetValue(asOf), snapshot.Cycles.Zone);
                var range = CommandRun.WindowOf(parsed.GetRequiredValue(window), snapshot.Cycles, now);
                var ofUsers = CommonOptions.NumbersOf(parsed.GetValue(users), names.Users);
                var ofChannels = CommonOptions.NumbersOfChannels(parsed.GetValue(channels), names.Channels);
                var verdicts = new VerdictWindow(snapshot.Judgement, range, now);
                var found = verdicts.All()
                    .Where(verdict => wanted(verdicts.CodeOf(verdict)) && verdicts.IsOf(verdict, ofUsers, ofChannels))
                    .Select(verdicts.Read);
                foreach (var finding in Sentence.Of(snapshot.Judgement.Matches.Faults))
                    await Console.Error.WriteLineAsync(finding);
                if (run.AsJson)
                    CommandRun.WriteJson(writer => AnswerJson.WriteVerdicts(writer, range, found));
                else
                    Print([.. found]);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static Func<VerdictCode, bool> Wanted(string? disposition, string? code)
    {
        Disposition ofDisposition = default;
        if (disposition is not null && !VerdictCodes.TryParse(disposition, out ofDisposition))
            throw new WrongArgumentsException($"'{disposition}' is not a disposition: give {string.Join(", ", Enum.GetValues<Disposition>().Select(each => each.Slug()))}.");

        VerdictCode ofCode = default;
        if (code is not null && !VerdictCodes.TryParse(code, out ofCode))
            throw new WrongArgumentsException($"'{code}' is not a code: give one of {string.Join(", ", VerdictCodes.All.Select(each => each.Slug()))}.");

        return each => (disposition is null || each.Disposition() == ofDisposition) && (code is null || each == ofCode);
    }

    static void Print(Verdict[] verdicts) => Plain.Table(
        ["code", "reveals", "deductions", "level", "credits", "expected", "in question"],
        3,
        verdicts.Select(verdict => new[]
        {
            verdict.Code.Slug(),
            Listed(verdict.Reveals),
            Listed(verdict.Deductions),
            verdict.Level == Core.Matching.Level.None ? "–" : verdict.Level.ToString(),
            Plain.Number(verdict.Credits.Count),
            verdict.Expected?.ToString() ?? "–",
            Plain.Number(verdict.Discrepancy.Count),
        }));

    static string Listed(IReadOnlyList<string> ids) => ids.Count <= 3 ? string.Join(' ', ids) : $"{string.Join(' ', ids.Take(3))} and {ids.Count - 3} more";
}
