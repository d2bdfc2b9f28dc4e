using CreditDashboard.Core.Usage;

namespace CreditDashboard.Components.Usage;

/// <summary>What a bar of a chart over time stands for.</summary>
enum TimeStep : byte
{
    Hour,
    Day,
    Week,
    Month,
    Cycle,
}

static class TimeSteps
{
    /// <summary>The word in addresses and sentences.</summary>
    public static string Slug(this TimeStep step) => step switch
    {
        TimeStep.Hour => "hour",
        TimeStep.Day => "day",
        TimeStep.Week => "week",
        TimeStep.Month => "month",
        TimeStep.Cycle => "cycle",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>The field of a report by it. Hours are no field: so few of them stand in a chart that each is asked for as a window.</summary>
    public static UsageField? Field(this TimeStep step) => step switch
    {
        TimeStep.Hour => null,
        TimeStep.Day => UsageField.Day,
        TimeStep.Week => UsageField.Week,
        TimeStep.Month => UsageField.Month,
        TimeStep.Cycle => UsageField.Cycle,
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };
}
