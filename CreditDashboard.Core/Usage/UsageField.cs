namespace CreditDashboard.Core.Usage;

/// <summary>What usage can be broken down by.</summary>
public enum UsageField : byte
{
    User,

    /// <summary>The group that the vendor's usage report puts the user in.</summary>
    Group,
    Channel,

    /// <summary>The kind of the channel.</summary>
    Kind,
    Action,
    Job,

    /// <summary>What the reveal showed: <c>email</c>, <c>phone</c>, <c>both</c>, <c>nothing</c>, or <c>mixed</c> for several that differ.</summary>
    Data,
    Day,

    /// <summary>The Monday that the week begins with.</summary>
    Week,
    Month,

    /// <summary>The instant that the cycle begins with.</summary>
    Cycle,
    Verdict,
}

public static class UsageFields
{
    /// <summary>The word in commands and addresses, such as <c>channel</c>.</summary>
    public static string Slug(this UsageField field) => field switch
    {
        UsageField.User => "user",
        UsageField.Group => "group",
        UsageField.Channel => "channel",
        UsageField.Kind => "kind",
        UsageField.Action => "action",
        UsageField.Job => "job",
        UsageField.Data => "data",
        UsageField.Day => "day",
        UsageField.Week => "week",
        UsageField.Month => "month",
        UsageField.Cycle => "cycle",
        UsageField.Verdict => "verdict",
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    public static IReadOnlyList<UsageField> All { get; } = Enum.GetValues<UsageField>();

    public static bool TryParse(string slug, out UsageField field)
    {
        var found = All.Where(each => each.Slug() == slug).ToArray();
        field = found.FirstOrDefault();
        return found.Length == 1;
    }
}
