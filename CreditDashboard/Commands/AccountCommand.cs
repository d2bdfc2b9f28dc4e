using System.CommandLine;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Commands;

/// <summary><c>account create</c> and <c>account anchor</c>.</summary>
static class AccountCommand
{
    public static Command Create(string[] settings) => new("account", "Create an account, or start a new cycle.") { CreateAccount(settings), Anchor(settings) };

    static Command CreateAccount(string[] settings)
    {
        var name = new Argument<string>("NAME") { Description = "What the account is called." };
        var zone = new Option<string>("--time-zone") { Description = "The zone its days and renewals are counted in, such as Europe/London.", HelpName = "ZONE", Required = true };
        var renews = new Option<string>("--renews-from") { Description = "An instant at which a cycle begins.", HelpName = "INSTANT", Required = true };
        var period = new Option<string>("--period") { Description = "How long a cycle is.", DefaultValueFactory = _ => "month" };
        period.AcceptOnlyFromAmong("month", "year");
        var credits = new Option<long?>("--credits") { Description = "Prospecting credits granted at each renewal.", HelpName = "N" };
        var admin = new Option<string?>("--admin") { Description = "Who becomes its admin; the first administrator if not given.", HelpName = "E-MAIL" };
        var json = CommonOptions.Json();
        var command = new Command("create", "Create an account and print its slug.") { name, zone, renews, period, credits, admin, json };
        command.SetAction((parsed, cancellation) => CommandRun.WriteAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var timeZone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(parsed.GetRequiredValue(zone))
                    ?? throw new WrongArgumentsException($"There is no time zone '{parsed.GetValue(zone)}': give its IANA name, such as Europe/London.");
                var slug = await run.Services.GetRequiredService<AccountDesk>().CreateAsync(
                    AccessScope.Operator,
                    new NewAccount(parsed.GetRequiredValue(name), timeZone.Id, InstantOf("--renews-from", parsed.GetRequiredValue(renews), timeZone))
                    {
                        Period = parsed.GetValue(period) == "year" ? RenewalPeriod.Year : RenewalPeriod.Month,
                        CreditsPerCycle = parsed.GetValue(credits),
                        AdminEmail = parsed.GetValue(admin),
                    },
                    run.Cancellation);
                Print(run, slug);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static Command Anchor(string[] settings)
    {
        var (account, json) = (CommonOptions.Account(), CommonOptions.Json());
        var at = new Option<string>("--at") { Description = "When the new cycle starts.", HelpName = "INSTANT", Required = true };
        var command = new Command("anchor", "Start a new cycle at an instant; the running one is cut.") { account, at, json };
        command.SetAction((parsed, cancellation) => CommandRun.WriteAsync(
            settings,
            parsed.GetValue(json),
            async run =>
            {
                var slug = parsed.GetRequiredValue(account);
                var snapshot = await run.AccountAsync(slug);
                await run.Services.GetRequiredService<AccountDesk>().AddAnchorAsync(
                    AccessScope.Operator, slug, InstantOf("--at", parsed.GetRequiredValue(at), snapshot.Cycles.Zone), run.Cancellation);
                Print(run, slug);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    static void Print(CommandRun run, string slug)
    {
        if (!run.AsJson)
        {
            Console.WriteLine(slug);
            return;
        }

        CommandRun.WriteJson(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("slug", slug);
            writer.WriteEndObject();
        });
    }

    static Instant InstantOf(string option, string text, DateTimeZone zone) =>
        Timestamp.TryParse(text, zone, out var instant, out _, out var problem)
            ? instant
            : throw new WrongArgumentsException($"{option} '{text}' cannot be read. {problem}");
}
