using System.Text;

namespace CreditDashboard.Core.Ledger;

/// <summary>
/// Who spent. In the feeds a user is named by an e-mail address or not at all; an API key and the system stand there under the address
/// of their owner, or unnamed.
/// </summary>
public static class Actor
{
    /// <summary>
    /// A user's address as it is compared and kept: trimmed, Unicode form C, lower case. Empty text is nobody named and comes back empty.
    /// Null if it is no address: it must hold exactly one <c>@</c> and no blank.
    /// </summary>
    public static string? Normalise(string text)
    {
        var address = text.Trim();
        if (address.Length == 0)
            return "";

        address = address.Normalize(NormalizationForm.FormC).ToLowerInvariant();
        return address.Count(letter => letter == '@') == 1 && !address.Any(char.IsWhiteSpace) ? address : null;
    }
}
