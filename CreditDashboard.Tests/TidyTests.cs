using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CreditDashboard.Tests;

/// <summary>The rules of the house that no compiler checks.</summary>
public partial class TidyTests
{
    const int SourceLinesMax = 300;
    const int RazorLinesMax = 150;

    static readonly string Root = Path.GetFullPath("..", Path.GetDirectoryName(ThisFile())!);

    // Left to right: a folder may use the ones before it and itself. Api and Commands stand beside Pages.
    static readonly string[][] CoreOrder = [["Ledger"], ["Cycles"], ["Rates"], ["Matching"], ["Verdicts"], ["Disputes"], ["Usage"]];
    static readonly string[][] AppOrder = [["Data"], ["Auth"], ["Import"], ["Alerts"], ["Components"], ["Pages", "Api", "Commands"]];

    public static TheoryData<string> Sources => new(Paths());

    static IEnumerable<string> Paths() => Directory.EnumerateFiles(Root, "*.*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => path.StartsWith("CreditDashboard", StringComparison.Ordinal) && SourceName().IsMatch(path))
        .Where(path => !path.Contains("/Migrations/", StringComparison.Ordinal) && !path.Contains("/node_modules/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    [Theory, MemberData(nameof(Sources))]
    public void File_FitsInTheHead(string path)
    {
        var linesMax = path.EndsWith(".razor", StringComparison.Ordinal) ? RazorLinesMax : SourceLinesMax;
        Assert.InRange(File.ReadLines(Path.Combine(Root, path)).Count(), 1, linesMax);
    }

    [Fact]
    public void Type_FitsInTheHead_OverItsPartialFiles()
    {
        var partials = Paths()
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && !path.EndsWith(".razor.cs", StringComparison.Ordinal) && !path.StartsWith("CreditDashboard.Tests", StringComparison.Ordinal))
            .SelectMany(path => PartialType().Matches(Text(path)).Select(match => (Type: Path.GetDirectoryName(path) + "/" + match.Groups["name"].Value, Lines: File.ReadLines(Path.Combine(Root, path)).Count())))
            .GroupBy(part => part.Type);
        Assert.All(partials, type => Assert.InRange(type.Sum(part => part.Lines), 1, SourceLinesMax));
    }

    [Theory, MemberData(nameof(Sources))]
    public void Folder_UsesOnlyTheOnesBeforeIt(string path)
    {
        if (path.Split('/') is not [var project, var folder, _, ..] || project is not ("CreditDashboard" or "CreditDashboard.Core"))
            return;

        var order = project == "CreditDashboard.Core" ? CoreOrder : AppOrder;
        var at = Array.FindIndex(order, names => names.Contains(folder));
        var used = Using().Matches(Text(path))
            .Where(match => match.Groups["project"].Value == project)
            .Select(match => match.Groups["folder"].Value)
            .ToArray();

        Assert.True(at >= 0, $"{folder} is no folder of the house.");
        Assert.Empty(used.Intersect(order.Skip(at + 1).SelectMany(names => names)));
        Assert.Empty(used.Intersect(order[at].Where(name => name != folder)));
    }

    [Theory, MemberData(nameof(Sources))]
    public void PageFolder_UsesNoOtherPageFolder(string path)
    {
        if (path.Split('/') is not ["CreditDashboard", "Pages", var page, _, ..])
            return;

        Assert.All(UsingPage().Matches(Text(path)).Select(match => match.Groups["page"].Value), used => Assert.Equal(page, used));
    }

    [Theory, MemberData(nameof(Sources))]
    public void EntityFramework_IsNamedOnlyWhereTheStoreIsRead(string path)
    {
        if (!path.StartsWith("CreditDashboard/", StringComparison.Ordinal)
            || path.StartsWith("CreditDashboard/Data/", StringComparison.Ordinal)
            || path.StartsWith("CreditDashboard/Import/", StringComparison.Ordinal)
            || path.EndsWith("Reader.cs", StringComparison.Ordinal)
            || path.EndsWith("Desk.cs", StringComparison.Ordinal))
        {
            return;
        }

        Assert.DoesNotContain("Microsoft.EntityFrameworkCore;", Text(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Core_ReferencesTheFrameworkAndNodaTimeAlone()
    {
        var references = typeof(CreditDashboard.Core.Ledger.Reveal).Assembly.GetReferencedAssemblies().Select(name => name.Name!);
        Assert.All(references, name => Assert.True(name.StartsWith("System.", StringComparison.Ordinal) || name == "NodaTime", name));
    }

    [Theory, MemberData(nameof(Sources))]
    public void Matching_HasNoFloatingPoint(string path)
    {
        if (path.StartsWith("CreditDashboard.Core/Matching/", StringComparison.Ordinal))
            Assert.DoesNotMatch(FloatingPoint(), Text(path));
    }

    [Theory, MemberData(nameof(Sources))]
    public void Page_GivesItsTitleByOurs(string path) => Assert.DoesNotContain("<Page" + "Title>", Text(path), StringComparison.Ordinal);

    [GeneratedRegex(@"\.(cs|razor)$")]
    private static partial Regex SourceName();

    [GeneratedRegex(@"using (?<project>CreditDashboard(\.Core)?)\.(?<folder>\w+)")]
    private static partial Regex Using();

    [GeneratedRegex(@"using CreditDashboard\.Pages\.(?<page>\w+)")]
    private static partial Regex UsingPage();

    [GeneratedRegex(@"partial (class|record|struct) (?<name>\w+)")]
    private static partial Regex PartialType();

    [GeneratedRegex(@"\b(double|float)\b")]
    private static partial Regex FloatingPoint();

    static string ThisFile([CallerFilePath] string path = "") => path;
}
