namespace CreditDashboard.Core.Ledger;

/// <summary>
/// What credits are counted in. Article: conversation credits are "a separate credit type" that "counts independently from your
/// standard prospecting credits", so the two are never added.
/// </summary>
public enum CreditType : byte
{
    Prospecting = 0,
    Conversation = 1,
}

public static class CreditTypes
{
    public static readonly IReadOnlyList<CreditType> All = [CreditType.Prospecting, CreditType.Conversation];

    /// <summary>The word in files and addresses: <c>prospecting</c> or <c>conversation</c>.</summary>
    public static string Slug(this CreditType type) => type == CreditType.Prospecting ? "prospecting" : "conversation";

    /// <summary>Reads the word, in any case; empty means prospecting. False if it is another word.</summary>
    public static bool TryParse(ReadOnlySpan<char> word, out CreditType type)
    {
        word = word.Trim();
        type = word.Equals("conversation", StringComparison.OrdinalIgnoreCase) ? CreditType.Conversation : CreditType.Prospecting;
        return type == CreditType.Conversation || word.IsEmpty || word.Equals("prospecting", StringComparison.OrdinalIgnoreCase);
    }
}
