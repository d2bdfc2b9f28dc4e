using System.Net;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditDashboard.Tests.Pages;

/// <summary>What agents said, as an administrator sees it and as an admin of the account alone does.</summary>
public sealed class PinsPageTests : IAsyncLifetime, IDisposable
{
    readonly RunningApp _app = new();
    Visitor _ann = null!;

    public async Task InitializeAsync()
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        _ann = _app.Visitor();
        (await _ann.SignInAsync()).Dispose();
        await _app.Get<PinDesk>().PlaceAsync(AccessScope.Operator, "acme", new PinRequest(PinKind.Confirmed, "R-11", "D-6", "As told on the phone."));
        await _app.Get<PinDesk>().PlaceAsync(AccessScope.Operator, "acme", new PinRequest(PinKind.Forbidden, "R-77", "D-10", "Not this one."));
    }

    [Fact]
    public async Task List_NamesEachPin_AndWhatItWaitsFor()
    {
        var page = await _ann.ReadAsync("/settings/pins?account=acme");
        var rows = page.QuerySelectorAll("tbody tr").Select(Visitor.Text).ToArray();
        Assert.Equal(2, rows.Length);
        Assert.Contains(rows, row => row.StartsWith("Match confirmed R-11 D-6 Wrong user As told on the phone. the operator", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.StartsWith("Match forbidden R-77 waited for D-10", StringComparison.Ordinal));
        Assert.Equal(2, page.QuerySelectorAll("tbody button").Length);
        Assert.Equal(HttpStatusCode.NotFound, await _ann.StatusAsync("/settings/pins?account=nobody"));
        Assert.NotEmpty((await _ann.ReadAsync("/settings?account=acme")).QuerySelectorAll("a[href*='/settings/pins']"));
    }

    [Fact]
    public async Task AnAdminOfTheAccountAlone_ReadsWhatAgentsSaid_AndHasNoButtons()
    {
        await using (var context = await _app.Get<IDbContextFactory<StoreContext>>().CreateDbContextAsync())
        {
            (await context.Users.SingleAsync()).IsAdministrator = false;
            await context.SaveChangesAsync();
        }

        var drawer = (await _ann.ReadAsync("/analytics/activity?account=acme&window=all&row=d.D-6")).QuerySelector(".drawer")!;
        Assert.Contains("Match confirmed: R-11 and D-6 As told on the phone.", Visitor.Text(drawer), StringComparison.Ordinal);
        Assert.Contains("An agent confirmed this match.", Visitor.Text(drawer.QuerySelector(".lag")), StringComparison.Ordinal);
        Assert.Empty(drawer.QuerySelectorAll(".pins button"));
        Assert.Empty((await _ann.ReadAsync("/settings/pins?account=acme")).QuerySelectorAll("tbody button"));
    }

    [Fact]
    public async Task AnAgent_SeesTheButtonsOfAPair_AndOfAnUnmatchedRow()
    {
        var pair = (await _ann.ReadAsync("/analytics/activity?account=acme&window=all&row=d.D-12")).QuerySelector(".pins")!;
        Assert.Equal(["Confirm match", "Forbid match", "Accept difference"], pair.QuerySelectorAll("button").Select(Visitor.Text));
        var fine = (await _ann.ReadAsync("/analytics/activity?account=acme&window=all&row=d.D-1")).QuerySelector(".pins")!;
        Assert.DoesNotContain("Accept difference", fine.QuerySelectorAll("button").Select(Visitor.Text));
        var second = (await _ann.ReadAsync("/analytics/activity?account=acme&window=all&row=d.D-9")).QuerySelector(".pins")!;
        Assert.Contains("Accept difference", second.QuerySelectorAll("button").Select(Visitor.Text));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _ann?.Dispose();
        _app.Dispose();
    }
}
