using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>
/// The account that the product makes up so that someone can look around: a year and more of a team's activity up to this hour, with
/// discrepancies put in on purpose. It is marked as a sample and can be removed.
/// </summary>
public sealed class SampleAccount(
    AccountDesk desk, AccountWriter writer, AccessScopes scopes, IDbContextFactory<StoreContext> contexts, TimeProvider time)
{
    const string Name = "North Ridge";
    const string Zone = "Europe/London";

    /// <summary>Often enough that every page of every cycle has something to look at.</summary>
    const int PlantOneIn = 100;

    const long CreditsPerCycle = 10_000;

    // The steps of the work as parts of the whole, for the progress bar.
    const double Created = 0.05;
    const double Made = 0.2;
    const double Judged = 0.5;

    /// <summary>How large it is, as pages say it.</summary>
    public const string InWords = "25 users, 14 months, 40,000 deductions";

    /// <summary>Loads the sample account for a person, who becomes its admin, and returns its slug; the one that is there already if so.</summary>
    /// <param name="progress">Told how much of the work is done, from 0 to 1.</param>
    public async Task<string> LoadAsync(string personId, IProgress<double>? progress, CancellationToken cancellation)
    {
        var scope = await scopes.ForPersonAsync(personId, cancellation);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var loaded = await scope.Filter(context.Accounts.AsNoTracking())
            .Where(account => account.IsSample)
            .Select(account => account.Slug)
            .FirstOrDefaultAsync(cancellation);
        if (loaded is not null)
            return loaded;

        var email = await context.Users.AsNoTracking()
            .Where(person => person.Id == personId)
            .Select(person => person.Email)
            .SingleOrDefaultAsync(cancellation)
            ?? throw new RefusedException("Sign in to load the sample account.");
        var zone = DateTimeZoneProviders.Tzdb[Zone];
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var slug = await desk.CreateAsync(
            scope,
            new NewAccount(Name, Zone, FirstRenewal(now, zone)) { CreditsPerCycle = CreditsPerCycle, AdminEmail = email, IsSample = true },
            cancellation);
        progress?.Report(Created);
        await FillAsync(await scopes.ForPersonAsync(personId, cancellation), slug, now, zone, progress, cancellation);
        return slug;
    }

    /// <summary>Its rows up to now, with what is worth a look put in.</summary>
    public static PlantedFeed Feed(Instant now, DateTimeZone zone)
    {
        var feed = PlantedFeed.Of(Plan(now, zone));
        new SampleStories(feed, now, zone).Tell();
        return feed;
    }

    /// <summary>What it is made by, before anything is put in that is worth a look.</summary>
    public static FeedPlan Plan(Instant now, DateTimeZone zone) => new() { Until = now, Zone = zone, PlantOneIn = PlantOneIn };

    async Task FillAsync(AccessScope scope, string slug, Instant now, DateTimeZone zone, IProgress<double>? progress, CancellationToken cancellation)
    {
        using var turn = await writer.EnterAsync(scope, slug, cancellation: cancellation)
            ?? throw new InvalidOperationException("The sample account went while it was loaded.");
        var feed = Feed(now, zone);
        var arrived = new AccountRowsBuilder();
        feed.Reveals.ForEach(arrived.Add);
        feed.Deductions.ForEach(arrived.Add);
        progress?.Report(Made);

        var judgement = Judge.Of(arrived.Build(), turn.Before.Judgement.Rules);
        progress?.Report(Judged);

        double rows = judgement.Rows.Reveals.Length + judgement.Rows.Deductions.Length + judgement.Verdicts.Length;
        await turn.LandAsync(
            new AccountChange { Judgement = judgement, Arrived = arrived, What = "sample.load", Alongside = (context, version) => Record(context, turn.Before.Account.Id, version, now, scope, judgement) },
            written => progress?.Report(Judged + ((1 - Judged) * written / rows)),
            cancellation);
        progress?.Report(1);
    }

    static Task Record(StoreContext context, long account, long version, Instant now, AccessScope scope, Judgement judgement)
    {
        var (reveals, deductions) = (judgement.Rows.Reveals, judgement.Rows.Deductions);
        context.Imports.Add(new ImportRecord { AccountId = account, Version = version, At = now, Actor = scope.Actor });
        context.ImportedFiles.AddRange(
            File(1, "sample reveals", "reveals", reveals.Length, reveals[0].OccurredAt, reveals[^1].OccurredAt),
            File(2, "sample deductions", "deductions", deductions.Length, deductions[0].PostedAt, deductions[^1].PostedAt));
        return Task.CompletedTask;

        ImportedFile File(int number, string name, string kind, long rows, Instant from, Instant to) => new()
        {
            AccountId = account,
            Version = version,
            Number = number,
            Name = name,
            Kind = kind,
            Rows = rows,
            Imported = rows,
            From = from,
            To = to,
        };
    }

    /// <summary>A renewal at a time of day, as real ones are, on the 28th of a month before the feed begins.</summary>
    static Instant FirstRenewal(Instant now, DateTimeZone zone)
    {
        var year = now.InZone(zone).Year - 2;
        return new LocalDateTime(year, 1, 28, 9, 14).InZoneStrictly(zone).ToInstant();
    }
}
