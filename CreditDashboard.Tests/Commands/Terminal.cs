using System.Diagnostics;
using System.Text.Json;

namespace CreditDashboard.Tests.Commands;

/// <summary>A folder of its own in which commands are given as a user would, each a process of its own.</summary>
sealed class Terminal : IDisposable
{
    public Terminal() => Folder = Directory.CreateTempSubdirectory("creditdashboard-").FullName;

    public string Folder { get; }

    public sealed record Answer(int ExitCode, string Output, string Errors)
    {
        /// <summary>Standard output, which must be one JSON document and nothing else.</summary>
        public JsonElement Json => JsonDocument.Parse(Output).RootElement;
    }

    public async Task<Answer> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);

        using var process = Process.Start(start) ?? throw new InvalidOperationException("The command did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Answer(process.ExitCode, await output, await errors);
    }

    /// <summary>Gives a command that must be done, and reads its answer.</summary>
    public async Task<JsonElement> DoneAsync(params string[] args)
    {
        var answer = await RunAsync([.. args, "--json"]);
        Assert.True(answer.ExitCode == 0, $"{string.Join(' ', args)} ended with {answer.ExitCode}: {answer.Errors}{answer.Output}");
        return answer.Json;
    }

    public Task<JsonElement> CreateAccountAsync(string name = "Acme") =>
        DoneAsync("account", "create", name, "--time-zone", "Europe/London", "--renews-from", "2026-01-31T09:14:00Z");

    public string Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        return name;
    }

    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Samples", name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
