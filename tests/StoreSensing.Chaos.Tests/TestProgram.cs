using StoreSensing.Chaos.Tests.Devices;

namespace StoreSensing.Chaos.Tests;

/// <summary>The test assembly as the devices' program.</summary>
public static class TestProgram
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [DeviceProgram.Argument, var port, var first, var count, var outboxes, var journals])
            return 1;
        await DeviceProgram.RunAsync(new DeviceOptions(int.Parse(port), int.Parse(first), int.Parse(count), outboxes, journals));
        return 0;
    }
}
