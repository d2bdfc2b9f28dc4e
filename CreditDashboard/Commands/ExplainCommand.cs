using System.CommandLine;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;

namespace CreditDashboard.Commands;

/// <summary><c>explain</c>: the verdict of one row, in words and with all it rests on.</summary>
static class ExplainCommand
{
    public static Command Create(string[] settings)
    {
        var (account, asOf, json) = (CommonOptions.Account(), CommonOptions.AsOf(), CommonOptions.Json());
        var deduction = new Option<string?>("--deduction") { Description = "The id of a row of the ledger.", HelpName = "ID" };
        var reveal = new Option<string?>("--reveal") { Description = "The id of a reveal.", HelpName = "ID" };
        var command = new Command("explain", "Why a row has its verdict.") { account, deduction, reveal, asOf, json };
        command.Validators.Add(result =>
        {
            if (result.GetResult(deduction) is null == result.GetResult(reveal) is null)
                result.AddError("Give either --deduction ID or --reveal ID.");
        });
        command.SetAction((parsed, cancellation) => CommandRun.ReadAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var snapshot = await run.AccountAsync(parsed.GetRequiredValue(account));
                var verdict = VerdictOf(snapshot.Judgement, parsed.GetValue(deduction), parsed.GetValue(reveal));
                var now = run.AsOf(parsed.GetValue(asOf), snapshot.Cycles.Zone);
                var evidence = new EvidenceReader(snapshot.Judgement, now).Read(verdict);
                var requests = evidence.Deductions.Select(row => row.Request).Concat(evidence.Reveals.Select(row => row.Request)).Where(request => request.Length > 0).ToHashSet(StringComparer.Ordinal);
                var charges = (await run.Services.GetRequiredService<ReportedCharges>().OfAsync(AccessScope.Operator, snapshot.Account.Slug, requests, run.Cancellation))!.Values
                    .OrderBy(charge => charge.Request, StringComparer.Ordinal).ToList();
                if (run.AsJson)
                    CommandRun.WriteJson(writer => EvidenceJson.Write(writer, evidence, charges));
                else
                    Print(evidence, charges);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static int VerdictOf(Judgement judgement, string? deduction, string? reveal)
    {
        if (deduction is not null)
        {
            return judgement.Rows.FindDeduction(deduction) is >= 0 and var row
                ? judgement.OfDeduction[row]
                : throw new RefusedException($"There is no deduction '{deduction}'.");
        }

        return judgement.Rows.FindReveal(reveal!) is >= 0 and var shown
            ? judgement.OfReveal[shown]
            : throw new RefusedException($"There is no reveal '{reveal}'.");
    }

    static void Print(Evidence evidence, List<ReportedCharge> charges)
    {
        Console.WriteLine($"{evidence.Verdict.Code.Slug()}: {evidence.Verdict.Code.Title()}");
        Console.WriteLine(Sentence.Of(evidence));
        if (evidence.Fields.Length > 0)
            Plain.Table(["field", "reveal", "deduction", "compared"], 4, evidence.Fields.Select(field => new[] { field.Name, Shown(field.Reveal), Shown(field.Deduction), field.Result.ToString().ToLowerInvariant() }));
        if (evidence.Price is { } price)
        {
            Plain.Table(
                ["rule", "quantity", "from", "to"],
                1,
                price.Lines.Select(line => new[] { Core.Rates.PriceRules.Slug(line.Rule), Plain.Number(line.Quantity), Plain.Number(line.Min.Count), Plain.Number(line.Max.Count) }));
            Console.WriteLine($"Price {price.Range} by card {evidence.Card.Name}, version {evidence.Card.Version}.");
        }

        foreach (var charge in charges)
            Console.WriteLine($"The API reported {(charge.Credits is { } credits ? Plain.Number(credits.Count) : "no")} credits for request {charge.Request}: evidence, and no deduction.");
    }

    static string Shown(string text) => text.Length == 0 ? "absent" : text;
}
