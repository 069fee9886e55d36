using StoreSensing.Testing;

namespace StoreSensing.Architecture.Tests;

/// <summary>References go one way: Contracts ← Core ← Drivers ← Agent; Contracts ← Cloud.Core ← Cloud.Storage ← Aggregator.</summary>
public sealed class ReferencesTests
{
    // Everything a project may refer to directly. A new project or reference has to be put here by somebody who thought about its direction.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["StoreSensing.Contracts"] = [],
        ["StoreSensing.Configuration"] = [],
        ["StoreSensing.Mqtt"] = ["StoreSensing.Contracts"],
        ["StoreSensing.Edge.Core"] = ["StoreSensing.Contracts"],
        ["StoreSensing.Edge.Drivers"] = ["StoreSensing.Contracts", "StoreSensing.Configuration", "StoreSensing.Edge.Core"],
        ["StoreSensing.Twin"] = ["StoreSensing.Contracts", "StoreSensing.Edge.Core"],
        ["StoreSensing.Hardware"] = ["StoreSensing.Contracts", "StoreSensing.Edge.Core"],
        ["StoreSensing.Edge.Agent"] =
            ["StoreSensing.Contracts", "StoreSensing.Configuration", "StoreSensing.Mqtt", "StoreSensing.Edge.Core", "StoreSensing.Edge.Drivers", "StoreSensing.Hardware", "StoreSensing.Twin"],
        ["StoreSensing.Models"] = ["StoreSensing.Contracts", "StoreSensing.Configuration", "StoreSensing.Edge.Core", "StoreSensing.Edge.Drivers"],
        ["StoreSensing.Cloud.Core"] = ["StoreSensing.Contracts"],
        ["StoreSensing.Cloud.Storage"] = ["StoreSensing.Contracts", "StoreSensing.Cloud.Core"],
        ["StoreSensing.Cloud.Aggregator"] =
            ["StoreSensing.Contracts", "StoreSensing.Configuration", "StoreSensing.Mqtt", "StoreSensing.Cloud.Core", "StoreSensing.Cloud.Storage"],
    };

    // Pure projects compute: a package in them is for numbers, never for files, networks, clocks or processes.
    private static readonly string[] PurePackages = ["MathNet.Numerics", "Microsoft.CodeAnalysis.BannedApiAnalyzers"];

    public static TheoryData<string> ProductProjects() => [.. ProjectFiles.Product.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void Project_References_GoOneWay(string name)
    {
        var project = ProjectFiles.All.Single(p => p.Name == name);
        Allowed.ShouldContainKey(name, "a new project: say in this test what it may refer to");
        project.References.Except(Allowed[name]).ShouldBeEmpty($"{project.FilePath} refers to");
    }

    // What the compiled assemblies really use, whatever came in transitively.
    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void Assembly_References_GoOneWay(string name)
    {
        var used = ProductAssemblies.Load(name).GetReferencedAssemblies().Select(a => ProductAssemblies.ProjectOf(a.Name!)).OfType<string>();
        used.Except(Allowed[name]).ShouldBeEmpty($"{name} uses");
    }

    [Fact]
    public void Cloud_OfTheEdge_KnowsContractsMqttAndConfigurationOnly()
    {
        foreach (var project in ProjectFiles.Product.Where(p => p.Folder.StartsWith("cloud/", StringComparison.Ordinal)))
            project.References.Where(r => ProjectFiles.All.Single(p => p.Name == r).Folder.StartsWith("edge/", StringComparison.Ordinal))
                .Except(["StoreSensing.Contracts", "StoreSensing.Mqtt", "StoreSensing.Configuration"]).ShouldBeEmpty(project.FilePath);
    }

    [Fact]
    public void Product_NeverRefersToTests() =>
        ProjectFiles.Product.SelectMany(p => p.References).Where(r => ProjectFiles.All.Any(p => p.Name == r && p.Folder.StartsWith("tests/", StringComparison.Ordinal))).ShouldBeEmpty();

    [Theory]
    [InlineData("StoreSensing.Contracts")]
    [InlineData("StoreSensing.Edge.Core")]
    [InlineData("StoreSensing.Twin")]
    [InlineData("StoreSensing.Cloud.Core")]
    public void PureProject_IsMarkedAndHasNoOtherPackage(string name)
    {
        var project = ProjectFiles.All.Single(p => p.Name == name);
        project.IsPure.ShouldBeTrue($"{project.FilePath} must say <Pure>true</Pure>: the build then forbids clocks, files, sockets and environment");
        project.Packages.Except(PurePackages).ShouldBeEmpty(project.FilePath);
        if (name == "StoreSensing.Contracts")
            project.Packages.ShouldBeEmpty("Contracts has no packages");
    }

    // The analyzer bans by name; the assemblies must not even know these parts of the platform.
    [Theory]
    [InlineData("StoreSensing.Contracts")]
    [InlineData("StoreSensing.Edge.Core")]
    [InlineData("StoreSensing.Twin")]
    [InlineData("StoreSensing.Cloud.Core")]
    public void PureAssembly_KnowsNoDeviceOfThePlatform(string name)
    {
        string[] forbidden =
        [
            "System.Net.Sockets", "System.Net.Http", "System.Net.Requests", "System.Diagnostics.Process", "System.IO.Pipes", "System.Console",
            "System.IO.FileSystem.Watcher", "Microsoft.Data.Sqlite", "System.Threading.Thread",
        ];
        ProductAssemblies.Load(name).GetReferencedAssemblies().Select(a => a.Name).Intersect(forbidden).ShouldBeEmpty(name);
    }

    [Fact]
    public void Packages_HaveNoVersionOfTheirOwn()
    {
        foreach (var project in ProjectFiles.All)
            File.ReadAllText(Path.Combine(ReferenceData.Repository, project.FilePath))
                .ShouldNotMatch("<PackageReference[^>]*Version=", $"{project.FilePath}: versions stand in Directory.Packages.props");
    }

    [Fact]
    public void Solution_HoldsEveryProjectAndNoOther()
    {
        foreach (var path in ProjectFiles.InSolution)
            File.Exists(Path.Combine(ReferenceData.Repository, path)).ShouldBeTrue($"the solution lists {path}");
        ProjectFiles.All.Select(p => p.FilePath).Except(ProjectFiles.InSolution).ShouldBeEmpty("not in StoreSensing.sln");
        ProjectFiles.InSolution.ShouldBeUnique();
    }

    [Fact]
    public void EveryProductProject_HasATestProject()
    {
        foreach (var project in ProjectFiles.Product)
            ProjectFiles.All.ShouldContain(p => p.Name == project.Name + ".Tests", project.Name);
    }
}
