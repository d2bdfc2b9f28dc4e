using System.Text.Json;

namespace CreditDashboard.Tests.Import;

/// <summary>The same table in other shapes.</summary>
static class Files
{
    public static string Backwards(string csv) => Again(csv, rows => rows.Reverse());

    public static string Shuffled(string csv) => Again(csv, rows =>
    {
        var shuffled = rows.ToArray();
        new Random(7).Shuffle(shuffled);
        return shuffled;
    });

    /// <summary>By time, so many files of about the same length; some have no rows if there are fewer.</summary>
    public static string[] Pieces(string csv, int count)
    {
        var (header, rows) = Parts(csv);
        return [.. Enumerable.Range(0, count).Select(piece =>
            string.Join('\n', [header, .. rows[(rows.Length * piece / count)..(rows.Length * (piece + 1) / count)]]))];
    }

    /// <summary>As JSON lines: numbers as numbers, every other row with its keys backwards, empty cells left out or null.</summary>
    public static string Json(string csv)
    {
        var (header, rows) = Parts(csv);
        var names = header.Split(',');
        return string.Join('\n', rows.Select((row, index) =>
        {
            var cells = names.Zip(row.Split(',')).Where(cell => cell.Second.Length > 0 || index % 3 == 0);
            var ordered = index % 2 == 0 ? cells : cells.Reverse();
            return JsonSerializer.Serialize(ordered.ToDictionary(
                cell => cell.First,
                cell => cell.Second.Length == 0 ? null : long.TryParse(cell.Second, out var number) ? (object)number : cell.Second));
        }));
    }

    static string Again(string csv, Func<IEnumerable<string>, IEnumerable<string>> order)
    {
        var (header, rows) = Parts(csv);
        return string.Join("\r\n", order(rows).Prepend(header));
    }

    static (string Header, string[] Rows) Parts(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (lines[0], lines[1..]);
    }
}
