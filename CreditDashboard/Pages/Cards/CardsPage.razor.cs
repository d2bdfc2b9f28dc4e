using CreditDashboard.Components;
using CreditDashboard.Components.Cards;

namespace CreditDashboard.Pages.Cards;

public sealed partial class CardsPage(CardReader reader) : AccountPage<CardList>
{
    protected override string Ask() => Links.Of(Links.Cards, Account);

    protected override Task<CardList?> ReadAsync(string personId, CancellationToken ct) => reader.ReadAsync(personId, Account?.Trim() ?? "", ct);
}
