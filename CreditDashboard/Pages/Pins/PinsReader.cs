using CreditDashboard.Components;
using CreditDashboard.Components.Activities;
using CreditDashboard.Components.Pins;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Pages.Pins;

/// <summary>A pin as the list shows it.</summary>
/// <param name="Reveal">What stands in an address for its reveal; null if that has not landed.</param>
/// <param name="Deduction">The same for its deduction.</param>
/// <param name="Code">The verdict of the deduction; null if it has not landed.</param>
public sealed record PinLine(Pin Pin, string? Reveal, string? Deduction, VerdictCode? Code)
{
    public bool IsWaiting => Reveal is null || Deduction is null;
}

/// <summary>What the page of pins shows.</summary>
public sealed record PinsReport(string Account, string AccountName, DateTimeZone Zone, IReadOnlyList<PinLine> Lines, PinRights Rights);

public sealed class PinsReader(LedgerReader ledgers, PinReader pins, TimeProvider time)
{
    /// <summary>The pins of an account, the newest first; null if there is no such account for this person.</summary>
    public async Task<PinsReport?> ReadAsync(string personId, string? account, CancellationToken ct)
    {
        if (await ledgers.OpenAsync(personId, account, ct) is not { } ledger)
            return null;

        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var (judgement, placed) = (ledger.Judgement, ledger.Judgement.Rules.Pins);
        return new(
            ledger.Account.Slug,
            ledger.Account.Name,
            ledger.Cycles.Zone,
            [.. placed.OrderByDescending(pin => pin.PlacedAt).ThenBy(pin => pin.Reveal, StringComparer.Ordinal).Select(Line)],
            await pins.RightsAsync(personId, placed, ct));

        PinLine Line(Pin pin)
        {
            var (shown, paid) = (judgement.Rows.FindReveal(pin.Reveal), judgement.Rows.FindDeduction(pin.Deduction));
            return new(
                pin,
                shown < 0 ? null : RowToken.Reveal(pin.Reveal),
                paid < 0 ? null : RowToken.Deduction(pin.Deduction),
                paid < 0 ? null : judgement.Verdicts[judgement.OfDeduction[paid]].CodeAt(now));
        }
    }
}
