using System.Globalization;
using System.Text;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Data;

/// <summary>What an account begins with.</summary>
public sealed record NewAccount(string Name, string TimeZone, Instant RenewsFrom)
{
    public RenewalPeriod Period { get; init; }

    /// <summary>Prospecting credits granted at each renewal, null if that is not known.</summary>
    public long? CreditsPerCycle { get; init; }

    /// <summary>The address of a person who becomes its admin; without one it is the first administrator, if there is any.</summary>
    public string? AdminEmail { get; init; }

    public bool IsSample { get; init; }
}

/// <summary>Sets up accounts and what they are judged by. Whatever changes the verdicts judges anew at once.</summary>
public sealed class AccountDesk(
    Store store, AccountWriter writer, AccountSnapshots snapshots, SqliteSweep sweep, TimeProvider time)
{
    const int SlugLengthMax = 40;
    const int NameLengthMax = 200;

    /// <summary>Creates an account and returns its slug.</summary>
    /// <exception cref="RefusedException">The name has no letter or digit, the zone or the admin does not exist, or the credits are negative.</exception>
    public Task<string> CreateAsync(AccessScope scope, NewAccount wanted, CancellationToken cancellation = default)
    {
        var name = wanted.Name.Trim();
        var slug = SlugOf(name);
        if (slug.Length == 0 || name.Length > NameLengthMax)
            throw new RefusedException($"An account's name needs a letter from a to z or a digit, and at most {NameLengthMax} letters.");
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(wanted.TimeZone) is null)
            throw new RefusedException($"There is no time zone '{wanted.TimeZone}': give its IANA name, such as Europe/London.");
        if (wanted.CreditsPerCycle < 0)
            throw new RefusedException("The credits granted at each renewal cannot be negative.");

        return store.WriteAsync(
            async context =>
            {
                var account = new Account
                {
                    Slug = await FreeAsync(context, slug, cancellation),
                    Name = name,
                    TimeZone = wanted.TimeZone,
                    Period = wanted.Period,
                    CreditsPerCycle = wanted.CreditsPerCycle,
                    IsSample = wanted.IsSample,
                };
                context.Accounts.Add(account).Property<int>(Columns.JudgedBy).CurrentValue = Judge.RulesVersion;
                var admin = await AdminAsync(context, wanted.AdminEmail, cancellation);
                await context.SaveChangesAsync(cancellation);

                context.Anchors.Add(new RenewalAnchor { AccountId = account.Id, At = wanted.RenewsFrom });
                if (admin is not null)
                    context.Members.Add(new AccountMember { AccountId = account.Id, PersonId = admin });
                context.Audit.Add(Audit(account.Id, scope, "account.create"));
                return account.Slug;
            },
            cancellation);
    }

    /// <summary>A new cycle starts at the instant; the one then running is cut. False if there is no such account in the scope.</summary>
    /// <exception cref="RefusedException">Who asks is no admin of the account, or the cycles are counted from that instant already.</exception>
    public Task<bool> AddAnchorAsync(AccessScope scope, string slug, Instant at, CancellationToken cancellation = default) => RejudgeAsync(
        scope,
        slug,
        rules => rules.Cycles.Anchors.Contains(at)
            ? throw new RefusedException("The cycles are counted from that instant already.")
            : rules with { Cycles = new CycleCalendar(rules.Cycles.Zone, rules.Cycles.Period, rules.Cycles.Anchors.Append(at)) },
        (context, account) => context.Anchors.Add(new RenewalAnchor { AccountId = account, At = at }),
        "account.anchor",
        cancellation);

    /// <summary>Judges anew if the stored verdicts were made by an older version's rules; true if so.</summary>
    public async Task<bool> RejudgeOldAsync(AccessScope scope, string slug, CancellationToken cancellation = default)
    {
        using var turn = await writer.EnterAsync(scope, slug, cancellation: cancellation);
        if (turn is not { Before.VerdictsAreOld: true })
            return false;

        await turn.LandAsync(new AccountChange { Judgement = turn.Before.Judgement, What = "account.rejudge" }, cancellation: cancellation);
        return true;
    }

    /// <summary>Makes a person admin of the account, or ends it. False if there is no such account in the scope.</summary>
    /// <exception cref="RefusedException">There is no such person.</exception>
    public async Task<bool> SetMemberAsync(
        AccessScope scope, string slug, string email, bool isMember, CancellationToken cancellation = default)
    {
        var accountId = (await snapshots.ReadAsync(scope, slug, cancellation))?.Account.Id;
        return accountId is { } account && await store.WriteAsync(
            async context =>
            {
                var person = await AdminAsync(context, email, cancellation);
                var member = await context.Members.FindAsync([account, person], cancellation);
                if (isMember && member is null)
                    context.Members.Add(new AccountMember { AccountId = account, PersonId = person! });
                if (!isMember && member is not null)
                    context.Members.Remove(member);
                context.Audit.Add(Audit(account, scope, isMember ? "member.add" : "member.remove", $"Person {person}."));
                return true;
            },
            cancellation);
    }

    /// <summary>Removes the account that the product made up, with all its rows. False if there is none by that name in the scope.</summary>
    /// <exception cref="RefusedException">The account is a real one: its ledger is never deleted.</exception>
    public async Task<bool> RemoveSampleAsync(AccessScope scope, string slug, CancellationToken cancellation = default)
    {
        using var turn = await writer.EnterAsync(scope, slug, cancellation: cancellation);
        if (turn is null)
            return false;
        if (!turn.Before.Account.IsSample)
            throw new RefusedException("Only the sample account can be removed: a ledger is never deleted.");

        // First the account, so that nobody sees the half of it; then its packed rows, which nothing leads to any more.
        var account = turn.Before.Account.Id;
        await store.WriteAsync(
            async context =>
            {
                context.Audit.Add(Audit(account, scope, "account.remove_sample"));
                return await context.Accounts.Where(row => row.Id == account).ExecuteDeleteAsync(cancellation);
            },
            cancellation);
        snapshots.Forget(account);
        await sweep.AccountAsync(account, CancellationToken.None);
        return true;
    }

    /// <summary>
    /// An account's word: the name without diacritics, in lower case, each run of anything but a–z and 0–9 one <c>-</c>, at most 40.
    /// </summary>
    public static string SlugOf(string name)
    {
        var slug = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            // These strokes are diacritics to a reader, but not to Unicode, which does not take them apart.
            var plain = letter switch { 'ø' => 'o', 'ł' => 'l', 'đ' => 'd', _ => letter };
            if (char.IsAsciiLetterLower(plain) || char.IsAsciiDigit(plain))
                slug.Append(plain);
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && slug is { Length: > 0 } && slug[^1] != '-')
                slug.Append('-');
        }

        return slug.ToString(0, Math.Min(slug.Length, SlugLengthMax)).TrimEnd('-');
    }

    async Task<bool> RejudgeAsync(
        AccessScope scope, string slug, Func<AccountRules, AccountRules> change, Action<StoreContext, long> save, string what,
        CancellationToken cancellation)
    {
        using var turn = await writer.EnterAsync(scope, slug, cancellation: cancellation);
        if (turn is null)
            return false;
        if (!scope.IsAdminOf(turn.Before.Account.Id))
            throw new RefusedException("Only an admin of the account changes what its cycles are counted from.");

        await LandAsync(turn, change(turn.Before.Judgement.Rules), save, what, cancellation);
        return true;
    }

    static async Task LandAsync(
        AccountTurn turn, AccountRules rules, Action<StoreContext, long> save, string what, CancellationToken cancellation)
    {
        var judgement = await Task.Run(() => Judge.Of(turn.Before.Rows, rules), cancellation);
        await turn.LandAsync(
            new AccountChange
            {
                Judgement = judgement,
                Alongside = (context, _) =>
                {
                    save(context, turn.Before.Account.Id);
                    return Task.CompletedTask;
                },
                What = what,
            },
            cancellation: cancellation);
    }

    static async Task<string> FreeAsync(StoreContext context, string slug, CancellationToken cancellation)
    {
        var free = slug;
        for (var number = 2; await context.Accounts.AnyAsync(row => row.Slug == free, cancellation); number++)
        {
            var end = $"-{number}";
            free = slug[..Math.Min(slug.Length, SlugLengthMax - end.Length)].TrimEnd('-') + end;
        }

        return free;
    }

    static async Task<string?> AdminAsync(StoreContext context, string? email, CancellationToken cancellation)
    {
        if (email is null)
            return await context.Users.Where(row => row.IsAdministrator).OrderBy(row => row.Id).Select(row => row.Id).FirstOrDefaultAsync(cancellation);

        var normalised = email.Trim().ToUpperInvariant();
        return await context.Users.Where(row => row.NormalizedEmail == normalised).Select(row => row.Id).FirstOrDefaultAsync(cancellation)
            ?? throw new RefusedException($"Nobody signs in as '{email}': create the person first.");
    }

    AuditRow Audit(long account, AccessScope scope, string what, string detail = "") => new()
    {
        AccountId = account,
        At = Instant.FromDateTimeOffset(time.GetUtcNow()),
        Actor = scope.Actor,
        What = what,
        Detail = detail,
    };
}
