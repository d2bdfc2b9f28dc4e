using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Usage;

namespace CreditDashboard.Components.Usage;

/// <summary>The rows of a report by steps of time, of which the first key names the bucket, whatever else they are broken down by.</summary>
sealed record TimeRows(UsageReading Reading, Window Window, TimeStep Step, IReadOnlyList<TimeBucket> Buckets)
{
    public ImmutableArray<UsageRow> By(IReadOnlyList<UsageField> fields, FieldFilter? also = null) => Step.Field() is { } time
        ? Reading.By([time, .. fields], Window, also: also).Rows
        : [.. Buckets.SelectMany(bucket => Reading.By(fields, new Window(bucket.From, bucket.To, ""), also: also).Rows.Select(row => row with { Keys = row.Keys.Insert(0, bucket.Key) }))];
}
