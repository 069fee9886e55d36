namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>The most that the wire's schemas allow; a test holds both together.</summary>
internal static class WireBounds
{
    public const int Cameras = 100;
    public const int Sensors = 100;
    public const int Zones = 200;
    public const int Lines = 200;
    public const int Displays = 100;
    public const int Corners = 500;
    public const int GridSide = 1000;
    public const int Cells = 50_000;
}
