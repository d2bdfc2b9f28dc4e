using CreditDashboard.Data;
using CreditDashboard.Import;
using Microsoft.EntityFrameworkCore;

namespace CreditDashboard.Tests.Pages;

/// <summary>The history of imports: what came, and what was taken back.</summary>
public sealed class ImportsPageTests : IAsyncLifetime, IDisposable
{
    readonly RunningApp _app = new();
    Visitor _ann = null!;

    public async Task InitializeAsync()
    {
        await _app.AddPersonAsync();
        await _app.AddAccountAsync();
        _ann = _app.Visitor();
        (await _ann.SignInAsync()).Dispose();
    }

    [Fact]
    public async Task History_OffersToWithdrawEachImportOnce_AndSaysWhatWasWithdrawn()
    {
        var page = await _ann.ReadAsync("/imports?account=acme");
        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal("Withdraw import 1", Assert.Single(page.QuerySelectorAll("tbody button")).GetAttribute("aria-label"));

        await _app.Get<WithdrawalDesk>().WithdrawAsync(AccessScope.Operator, "acme", 1, "Another team's files.");
        page = await _ann.ReadAsync("/imports?account=acme");
        Assert.Empty(page.QuerySelectorAll("tbody button"));
        Assert.All(page.QuerySelectorAll("tbody tr"), row => Assert.EndsWith("Withdrawn by operator: Another team's files.", Visitor.Text(row), StringComparison.Ordinal));
        Assert.Contains("Nothing imported yet", Visitor.Text(page.QuerySelector("nav .foot")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoIsNoAdminOfTheAccount_SeesTheHistory_AndHasNoButton()
    {
        await using (var context = await _app.Get<IDbContextFactory<StoreContext>>().CreateDbContextAsync())
        {
            var person = await context.Users.SingleAsync();
            (person.IsAdministrator, person.IsAgent) = (false, true);
            context.Members.RemoveRange(await context.Members.ToListAsync());
            await context.SaveChangesAsync();
        }

        var page = await _ann.ReadAsync("/imports?account=acme");
        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Length);
        Assert.Empty(page.QuerySelectorAll("tbody button"));
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _app.Dispose();
}
