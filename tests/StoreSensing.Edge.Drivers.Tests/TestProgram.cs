using StoreSensing.Edge.Drivers.Tests.Cameras;

namespace StoreSensing.Edge.Drivers.Tests;

/// <summary>The test assembly as a program of its own, for tests that kill a process.</summary>
public static class TestProgram
{
    public static Task Main(string[] arguments) => arguments switch
    {
        [CameraHost.Argument, var input] => CameraHost.RunAsync(input),
        _ => Task.CompletedTask,
    };
}
