using CreditDashboard.Components;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Pages.ControlTotals;

/// <summary>What the Control totals page shows.</summary>
public sealed record ControlTotalsReport
{
    public required string Account { get; init; }
    public required string AccountName { get; init; }
    public required DateTimeZone Zone { get; init; }

    /// <summary>The chosen month; null if no usage report was imported.</summary>
    public required ControlCheck? Check { get; init; }

    /// <summary>The total of each month of the reports, the newest first, as many as there is room for.</summary>
    public required IReadOnlyList<ControlCheck> Months { get; init; }

    /// <summary>The users to show, and how many more have no gap to look at.</summary>
    public required IReadOnlyList<ControlUser> Users { get; init; }
    public required int MoreUsers { get; init; }

    /// <summary>Reported charges of the month; of all time where there is no usage report. Null if there are none.</summary>
    public required ChargeCheck? Charges { get; init; }

    public required BalanceCheck Balances { get; init; }

    public bool IsEmpty => Check is null && Charges is null && Balances.Balances.IsEmpty;
}

/// <summary>A user's row.</summary>
/// <param name="Href">The user's rows in the month; null for an address that no row names.</param>
public sealed record ControlUser(ControlLine Line, UserDetails? Details, string? Href);

/// <summary>Holds what the vendor's files say of an account against its rows.</summary>
public sealed class ControlTotalsReader(LedgerReader ledgers, AccessScopes scopes, ReportedCharges charges)
{
    const int MonthsMax = 24;
    const int UsersMax = 100;

    /// <summary>The report, or null if there is no such account for this person.</summary>
    public async Task<ControlTotalsReport?> ReadAsync(string personId, ControlTotalsQuery query, CancellationToken ct)
    {
        if (await ledgers.OpenAsync(personId, query.Account, ct) is not { } ledger)
            return null;

        var totals = ledger.ControlTotals;
        var months = totals.Months.TakeLast(MonthsMax).Reverse().Select(month => ControlCheck.Of(ledger.Judgement, month)).ToList();
        var check = months.Find(each => each.Month.Month == query.Month)
            ?? (query.Month is { } asked && totals.Of(asked) is { } older ? ControlCheck.Of(ledger.Judgement, older) : months.FirstOrDefault());
        return new()
        {
            Account = ledger.Account.Slug,
            AccountName = ledger.Account.Name,
            Zone = ledger.Cycles.Zone,
            Check = check,
            Months = months,
            Users = check is null ? [] : [.. check.Lines.Take(UsersMax).Select(line => UserOf(ledger, check, line))],
            MoreUsers = Math.Max(0, (check?.Lines.Length ?? 0) - UsersMax),
            Charges = await ChargesAsync(personId, ledger, check, ct),
            Balances = BalanceCheck.Of(ledger.Judgement, ledger.Balances, ledger.Grants, ledger.Account.CreditsPerCycle),
        };
    }

    async Task<ChargeCheck?> ChargesAsync(string personId, AccountSnapshot ledger, ControlCheck? check, CancellationToken ct)
    {
        var scope = await scopes.ForPersonAsync(personId, ct);
        if (await charges.RangeAsync(scope, ledger.Account.Slug, ct) is not var (first, last))
            return null;

        // A month without any still shows those of all time: they are what there is.
        var month = check is null ? [] : await charges.BetweenAsync(scope, ledger.Account.Slug, check.Window.From!.Value, check.Window.To!.Value, ct) ?? [];
        var found = month.Count > 0 ? month : await charges.BetweenAsync(scope, ledger.Account.Slug, first, last + Duration.FromTicks(1), ct) ?? [];
        return ChargeCheck.Of(ledger.Judgement, found);
    }

    static ControlUser UserOf(AccountSnapshot ledger, ControlCheck check, ControlLine line)
    {
        var number = line.User.Length == 0 ? Names.Absent : ledger.Rows.Names.Users.Find(line.User);
        var filter = new LedgerFilter { Account = ledger.Account.Slug, Window = WindowView.InstantsText(check.Window.From!.Value, check.Window.To!.Value) };
        return new(
            line,
            ledger.ControlTotals.Users.GetValueOrDefault(line.User),
            number < 0 ? null : Links.Of(Links.Activity, filter.Only(UsageField.User, number == Names.Absent ? LedgerFilter.Unsaid : ledger.UserId(number))));
    }
}
