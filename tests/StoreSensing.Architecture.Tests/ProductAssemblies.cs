using System.Reflection;

namespace StoreSensing.Architecture.Tests;

/// <summary>The built assemblies of the product.</summary>
internal static class ProductAssemblies
{
    private static readonly Dictionary<string, string> AssemblyNames = new()
    {
        ["StoreSensing.Edge.Agent"] = "storesensing-edge",
        ["StoreSensing.Cloud.Aggregator"] = "storesensing-cloud",
        ["StoreSensing.Models"] = "storesensing-models",
    };

    public static IReadOnlyList<Assembly> All { get; } = [.. ProjectFiles.Product.Select(p => Load(p.Name))];

    public static Assembly Load(string project) => Assembly.Load(AssemblyNames.GetValueOrDefault(project, project));

    /// <summary>The project that makes an assembly of this name; null for everybody else's.</summary>
    public static string? ProjectOf(string assembly)
    {
        var project = AssemblyNames.FirstOrDefault(n => n.Value == assembly).Key ?? assembly;
        return ProjectFiles.Product.Any(p => p.Name == project) ? project : null;
    }
}
