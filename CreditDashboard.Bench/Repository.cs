namespace CreditDashboard.Bench;

/// <summary>Where the benchmarks find their scripts and leave their figures, wherever they are started from.</summary>
static class Repository
{
    public static readonly string Root = FindRoot();

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CreditDashboard.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The benchmarks run from within the repository: CreditDashboard.sln was not found above them.");
        return folder;
    }

    /// <summary>Writes the figures of a scenario as JSON, below the ignored <c>artifacts/</c>.</summary>
    public static void Write(string scenario, object figures)
    {
        var path = Path.Combine(Root, "artifacts", "bench", scenario + ".json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, System.Text.Json.JsonSerializer.Serialize(figures, Json) + "\n");
        Console.WriteLine($"Written to artifacts/bench/{scenario}.json.");
    }

    static readonly System.Text.Json.JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.CamelCase };
}
