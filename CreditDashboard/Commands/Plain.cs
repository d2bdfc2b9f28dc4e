using System.Globalization;
using CreditDashboard.Core.Cycles;
using NodaTime;
using Spectre.Console;

namespace CreditDashboard.Commands;

/// <summary>Answers for people on a terminal.</summary>
static class Plain
{
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>What is added or taken off, with its sign.</summary>
    public static string Signed(long number) => number.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture);

    /// <summary>An instant in the account's zone, the zone named beside it.</summary>
    public static string Time(Instant at, DateTimeZone zone) => at.InZone(zone).ToString("d MMM uuuu, HH:mm:ss x", CultureInfo.InvariantCulture);

    public static void Window(Window window, DateTimeZone zone) => Console.WriteLine(window is { From: { } from, To: { } to }
        ? $"{Time(from, zone)} to {Time(to, zone)} ({zone.Id})"
        : "All time");

    /// <summary>A table whose first columns are texts and whose others are numbers, right-aligned.</summary>
    public static void Table(string[] heads, int texts, IEnumerable<IEnumerable<string>> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var (index, head) in heads.Index())
            table.AddColumn(new TableColumn(Markup.Escape(head)) { Alignment = index < texts ? Justify.Left : Justify.Right, NoWrap = true });
        foreach (var row in rows)
            table.AddRow([.. row.Select(cell => new Text(cell))]);

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
            console.Profile.Width = 240;
        console.Write(table);
    }
}
