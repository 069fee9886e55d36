using System.Text.RegularExpressions;
using System.Xml.Linq;
using StoreSensing.Testing;

namespace StoreSensing.Architecture.Tests;

/// <summary>What the repository's project files say.</summary>
internal sealed partial record ProjectFiles(string Name, string Folder, IReadOnlyList<string> References, IReadOnlyList<string> Packages, bool IsPure)
{
    public static IReadOnlyList<ProjectFiles> All { get; } =
    [
        .. Directory.EnumerateFiles(ReferenceData.Repository, "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(ReferenceData.Repository, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "artifacts" or "node_modules" or "bin" or "obj") && !path.StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    public static IEnumerable<ProjectFiles> Product => All.Where(p => !p.Folder.StartsWith("tests/", StringComparison.Ordinal));

    /// <summary>Paths of the solution's projects, from the repository's root.</summary>
    public static IReadOnlyList<string> InSolution { get; } =
    [
        .. SolutionProject().Matches(File.ReadAllText(Path.Combine(ReferenceData.Repository, "StoreSensing.sln")))
            .Select(m => m.Groups[1].Value.Replace('\\', '/')),
    ];

    public string FilePath => $"{Folder}/{Name}.csproj";

    private static ProjectFiles Read(string path)
    {
        var xml = XDocument.Load(Path.Combine(ReferenceData.Repository, path));
        IReadOnlyList<string> Includes(string element) => [.. xml.Descendants(element).Select(e => (string?)e.Attribute("Include")).OfType<string>()];
        return new ProjectFiles(
            Path.GetFileNameWithoutExtension(path),
            Path.GetDirectoryName(path)!.Replace('\\', '/'),
            [.. Includes("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')))],
            [.. Includes("PackageReference"), .. Includes("FrameworkReference")],
            xml.Descendants("Pure").Any(e => e.Value == "true"));
    }

    [GeneratedRegex("\"([^\"]+\\.csproj)\"")]
    private static partial Regex SolutionProject();
}
