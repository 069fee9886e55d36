using System.CommandLine;
using StoreSensing.Edge.Agent.Commands;
using StoreSensing.Edge.Drivers.Privacy;

// Before anything is measured: from here on a crash leaves no memory behind.
if (!CoreDumps.Forbid())
    await Console.Error.WriteLineAsync("core dumps can't be switched off on this system: a crash may leave pictures on disk; set 'ulimit -c 0' where this program is started");

var root = new RootCommand(
    """
    StoreSensing on the device: looks at cameras, publishes figures about places, never pictures or people.

    First steps:
      storesensing-edge config example > store.yaml    a small configuration to start from
      storesensing-edge config check store.yaml        every mistake at once
      storesensing-edge twin --config store.yaml       simulated shoppers in your zones: what would be counted
      storesensing-edge run --config store.yaml        measure and publish until Ctrl-C
      storesensing-edge audit --config store.yaml      every byte that left, held against its schema
      storesensing-edge gsr --help                     skin-conductance sensors: calibrate, look at, check
      storesensing-edge compliance --config store.yaml  impact assessment, notice and the other papers, as drafts

    Exit codes: 0 done, 1 something failed on the way, 2 wrong input (configuration, model, video, address).
    """)
{
    RunCommand.Create(),
    ConfigCommand.Create(),
    StatusCommand.Create(),
    AuditCommand.Create(),
    TwinCommand.Create(),
    BenchCommand.Create(),
    GsrCommand.Create(),
    ComplianceCommand.Create(),
};
// Ctrl-C and SIGTERM cancel the command's token; it then sends what is left and says goodbye.
var parsed = root.Parse(args);
var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
return parsed.Errors.Count > 0 ? UserFaults.WrongInput : code;
