using StoreSensing.Edge.Drivers.Tests.Cameras;
using StoreSensing.Edge.Drivers.Tests.Outbox;

namespace StoreSensing.Edge.Drivers.Tests;

/// <summary>The test assembly as a program of its own, for tests that kill a process.</summary>
public static class TestProgram
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case [CameraHost.Argument, var input]:
                await CameraHost.RunAsync(input);
                return 0;
            case [Privacy.LedgerProgram.Argument, var ledger]:
                return Privacy.LedgerProgram.Run(ledger);
            case [OutboxProgram.Argument, var file]:
                return OutboxProgram.Run(file);
            default:
                return 1;
        }
    }
}
