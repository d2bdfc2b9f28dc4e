using CreditDashboard.Core.Usage;

namespace CreditDashboard.Components;

/// <summary>What a page is filtered by in words, where its buttons are not: on paper and in files.</summary>
public static class FilterText
{
    /// <summary>Each field that is asked for: <c>Users</c> and <c>3 of 26: ann, ben, cat</c>. Empty if everything is shown.</summary>
    public static IReadOnlyList<(string Name, string Text)> Of(LedgerFilter filter, LedgerOptions options) =>
    [
        .. LedgerFilter.Fields.Where(field => filter.Of(field).Length > 0).Select(field => (NameOf(field), TextOf(field, filter.Of(field), options.Of(field)))),
    ];

    /// <summary>The same of an account's users who count, where the page is told.</summary>
    public static string Users(IReadOnlyList<string> ids, LedgerOptions options) => ids.Count == 0 ? "everyone" : TextOf(UsageField.User, ids, options.Users);

    /// <summary>The button of a filter, which stands for several.</summary>
    public static string NameOf(UsageField field) => field is UsageField.User or UsageField.Channel ? FieldWords.Name(field) + "s" : FieldWords.Name(field);

    // One that the account does not have, or has no more, goes by what the address says.
    static string TextOf(UsageField field, IReadOnlyList<string> values, IReadOnlyList<FilterOption> options)
    {
        var names = string.Join(", ", values.Select(value => options.FirstOrDefault(option => option.Value == value)?.Text
            ?? (value == LedgerFilter.Unsaid ? FieldWords.Text(field, null) : value)));
        return options.Count > 1 && field is not UsageField.Verdict ? $"{Words.Count(values.Count)} of {Words.Count(options.Count)}: {names}" : names;
    }
}
