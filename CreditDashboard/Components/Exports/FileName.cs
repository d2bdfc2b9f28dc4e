using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Components.Exports;

/// <summary>The name of a file that leaves the product: what, of which account, which days. No filter stands in it, so no person does.</summary>
public static class FileName
{
    public static string Of(string what, string account, WindowView window, string ending)
    {
        return $"{what}_{account}_{Days()}.{ending}";

        // The end of a window is not in it.
        string Days() => window.Window is { From: { } from, To: { } to } ? $"{Day(from)}_{Day(to - Duration.Epsilon)}" : LedgerFilter.Everything;

        string Day(Instant at) => LocalDatePattern.Iso.Format(at.InZone(window.Zone).Date);
    }
}
