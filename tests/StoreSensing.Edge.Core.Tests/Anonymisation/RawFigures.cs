using StoreSensing.Contracts.Time;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.FloorPlan;

namespace StoreSensing.Edge.Core.Tests.Anonymisation;

/// <summary>Raw windows as a camera would hand them on.</summary>
internal static class RawFigures
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public static Surface Floor { get; } = Surface.Floor("floor", "Floor", new(0, 0), 4, 3, 1);

    public static RawZone Zone(string id, params RawDwell[] ended) => new(id, ended.Length, 0, ended.Sum(d => d.Seconds), ended.Length, 0, ended);

    public static RawDwell[] Dwells(int people, double seconds = 4, long firstId = 1) =>
        [.. Enumerable.Range(0, people).Select(i => new RawDwell(firstId + i, seconds + i, false))];

    public static RawWindow Window(string camera, int number, double observed = 60, params RawZone[] zones) => new()
    {
        Camera = camera,
        Window = TimeWindow.Holding(Start.AddMinutes(number), 60),
        ObservedSeconds = observed,
        Zones = zones,
        Lines = [new RawLine("door", number, 1)],
        Surface = "floor",
        Heat = [0.004f, 0, 1.23456f, .. new float[9]],
        Expressions = [],
    };

    public static RawDeviceWindow Device(params RawWindow[] cameras) => RawDeviceWindow.Of(cameras).ShouldNotBeNull();
}
