using System.CommandLine;

namespace StoreSensing.Edge.Agent.Commands;

/// <summary><c>gsr</c>: everything about skin-conductance sensors and recordings.</summary>
internal static class GsrCommand
{
    public static Command Create() => new("gsr", "Skin conductance: recordings.")
    {
        GsrAnalyseCommand.Create(),
    };
}
