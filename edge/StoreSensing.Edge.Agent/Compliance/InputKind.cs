using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Twin;

namespace StoreSensing.Edge.Agent.Compliance;

/// <summary>What sort of thing a camera's input is; its address stays in the configuration, for it may hold a password.</summary>
internal static class InputKind
{
    public const string Network = "network";
    public const string Device = "device";
    public const string Simulated = "simulated";
    public const string File = "file";

    public static string Of(string input) =>
        TwinInput.Is(input) || input.StartsWith("lavfi:", StringComparison.Ordinal) ? Simulated
        : input.StartsWith("/dev/", StringComparison.Ordinal) ? Device
        : input.Contains("://", StringComparison.Ordinal) && !input.StartsWith("file:", StringComparison.Ordinal) ? Network
        : File;
}

/// <summary>How a detector finds people.</summary>
internal static class DetectorKind
{
    public const string Motion = "motion";
    public const string Faces = "faces";
    public const string People = "people";

    public static string Of(string detector) => detector == "motion" ? Motion : EdgeConfigReader.FaceDetectors.Contains(detector) ? Faces : People;
}
