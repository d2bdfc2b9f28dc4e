using System.Buffers;
using CreditDashboard.Core.Verdicts;
using NodaTime;

namespace CreditDashboard.Core.Usage;

/// <summary>
/// The rows of the ledger that a question's window, users, channels and other fields leave, found once: a page breaks the same rows down in
/// many ways.
/// </summary>
public sealed class AskedRows
{
    AskedRows(int[] rows) => Rows = rows;

    /// <summary>Indices, ascending.</summary>
    internal int[] Rows { get; }

    public static AskedRows Of(Judgement judgement, UsageQuestion question, Instant asOf)
    {
        var (from, to) = UsageSums.Range(judgement.Rows.Deductions, question.Window);
        var rows = ArrayPool<int>.Shared.Rent(Math.Max(0, to - from));
        try
        {
            for (var row = from; row < to; row++)
                rows[row - from] = row;

            var count = Math.Max(0, to - from);
            foreach (var filter in UsageFilter.Of(UsageColumns.Of(judgement), question, asOf))
                count = filter.Pick(rows.AsSpan(0, count));
            return new(rows[..count]);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rows);
        }
    }
}

/// <summary>Which numbers of a column a row must have one of.</summary>
readonly record struct UsageFilter(int[] Numbers, bool[] IsAsked)
{
    public static IEnumerable<UsageFilter> Of(UsageColumns columns, UsageQuestion question, Instant asOf)
    {
        if (question.Users is { } users)
            yield return Of(columns.By(UsageField.User, asOf, null), users.Contains);
        if (question.Channels is { } channels)
            yield return Of(columns.By(UsageField.Channel, asOf, null), channels.Contains);
        foreach (var only in question.Only ?? [])
        {
            var column = columns.By(only.Field, asOf, question.Details);
            yield return Of(column, number => only.Texts.Contains(column.TextOf(number)));
        }

        static UsageFilter Of(UsageColumn column, Func<int, bool> isAsked) => new(column.Numbers, [.. Enumerable.Range(0, column.Count).Select(isAsked)]);
    }

    /// <summary>Moves the rows that are asked for to the front, in their order; gives how many they are.</summary>
    public int Pick(Span<int> rows)
    {
        var (numbers, isAsked, asked) = (Numbers, IsAsked, 0);
        foreach (var row in rows)
        {
            rows[asked] = row;
            asked += isAsked[numbers[row]] ? 1 : 0;
        }

        return asked;
    }
}
