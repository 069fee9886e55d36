using System.CommandLine;

namespace StoreSensing.Edge.Agent.Commands;

/// <summary><c>gsr</c>: skin-conductance sensors on the installer's bench, and recordings.</summary>
internal static class GsrCommand
{
    public static Command Create() => new(
        "gsr",
        """
        Skin-conductance sensors: calibrate one, look at its signal, check its noise, analyse a recording. Nothing is published.

          storesensing-edge gsr calibrate --front-end grove --output grip.json    known resistors in place of skin
          storesensing-edge gsr monitor --config store.yaml --sensor grip         its signal, live
          storesensing-edge gsr check --config store.yaml --sensor grip           ten seconds, then a verdict
          storesensing-edge gsr monitor --input simulated                         without any hardware
          storesensing-edge gsr analyse walk_4hz.csv                              a recording: figures and a report
        """)
    {
        GsrCalibrateCommand.Create(),
        GsrMonitorCommand.Create(),
        GsrCheckCommand.Create(),
        GsrAnalyseCommand.Create(),
    };
}
