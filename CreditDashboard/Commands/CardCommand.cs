using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CreditDashboard.Core.Rates;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Commands;

/// <summary><c>cards show</c>, <c>cards add</c> and <c>cards remove</c>: one card.</summary>
static class CardCommand
{
    /// <summary>The cards of the store; those that ship with the product where there is none.</summary>
    public static async Task<IReadOnlyList<RateCard>> AllAsync(CommandRun run) => run.Services.GetRequiredService<Store>().IsThere
        ? await run.Services.GetRequiredService<RateCards>().AllAsync(run.Cancellation)
        : PublishedCards.All;

    public static Command Show(string[] settings)
    {
        var (id, json) = (new Argument<string>("ID") { Description = "The card's id." }, CommonOptions.Json());
        var command = new Command("show", "A card in full: its source, its rules in words, examples, its versions.") { id, json };
        command.SetAction((parsed, cancellation) => CommandRun.ReadIfThereAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var name = parsed.GetRequiredValue(id);
                var versions = run.Services.GetRequiredService<Store>().IsThere || PublishedCards.Find(name) is not null
                    ? await run.Services.GetRequiredService<RateCards>().VersionsAsync(name, run.Cancellation)
                    : [];
                if (versions is not [var newest, ..])
                    throw new RefusedException($"There is no rate card '{name}'.");
                if (run.AsJson)
                    CommandRun.WriteJson(writer => Write(writer, newest, versions));
                else
                    Print(newest, versions);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    public static Command Add(string[] settings)
    {
        var (file, json) = (new Argument<string>("FILE") { Description = "A JSON document that describes the card." }, CommonOptions.Json());
        var preview = new Option<bool>("--preview") { Description = "Say what would change, and add nothing." };
        var command = new Command("add", "Add a card, or a new version of one, and judge anew what it prices.") { file, preview, json };
        command.SetAction((parsed, cancellation) =>
        {
            var isPreview = parsed.GetValue(preview);
            return isPreview
                ? CommandRun.ReadAsync(settings, parsed.GetValue(json), RunAsync, cancellation)
                : CommandRun.WriteAsync(settings, parsed.GetValue(json), RunAsync, cancellation);

            async Task<ExitCode> RunAsync(CommandRun run)
            {
                var path = parsed.GetRequiredValue(file);
                if (!File.Exists(path))
                    throw new RefusedException($"There is no file '{path}'.");

                var (card, problems) = CardJson.Read(await File.ReadAllBytesAsync(path, run.Cancellation));
                var desk = run.Services.GetRequiredService<CardDesk>();
                var addition = card is null ? null
                    : isPreview ? await desk.PreviewAsync(AccessScope.Operator, card, Instant.MaxValue, run.Cancellation)
                    : await desk.AddAsync(AccessScope.Operator, card, Instant.MaxValue, run.Cancellation);
                if (run.AsJson)
                    CommandRun.WriteJson(writer => WriteAdded(writer, card, addition, problems));
                else if (addition is not null)
                    PrintAdded(card!, addition, isPreview);
                foreach (var problem in problems)
                    await Console.Error.WriteLineAsync(problem.ToString());
                return card is null ? ExitCode.Refused : ExitCode.Done;
            }
        });
        return command;
    }

    public static Command Remove(string[] settings)
    {
        var (id, json) = (new Argument<string>("ID") { Description = "The card's id." }, CommonOptions.Json());
        var command = new Command("remove", "Take an added card out of the list; its versions stay on record.") { id, json };
        command.SetAction((parsed, cancellation) => CommandRun.WriteAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var name = parsed.GetRequiredValue(id);
                if (!await run.Services.GetRequiredService<CardDesk>().RemoveAsync(AccessScope.Operator, name, run.Cancellation))
                    throw new RefusedException($"There is no rate card '{name}'.");
                if (run.AsJson)
                {
                    CommandRun.WriteJson(writer =>
                    {
                        writer.WriteStartObject();
                        writer.WriteString("removed", name);
                        writer.WriteEndObject();
                    });
                }
                else
                {
                    Console.WriteLine($"Removed {name}.");
                }

                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static void Write(Utf8JsonWriter json, CardVersion newest, IReadOnlyList<CardVersion> versions)
    {
        json.WriteStartObject();
        json.WritePropertyName("card");
        CardJson.Write(json, newest.Card);
        json.WriteBoolean("published", newest.Number == 0);
        json.WriteStartArray("rules");
        foreach (var sentence in CardSentences.Of(newest.Card))
        {
            json.WriteStartObject();
            json.WriteString("rule", sentence.Rule);
            json.WriteString("text", sentence.Text);
            json.WriteString("article", sentence.Article);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("examples");
        foreach (var example in CardExamples.Of(newest.Card))
            WriteExample(json, example);
        json.WriteEndArray();
        json.WriteStartArray("versions");
        foreach (var version in versions)
        {
            json.WriteStartObject();
            json.WriteString("version", version.Card.Version);
            AnswerJson.WriteInstant(json, "added_at", version.At);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteExample(Utf8JsonWriter json, CardExample example)
    {
        json.WriteStartObject();
        json.WriteString("case", example.Case);
        if (example.Price is { } price)
        {
            json.WriteNumber("min", price.Range.Min.Count);
            json.WriteNumber("max", price.Range.Max.Count);
        }
        else
        {
            json.WriteNull("min");
            json.WriteNull("max");
        }

        json.WriteEndObject();
    }

    static void Print(CardVersion newest, IReadOnlyList<CardVersion> versions)
    {
        var card = newest.Card;
        Console.WriteLine($"{card.Name}, version {card.Version} ({card.Id}{(newest.Number == 0 ? ", ships with the product" : "")})");
        Console.WriteLine($"Source: {card.Source.Title}{(card.Source.Address is { } address ? $", {address}" : "")}{(card.Source.Captured is { } day ? $", captured {Day(day)}" : "")}");
        if (card.Effective != default)
            Console.WriteLine($"Valid by its own account from {(card.Effective.From is { } from ? Day(from) : "the beginning")} to {(card.Effective.To is { } to ? Day(to) : "further notice")}; what prices an account is its assignment.");
        Console.WriteLine();
        foreach (var sentence in CardSentences.Of(card))
            Console.WriteLine(sentence.Article is null ? sentence.Text : $"{sentence.Text} The article: \"{sentence.Article}\"");
        Plain.Table(["for example", "costs"], 1, CardExamples.Of(card).Select(example => new[] { example.Case, example.Price?.Range.ToString() ?? "not priced" }));
        if (newest.Number > 0)
            Plain.Table(["version", "added"], 2, versions.Select(version => new[] { version.Card.Version, version.At is { } at ? Plain.Time(at, DateTimeZone.Utc) : "" }));
    }

    static string Day(LocalDate day) => day.ToString("d MMM uuuu", CultureInfo.InvariantCulture);

    static void WriteAdded(Utf8JsonWriter json, RateCard? card, CardAddition? addition, IReadOnlyList<CardProblem> problems)
    {
        json.WriteStartObject();
        json.WriteString("card", card?.Id);
        json.WriteString("version", card?.Version);
        json.WriteBoolean("already", addition?.IsAlready == true);
        json.WriteStartArray("accounts");
        foreach (var account in addition?.Accounts ?? [])
        {
            json.WriteStartObject();
            json.WriteString("account", account.Slug);
            CardAssignmentsCommand.WriteChanged(json, account.Change);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("key", problem.Key);
            json.WriteString("reason", problem.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void PrintAdded(RateCard card, CardAddition addition, bool isPreview)
    {
        Console.WriteLine(addition.IsAlready ? $"{card.Id}, version {card.Version}, is there already."
            : isPreview ? $"{card.Id}, version {card.Version}, can be added."
            : $"Added {card.Id}, version {card.Version}.");
        foreach (var account in addition.Accounts)
        {
            Console.WriteLine($"{account.Name} ({account.Slug})");
            CardAssignmentsCommand.PrintChanged(account.Change);
        }
    }
}
