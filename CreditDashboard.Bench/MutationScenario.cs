using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CreditDashboard.Bench;

/// <summary>
/// Makes each deliberate mistake of <c>CreditDashboard.Tests/Mutations/mutations.txt</c> alone, in a copy of the sources, and writes which
/// test notices it to <c>CreditDashboard.Tests/MUTATIONS.md</c>. It takes a quarter of an hour and more.
/// </summary>
static partial class MutationScenario
{
    // The quick tests first: most mistakes need no other.
    static readonly string[] Filters =
    [
        "FullyQualifiedName~EdgeTests|FullyQualifiedName~AwkwardDayTests|FullyQualifiedName~CaseTests|FullyQualifiedName~TimeAloneTests|FullyQualifiedName~Core.Rates.Reveal|FullyQualifiedName~ArticleTests|FullyQualifiedName~FeedFaultTests",
        "FullyQualifiedName~StableMatchingTests|FullyQualifiedName~ClusterTests|FullyQualifiedName~StageTests|FullyQualifiedName~PlantedTests|FullyQualifiedName~TimelineTests|FullyQualifiedName~EvidenceTests|FullyQualifiedName~RoughFeedTests",
        "FullyQualifiedName~GuaranteeTests|FullyQualifiedName~IncrementalTests|FullyQualifiedName~ArticleImportTests",
    ];

    // A mistake can make a loop that never ends.
    static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(8);

    sealed record Mistake(string Name, string File, string Right, string Wrong);

    /// <param name="root">The repository.</param>
    /// <param name="only">Only mistakes whose name contains this; the results are then shown, not written.</param>
    public static int Run(string root, string? only)
    {
        var copy = Directory.CreateTempSubdirectory("mutations-").FullName;
        foreach (var path in Output("git", root, "ls-files").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, path))!);
            File.Copy(Path.Combine(root, path), Path.Combine(copy, path));
        }

        Output("dotnet", copy, "build", "CreditDashboard.Tests", "-v", "q");
        var built = Path.Combine(copy, "artifacts/bin/CreditDashboard.Core/debug/CreditDashboard.Core.dll");
        var tested = Path.Combine(copy, "artifacts/bin/CreditDashboard.Tests/debug/CreditDashboard.Core.dll");
        List<string> lines = [];
        foreach (var mistake in Mistakes(copy).Where(each => only is null || each.Name.Contains(only, StringComparison.Ordinal)))
        {
            var file = Path.Combine(copy, "CreditDashboard.Core", mistake.File);
            var source = File.ReadAllText(file);
            File.WriteAllText(file, source.Replace(mistake.Right, mistake.Wrong, StringComparison.Ordinal));
            Output("dotnet", copy, "build", "CreditDashboard.Core", "--no-restore", "-v", "q", "-p:TreatWarningsAsErrors=false", "-p:RunAnalyzers=false");
            File.Copy(built, tested, overwrite: true);
            var noticed = Filters.Select(filter => FirstFailure(copy, filter)).FirstOrDefault(test => test is not null);
            File.WriteAllText(file, source);
            lines.Add($"| {mistake.Name} | {noticed ?? "survived"} |");
            Console.WriteLine(lines[^1]);
        }

        Directory.Delete(copy, recursive: true);
        if (only is null)
        {
            File.WriteAllText(
                Path.Combine(root, "CreditDashboard.Tests/MUTATIONS.md"),
                "# Deliberate mistakes and the tests that notice them\n\nEach mistake of `Mutations/mutations.txt` was made alone; one test is named of those that fail. `dotnet run --project CreditDashboard.Bench -- mutations` makes them again and writes this table.\n\n"
                + "| mistake | noticed by |\n|---|---|\n" + string.Join('\n', lines) + "\n");
        }

        return lines.Exists(line => line.EndsWith("survived |", StringComparison.Ordinal)) ? 1 : 0;
    }

    static IEnumerable<Mistake> Mistakes(string root) =>
        File.ReadAllText(Path.Combine(root, "CreditDashboard.Tests/Mutations/mutations.txt")).Split("\n\n").Skip(1)
            .Select(block => block.TrimEnd().Split('\n'))
            .Select(lines => new Mistake(lines[0], lines[1], lines[2][2..], lines[3][2..]));

    static string? FirstFailure(string root, string filter)
    {
        var said = Run("dotnet", root, "test", "artifacts/bin/CreditDashboard.Tests/debug/CreditDashboard.Tests.dll", "--filter", filter);
        return Failed().Match(said.Output) is { Success: true } failed ? failed.Groups["test"].Value
            : said.Code == 0 ? null
            : throw new InvalidOperationException($"The tests did not run: {said.Output}");
    }

    static string Output(string program, string folder, params string[] arguments)
    {
        var (code, output) = Run(program, folder, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {output}");
    }

    static (int Code, string Output) Run(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        if (process.WaitForExit(EndsWithin))
            return (process.ExitCode, output.GetAwaiter().GetResult());

        process.Kill(entireProcessTree: true);
        return (1, "Failed CreditDashboard.Tests.Core.Every.test_ends");
    }

    [GeneratedRegex(@"Failed CreditDashboard\.Tests\.(Core\.|Import\.)?(\w+\.)?(?<test>\w+\.\w+)")]
    private static partial Regex Failed();
}
