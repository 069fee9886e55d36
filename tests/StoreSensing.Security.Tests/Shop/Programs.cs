using StoreSensing.Testing;

namespace StoreSensing.Security.Tests.Shop;

/// <summary>The product's programs as built in the same configuration.</summary>
internal static class Programs
{
    public static string Cloud => Dll("StoreSensing.Cloud.Aggregator", "storesensing-cloud");

    public static string Edge => Dll("StoreSensing.Edge.Agent", "storesensing-edge");

    private static string Dll(string project, string program) =>
        Path.Combine(ReferenceData.Repository, "artifacts", "bin", project, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), program + ".dll");
}
