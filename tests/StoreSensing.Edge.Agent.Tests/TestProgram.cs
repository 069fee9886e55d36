using StoreSensing.Edge.Agent.Tests.Canary;

namespace StoreSensing.Edge.Agent.Tests;

/// <summary>The test assembly as a program of its own, for tests of a whole process.</summary>
public static class TestProgram
{
    public static async Task<int> Main(string[] arguments) => arguments switch
    {
        [CanaryProgram.Argument, .. var rest] => await CanaryProgram.RunAsync(rest),
        _ => 1,
    };
}
