using System.Diagnostics;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>Starts the product's programs as built in the same configuration.</summary>
internal static class Programs
{
    /// <summary>debug or release, as this program was built.</summary>
    public static string Configuration => Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));

    /// <summary><c>storesensing-cloud</c> as built in the same configuration.</summary>
    public static string CloudProgram => Path.Combine(ReferenceData.Repository, "artifacts", "bin", "StoreSensing.Cloud.Aggregator", Configuration, "storesensing-cloud.dll");

    /// <summary>Runs <c>storesensing-edge</c>; returns what it printed, or throws with what it complained of.</summary>
    public static string Edge(params string[] arguments)
    {
        var dll = Path.Combine(ReferenceData.Repository, "artifacts", "bin", "StoreSensing.Edge.Agent", Configuration, "storesensing-edge.dll");
        return Run("dotnet", [dll, .. arguments]).Output;
    }

    /// <summary>Runs a program to its end.</summary>
    public static (int Code, string Output) Run(string file, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, WorkingDirectory = ReferenceData.Repository })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
