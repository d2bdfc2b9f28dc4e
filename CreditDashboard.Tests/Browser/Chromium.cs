using System.Diagnostics;

namespace CreditDashboard.Tests.Browser;

/// <summary>The browser that the tests drive: one that is there, or else one that they fetch.</summary>
static class Chromium
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    static readonly Lazy<(string? Path, string? Why)> Found = new(Find);

    /// <summary>Its program; null if there is none and none could be fetched.</summary>
    public static string? Path => Found.Value.Path;

    /// <summary>Why there is none, as a sentence.</summary>
    public static string Why => Found.Value.Why ?? "";

    /// <summary>Where a test that cannot run is a failure, and not a remark.</summary>
    public static bool IsDemanded => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    static (string?, string?) Find()
    {
        if (Environment.GetEnvironmentVariable("CHROME") is { Length: > 0 } named)
            return File.Exists(named) ? (named, null) : (null, $"CHROME names '{named}', which is not there.");
        if (Installed() is { } installed)
            return (installed, null);

        var tried = OperatingSystem.IsLinux() && Environment.UserName == "root" && File.Exists("/usr/bin/apt-get")
            ? Run("/bin/sh", "-c", "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium")
            : Microsoft.Playwright.Program.Main(["install", "chromium"]);
        return Installed() is { } fetched
            ? (fetched, null)
            : (null, $"There is no Chromium, and fetching one ended with {tried}. Install it, or name it by the environment variable CHROME.");
    }

    static string? Installed()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Append("/usr/bin");
        return folders.SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists) ?? OfPlaywright();
    }

    static string? OfPlaywright()
    {
        using var playwright = Microsoft.Playwright.Playwright.CreateAsync().GetAwaiter().GetResult();
        return File.Exists(playwright.Chromium.ExecutablePath) ? playwright.Chromium.ExecutablePath : null;
    }

    static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return process.ExitCode;
    }
}

/// <summary>
/// A test in a real browser. Where none can be had it is reported as not run, by name; with <c>CI=true</c> it fails instead.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Path is null && !Chromium.IsDemanded)
            Skip = Chromium.Why;
    }
}

/// <inheritdoc cref="BrowserFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        if (Chromium.Path is null && !Chromium.IsDemanded)
            Skip = Chromium.Why;
    }
}
