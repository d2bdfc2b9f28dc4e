using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Bench;

/// <summary>DuckDB in a process of its own: node runs a script of <c>duckdb/</c>, which is told line by line what to do.</summary>
sealed class DuckDbPeer : IDisposable
{
    static readonly string Script = Path.Combine(Repository.Root, "CreditDashboard.Bench", "duckdb");
    static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    readonly Process _node;

    DuckDbPeer(Process node) => _node = node;

    sealed record Answer(string? Error, string? Version, double Cpu, double Wall, long Count, string?[][]? Rows);

    /// <summary>Starts DuckDB; null, with a sentence on stderr, if something it needs is missing.</summary>
    public static DuckDbPeer? Start(string script)
    {
        try
        {
            if (!Directory.Exists(Path.Combine(Script, "node_modules")) && RunProcess("npm", "ci --no-audit --no-fund") is var code and not 0)
            {
                Console.Error.WriteLine($"DuckDB was not restored: 'npm ci' in CreditDashboard.Bench/duckdb ended with {code}.");
                return null;
            }

            return new DuckDbPeer(Process.Start(new ProcessStartInfo("node", script)
            {
                WorkingDirectory = Script,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!);
        }
        catch (Win32Exception)
        {
            Console.Error.WriteLine("DuckDB runs in Node.js, which was not found: install Node.js 20 or later, with npm.");
            return null;
        }
    }

    static int RunProcess(string command, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { WorkingDirectory = Script, RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    public string Load(string folder) => Ask("load", folder).Version!;

    public Took Match(string variant)
    {
        var answer = Ask("run", variant);
        return new Took(answer.Cpu, answer.Wall);
    }

    /// <summary>Writes the pairs of the last run to a file: the numbers in the ids of the reveal and the deduction.</summary>
    public void Export(string file) => Ask("export", file);

    /// <summary>Runs statements; gives DuckDB's version.</summary>
    public string Run(string sql) => Ask("run", sql).Version!;

    public (string?[][] Rows, Took Took) Query(string sql)
    {
        var answer = Ask("query", sql);
        return (answer.Rows!, new Took(answer.Cpu, answer.Wall));
    }

    Answer Ask(string command, string argument)
    {
        _node.StandardInput.WriteLine(JsonSerializer.Serialize(new { command, argument }));
        _node.StandardInput.Flush();
        var line = _node.StandardOutput.ReadLine() ?? throw new InvalidOperationException("DuckDB's process ended; what it said stands above.");
        var answer = JsonSerializer.Deserialize<Answer>(line, Json)!;
        return answer.Error is null ? answer : throw new InvalidOperationException("DuckDB: " + answer.Error);
    }

    public void Dispose()
    {
        _node.StandardInput.Close();
        _node.WaitForExit();
        _node.Dispose();
    }

    /// <summary>Writes the rows as an analyst would get them, each text beside its number, in the order of time.</summary>
    public static void Write(AccountRows rows, string folder)
    {
        using (var file = File.CreateText(Path.Combine(folder, "reveals.csv")))
        {
            for (var row = 0; row < rows.Reveals.Length; row++)
            {
                ref readonly var shown = ref rows.Reveals[row];
                WriteRow(file, rows, rows.RevealId(row), shown.OccurredAt, shown.User, shown.Contact, shown.Request);
            }
        }

        using (var file = File.CreateText(Path.Combine(folder, "deductions.csv")))
        {
            for (var row = 0; row < rows.Deductions.Length; row++)
            {
                ref readonly var paid = ref rows.Deductions[row];
                WriteRow(file, rows, rows.DeductionId(row), paid.PostedAt, paid.User, paid.Contact, paid.Request);
            }
        }
    }

    static void WriteRow(StreamWriter file, AccountRows rows, string id, NodaTime.Instant at, int user, int contact, int request) =>
        file.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{id.AsSpan(2)},{id},{Timestamp.Format(at)},{user},{rows.Names.Users[user]},{Number(contact)},{rows.Names.Contacts[contact]},{Number(request)},{rows.Names.Requests[request]}\n"));

    static string Number(int name) => name == Names.Absent ? "" : name.ToString(CultureInfo.InvariantCulture);
}
