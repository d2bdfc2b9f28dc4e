using System.Globalization;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;

namespace CreditDashboard.Components;

/// <summary>The fields that usage is broken down and filtered by, and their values, in words and in addresses.</summary>
public static class FieldWords
{
    /// <summary>What a page offers to break down by.</summary>
    public static readonly IReadOnlyList<UsageField> Breakdowns =
        [UsageField.Channel, UsageField.Kind, UsageField.User, UsageField.Group, UsageField.Data, UsageField.Action, UsageField.Job, UsageField.Verdict];

    /// <summary>The name of a field: the head of a column, the button of a filter.</summary>
    public static string Name(UsageField field) => field switch
    {
        UsageField.Data => "Data type",
        UsageField.Kind => "Channel kind",
        _ => Capital(field.Slug()),
    };

    /// <summary>In a sentence: <c>by data type</c>.</summary>
    public static string Word(UsageField field) => Name(field).ToLowerInvariant();

    /// <summary>Some more of them: <c>5 other users</c>.</summary>
    public static string Others(UsageField field, int count) => $"{Words.Count(count)} other {(field, count) switch
    {
        (UsageField.Data, 1) => "type",
        (UsageField.Data, _) => "types",
        (_, 1) => field.Slug(),
        _ => field.Slug() + "s",
    }}";

    /// <summary>A value as people read it.</summary>
    /// <param name="key">The text of a row's key; null is what the ledger does not say.</param>
    public static string Text(UsageField field, string? key) => (field, key) switch
    {
        (UsageField.User, null) => "Unattributed",
        (UsageField.User, { } email) => Words.User(email),
        (UsageField.Channel, _) => Words.Channel(key ?? ""),
        (UsageField.Data, null) => "No reveal",
        (_, null) => $"No {Word(field)}",
        (UsageField.Kind, "integration") => "Integrations",
        (UsageField.Kind, "api") => "API",
        (UsageField.Data, "email") => "E-mail",
        (UsageField.Data, "both") => "E-mail and phone",
        (UsageField.Data, "nothing") => "Nothing found",
        (UsageField.Data, "mixed") => "Several that differ",
        (UsageField.Verdict, { } slug) => VerdictCodes.TryParse(slug, out VerdictCode code) ? code.Title() : slug,
        (UsageField.Job or UsageField.Group, { } name) => name,
        (_, { } other) => Capital(other),
    };

    /// <summary>The whole of a value where its text may be cut; null where the text is the whole.</summary>
    public static string? Title(UsageField field, string? key) => field is UsageField.User or UsageField.Job or UsageField.Group ? key : null;

    /// <summary>A value as an address names it: of a user the opaque id.</summary>
    public static string Value(AccountSnapshot ledger, UsageField field, string? key) => (field, key) switch
    {
        (_, null) => LedgerFilter.Unsaid,
        (UsageField.User, { } email) => ledger.UserId(ledger.Rows.Names.Users.Find(email)),
        (_, { } text) => text,
    };

    static string Capital(string word) => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..];
}
