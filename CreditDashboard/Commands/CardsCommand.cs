using System.CommandLine;
using System.Text.Json;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;

namespace CreditDashboard.Commands;

/// <summary><c>cards list</c>, <c>cards assign</c> and <c>cards fit</c>: what an account is priced by, and how well other cards would explain it.</summary>
static class CardsCommand
{
    public static Command Create(string[] settings) => new("cards", "Rate cards: list, assign, compare.") { List(), Assign(settings), Fit(settings) };

    static Command List()
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "The cards that an account can be priced by.") { json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
                CommandRun.WriteJson(WriteList);
            else
                Plain.Table(["card", "name", "version", "source"], 4, PublishedCards.All.Select(card => new[] { card.Id, card.Name, card.Version, card.Source.Title }));
            return (int)ExitCode.Done;
        });
        return command;
    }

    static void WriteList(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("cards");
        foreach (var card in PublishedCards.All)
        {
            json.WriteStartObject();
            json.WriteString("card", card.Id);
            json.WriteString("name", card.Name);
            json.WriteString("version", card.Version);
            json.WriteString("source", card.Source.Title);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static Command Assign(string[] settings)
    {
        var (account, json) = (CommonOptions.Account(), CommonOptions.Json());
        var card = new Option<string>("--card") { Description = "The card's id.", HelpName = "ID", Required = true };
        var from = new Option<string>("--from") { Description = "From when on, until the next assignment.", HelpName = "INSTANT", Required = true };
        var command = new Command("assign", "Price an account by a card from an instant on, and judge anew.") { account, card, from, json };
        command.SetAction((parsed, cancellation) => CommandRun.WriteAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var slug = parsed.GetRequiredValue(account);
                var before = await run.AccountAsync(slug);
                if (!Timestamp.TryParse(parsed.GetRequiredValue(from), before.Cycles.Zone, out var instant, out _, out var problem))
                    throw new WrongArgumentsException($"--from '{parsed.GetValue(from)}' cannot be read. {problem}");

                await run.Services.GetRequiredService<AccountDesk>().AssignCardAsync(AccessScope.Operator, slug, parsed.GetRequiredValue(card), instant, run.Cancellation);
                var changed = Changed(before.Judgement, (await run.AccountAsync(slug)).Judgement);
                if (run.AsJson)
                    CommandRun.WriteJson(writer => WriteChanged(writer, changed));
                else
                    Plain.Table(["from", "to", "verdicts"], 2, changed.Select(each => new[] { each.From.Slug(), each.To.Slug(), Plain.Number(each.Count) }));
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    /// <summary>How many rows of each side moved from one code to another.</summary>
    static List<(VerdictCode From, VerdictCode To, int Count)> Changed(Judgement before, Judgement after)
    {
        var reveals = before.OfReveal.Zip(after.OfReveal, (one, two) => (From: before.Verdicts[one].Code, To: after.Verdicts[two].Code));
        var deductions = before.OfDeduction.Zip(after.OfDeduction, (one, two) => (From: before.Verdicts[one].Code, To: after.Verdicts[two].Code));
        return [.. reveals.Concat(deductions).Where(each => each.From != each.To)
            .GroupBy(each => each).OrderBy(group => group.Key).Select(group => (group.Key.From, group.Key.To, group.Count()))];
    }

    static void WriteChanged(Utf8JsonWriter json, List<(VerdictCode From, VerdictCode To, int Count)> changed)
    {
        json.WriteStartObject();
        json.WriteStartArray("changed");
        foreach (var (from, to, count) in changed)
        {
            json.WriteStartObject();
            json.WriteString("from", from.Slug());
            json.WriteString("to", to.Slug());
            json.WriteNumber("rows", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static Command Fit(string[] settings)
    {
        var (account, window, asOf, json) = (CommonOptions.Account(), CommonOptions.Window(), CommonOptions.AsOf(), CommonOptions.Json());
        var command = new Command("fit", "How well each card explains what was charged. Evidence only.") { account, window, asOf, json };
        command.SetAction((parsed, cancellation) => CommandRun.ReadAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var snapshot = await run.AccountAsync(parsed.GetRequiredValue(account));
                var now = run.AsOf(parsed.GetValue(asOf), snapshot.Cycles.Zone);
                var range = CommandRun.WindowOf(parsed.GetRequiredValue(window), snapshot.Cycles, now);
                var fits = CardFit.Of(snapshot.Judgement, range, now, PublishedCards.All);
                if (run.AsJson)
                    CommandRun.WriteJson(writer => WriteFits(writer, fits));
                else
                    Plain.Table(["card", "explained", "unexplained", "credits outside"], 1, fits.Select(fit => new[] { fit.Card.Name, Plain.Number(fit.Explained), Plain.Number(fit.Unexplained), Plain.Number(fit.UnexplainedCredits.Count) }));
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static void WriteFits(Utf8JsonWriter json, IReadOnlyList<CardFit> fits)
    {
        json.WriteStartObject();
        json.WriteStartArray("cards");
        foreach (var fit in fits)
        {
            json.WriteStartObject();
            json.WriteString("card", fit.Card.Id);
            json.WriteNumber("explained", fit.Explained);
            json.WriteNumber("unexplained", fit.Unexplained);
            json.WriteNumber("unexplained_credits", fit.UnexplainedCredits.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
