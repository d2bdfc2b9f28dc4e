using CreditDashboard.Core.Usage;
using Microsoft.AspNetCore.Components;

namespace CreditDashboard.Components;

/// <summary>What a page over a part of a ledger is showing, as its address has it.</summary>
public interface ILedgerQuery
{
    string ToUri();
}

/// <summary>What such a page read.</summary>
public interface ILedgerReport
{
    /// <summary>The account as addresses name it.</summary>
    string Account { get; }
}

/// <summary>A page over a part of a ledger: a window, some users, some channels, or what else the rows say.</summary>
public abstract class LedgerPage<TQuery, TReport> : AccountPage<TReport>
    where TQuery : class, ILedgerQuery
    where TReport : class, ILedgerReport
{
    [SupplyParameterFromQuery(Name = "window")]
    protected string? Window { get; set; }

    [SupplyParameterFromQuery(Name = "user")]
    protected string[]? Users { get; set; }

    [SupplyParameterFromQuery(Name = "channel")]
    protected string[]? Channels { get; set; }

    [SupplyParameterFromQuery(Name = "group")]
    protected string[]? Groups { get; set; }

    [SupplyParameterFromQuery(Name = "data")]
    protected string[]? DataTypes { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    protected string[]? Kinds { get; set; }

    [SupplyParameterFromQuery(Name = "action")]
    protected string[]? Actions { get; set; }

    [SupplyParameterFromQuery(Name = "job")]
    protected string[]? Jobs { get; set; }

    [SupplyParameterFromQuery(Name = "code")]
    protected string[]? Codes { get; set; }

    [SupplyParameterFromQuery(Name = "unit")]
    protected string? ReadIn { get; set; }

    protected TQuery Query { get; private set; } = default!;

    /// <summary>What the address asks for beyond the filter that all pages have.</summary>
    protected abstract TQuery Parse(LedgerFilter filter);

    protected override string Ask()
    {
        Query = Parse(Filter(Account));
        return Query.ToUri();
    }

    // Links name the account, also where the address did not.
    protected override void Take(TReport report) => Query = Parse(Filter(report.Account));

    LedgerFilter Filter(string? account) => LedgerFilter.Parse(
        account, Window, Users, Channels,
        (UsageField.Group, Groups), (UsageField.Data, DataTypes), (UsageField.Kind, Kinds), (UsageField.Action, Actions), (UsageField.Job, Jobs), (UsageField.Verdict, Codes))
        .ReadIn(ReadIn);
}
