using System.Collections.Immutable;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Rates;

/// <summary>
/// What each field of a card may hold. Each answers with a sentence that says the remedy and does not repeat the value, or with null if the
/// value may stand.
/// </summary>
public static class CardFields
{
    public const int IdLengthMax = 40;
    public const int NameLengthMax = 80;
    public const int VersionLengthMax = 40;
    public const int TitleLengthMax = 300;
    public const int AddressLengthMax = 2000;
    public const int ActionsMax = 100;

    public static string? OfId(string id) => id.Length is >= 1 and <= IdLengthMax && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
        ? null
        : $"A card's id is 1 to {IdLengthMax} of a-z, 0-9 and dash, such as acme-2026.";

    public static string? OfName(string name) => OfText(name, "A card's name", NameLengthMax);

    public static string? OfVersion(string version) => OfText(version, "A card's version", VersionLengthMax);

    public static string? OfTitle(string title) => OfText(title, "The title of a card's source", TitleLengthMax);

    /// <summary>An address stands as a link on pages, so it may be nothing that a browser would run.</summary>
    public static string? OfAddress(string? address) =>
        address is null || (address.Length <= AddressLengthMax && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && !address.Any(char.IsWhiteSpace))
            ? null
            : "The address of a card's source begins with https:// or http://, or is left out.";

    public static string? OfEnd(LocalDate? from, LocalDate? to) =>
        from is { } first && to is { } end && end <= first ? "A card's last day is not included, so it must lie after its first." : null;

    public static string? OfCredits(Credits credits) => credits >= Credits.None && credits <= RateCard.CreditsMax
        ? null
        : $"A price on a card is a whole number of credits from 0 to {RateCard.CreditsMax}.";

    public static string? OfRange(CreditRange? range) => range is { } given ? OfCredits(given.Min) ?? OfCredits(given.Max) : null;

    public static string? OfAction(string action) =>
        action == Reveal.RevealAction ? "A reveal is priced by its e-mails and phones: name another action."
        : action.Length <= Channels.SlugLengthMax && Channels.IsSlug(action) ? null
        : $"An action is 1 to {Channels.SlugLengthMax} of a-z, 0-9, dot, dash and underscore, such as search.";

    public static string? OfQuantity(int perQuantity) => perQuantity >= 1 ? null : "An action is priced for a whole quantity of at least 1.";

    public static string? OfActions(ImmutableArray<ActionPrice> actions) =>
        actions.IsDefault || actions.Length > ActionsMax ? $"A card prices at most {ActionsMax} other actions."
        : actions.DistinctBy(entry => entry.Action).Count() < actions.Length ? "A card prices each action once."
        : null;

    static string? OfText(string text, string what, int lengthMax) =>
        text.Length <= lengthMax && text == text.Trim() && text.Length > 0 && !text.Any(char.IsControl)
            ? null
            : $"{what} is 1 to {lengthMax} letters on one line, without blanks around them.";

    /// <exception cref="ArgumentException">There is a problem; the exception names the field.</exception>
    internal static T Checked<T>(T value, string? problem, string field) => problem is null ? value : throw new ArgumentException(problem, field);
}
