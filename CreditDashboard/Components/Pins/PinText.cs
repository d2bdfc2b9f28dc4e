using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;

namespace CreditDashboard.Components.Pins;

/// <summary>Pins in the words of the pages.</summary>
public static class PinText
{
    /// <summary>What stands: <c>Confirmed, difference accepted</c>.</summary>
    public static string Name(Pin pin) => (pin.Kind, pin.Difference.Length > 0) switch
    {
        (PinKind.Confirmed, true) => "Match confirmed, difference accepted",
        (PinKind.Confirmed, false) => "Match confirmed",
        (PinKind.Forbidden, _) => "Match forbidden",
        _ => "Difference accepted",
    };

    /// <summary>What a button does.</summary>
    public static string Verb(PinKind kind) => kind switch
    {
        PinKind.Confirmed => "Confirm match",
        PinKind.Forbidden => "Forbid match",
        _ => "Accept difference",
    };

    /// <summary>What was accepted, null if nothing was: <c>overcharged, up to 3 credits</c>.</summary>
    public static string? Accepted(Pin pin) => !VerdictCodes.TryParse(pin.Difference, out VerdictCode code) ? null
        : pin.AcceptedMax.Count == 0 ? code.Title()
        : $"{code.Title()}, up to {Words.Many(pin.AcceptedMax.Count, "credit")}";

    /// <summary>What a pin changed, in a sentence.</summary>
    public static string Said(PinOutcome outcome)
    {
        var moved = outcome.Change.Changes.Where(change => change.From != change.To)
            .Select(change => $"{Words.Many(change.Rows, "row")} from “{change.From.Title()}” to “{change.To.Title()}”").ToArray();
        return outcome.IsWaiting ? "One of the two rows has not landed: the pin waits for it."
            : moved.Length == 0 ? "Done. No verdict has another code."
            : $"Done. {string.Join("; ", moved)}.";
    }
}
