using System.CommandLine;
using System.Text.Json;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Commands;

/// <summary><c>cards</c>: what accounts can be priced by, what they are priced by, and how well each card would explain what was charged.</summary>
static class CardsCommand
{
    public static Command Create(string[] settings) => new("cards", "Rate cards: list, show, add, assign, compare.")
    {
        List(settings),
        CardCommand.Show(settings),
        CardCommand.Add(settings),
        CardCommand.Remove(settings),
        CardAssignmentsCommand.Assign(settings),
        CardAssignmentsCommand.Assignments(settings),
        Fit(settings),
    };

    static Command List(string[] settings)
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "The cards that an account can be priced by.") { json };
        command.SetAction((parsed, cancellation) => CommandRun.ReadIfThereAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var cards = await CardCommand.AllAsync(run);
                if (run.AsJson)
                    CommandRun.WriteJson(writer => WriteList(writer, cards));
                else
                    Plain.Table(["card", "name", "version", "source"], 4, cards.Select(card => new[] { card.Id, card.Name, card.Version, card.Source.Title }));
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static void WriteList(Utf8JsonWriter json, IReadOnlyList<RateCard> cards)
    {
        json.WriteStartObject();
        json.WriteStartArray("cards");
        foreach (var card in cards)
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
                var fits = CardFit.Of(snapshot.Judgement, range, now, await CardCommand.AllAsync(run));
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
