using System.Text.RegularExpressions;
using StoreSensing.Testing;

namespace StoreSensing.Architecture.Tests;

/// <summary>What the READMEs name must be there.</summary>
public sealed partial class ReadmeTests
{
    public static TheoryData<string> Readmes()
    {
        var data = new TheoryData<string>();
        foreach (var folder in (string[])["", "edge", "cloud", "models", "hardware", "hardware/StoreSensing.Hardware", "cloud/web", "edge/StoreSensing.Contracts", "edge/StoreSensing.Mqtt", "edge/StoreSensing.Twin", "edge/StoreSensing.Edge.Drivers/Cameras", "edge/StoreSensing.Edge.Drivers/Outbox"])
            data.Add(Path.Combine(folder, "README.md"));
        return data;
    }

    [Fact]
    public void PathTable_EveryFile_Exists()
    {
        var rows = PathRow().Matches(Read("README.md")).Select(m => m.Groups[1].Value).ToList();

        rows.Count.ShouldBeGreaterThan(20, "the table of the data's way names a file for every step");
        rows.Where(path => !File.Exists(Path.Combine(ReferenceData.Repository, path))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Readmes))]
    public void Links_ToFiles_Exist(string readme)
    {
        var folder = Path.GetDirectoryName(Path.Combine(ReferenceData.Repository, readme))!;

        var targets = Link().Matches(Read(readme)).Select(m => m.Groups[1].Value).Where(target => !target.Contains("://") && target[0] != '#').ToList();

        targets.Where(target => !Path.Exists(Path.Combine(folder, target.Split('#')[0]))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Readmes))]
    public void Folders_WithAReadme_StateTheirDecisions(string readme) => Read(readme).ShouldContain("## Decisions");

    private static string Read(string path) => File.ReadAllText(Path.Combine(ReferenceData.Repository, path));

    [GeneratedRegex(@"^\|[^|]+\|[^|]+\| `([^`]+\.(?:cs|ts))` \|$", RegexOptions.Multiline)]
    private static partial Regex PathRow();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
