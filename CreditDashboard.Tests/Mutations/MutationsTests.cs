using System.Runtime.CompilerServices;

namespace CreditDashboard.Tests.Mutations;

/// <summary>The list of deliberate mistakes fits the code; whether a test notices each is measured by hand (MUTATIONS.md).</summary>
public class MutationsTests
{
    static readonly string Root = Path.GetFullPath("../..", Path.GetDirectoryName(ThisFile())!);

    public static TheoryData<string, string, string, string> Mistakes()
    {
        TheoryData<string, string, string, string> mistakes = new();
        foreach (var block in File.ReadAllText(Path.Combine(Root, "CreditDashboard.Tests/Mutations/mutations.txt")).Split("\n\n").Skip(1))
        {
            Assert.Equal(4, block.TrimEnd().Split('\n').Length);
            var lines = block.TrimEnd().Split('\n');
            mistakes.Add(lines[0], lines[1], lines[2][2..], lines[3][2..]);
        }

        return mistakes;
    }

    [Theory, MemberData(nameof(Mistakes))]
    public void AMistake_CanBeMadeInOnePlace(string name, string file, string right, string wrong)
    {
        var source = File.ReadAllText(Path.Combine(Root, "CreditDashboard.Core", file));
        Assert.True(source.Split(right).Length == 2, $"{name}: '{right}' must stand once in {file}; put the text that is there now into mutations.txt.");
        Assert.NotEqual(right, wrong);
    }

    [Fact]
    public void EachMistake_HasItsLineInTheResults()
    {
        var results = File.ReadAllText(Path.Combine(Root, "CreditDashboard.Tests/MUTATIONS.md"));
        Assert.All(Mistakes(), mistake => Assert.Contains($"| {mistake[0]} |", results, StringComparison.Ordinal));
        Assert.DoesNotContain("survived", results, StringComparison.Ordinal);
    }

    static string ThisFile([CallerFilePath] string path = "") => path;
}
