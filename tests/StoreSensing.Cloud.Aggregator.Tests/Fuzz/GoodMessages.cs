using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Tests.Fuzz;

/// <summary>One full message of every kind, as a device sends it.</summary>
internal static class GoodMessages
{
    public static IReadOnlyList<ReceivedMessage> OfEveryKind { get; } =
    [
        .. new object[]
        {
            Wire.Zones(1, 0, Wire.Zone("entrance", 3, 2, 17.25, 3, 1, Wire.Dwell(1, 2, 4, 8.5)), Wire.Zone("shelf", withheld: "below-threshold")),
            Wire.Heat(2, 0, Wire.Surface("floor", (0, 0.1), (79, 12.5)) with { Merge = new MergeFigures { Pairs = 3, Ambiguous = 1, RmsMetres = 0.2 } }),
            Wire.Lines(3, 0, new LineFigures { Line = "door", ObservedSeconds = 6.5, In = 2, Out = 1, Since = null, Withheld = null }),
            Wire.Expressions(4, 0, Wire.Shares("entrance", 4, 2, 1, 0, 1, Wire.Estimate(0.5, 0.3, 0.15, 0.05, 0.1, -0.25)), Wire.NoShares("shelf", "no-faces")),
            Wire.Flow(5, 0, Wire.Ways("floor", 9, "entrance", "shelf", 6, withheld: 2), Wire.NoWays("window", "below-threshold")),
            Wire.Queues(6, 0, Wire.Queue("shelf", 1.25, 3, 2, 4, 3, 1, 1, Wire.Wait(12, 30.5, 61), 0.97)),
            Wire.Occupancy(7, 0, Wire.Inside(5, 3, 2, 4, 1, 2)),
            Wire.Attention(8, 0, Wire.Display("left-window", Wire.Funnel(40, 20, 12, 9, 3, 14, 61.5, 97.25), Wire.Looks(0.4, 2.5, 11), Wire.Interest(3, [2, 4.5], [7]))),
            Wire.Arousal(9, 0, "walk-1", Wire.Aroused("entrance", Wire.Contact(5, 412.25, 3.125, 4.5, 0.25, (-0.5, 0.25, 1))), Wire.NotAroused("shelf", "below-threshold")),
            Wire.Status(),
            Wire.Describe(),
        }.Select(m => Wire.From(Wire.Device, m)),
    ];

    /// <summary>Zone messages of a device that runs on, each another.</summary>
    public static IEnumerable<ReceivedMessage> Stream(int count, int from = 0) => Enumerable.Range(from, count)
        .Select(i => Wire.From(Wire.Device, Wire.Zones(100 + i, i, Wire.Zone("entrance", 3, 2, 17.25, 3, 1, Wire.Dwell(1, 2, 4, 8.5)), Wire.Zone("shelf", 1), Wire.Zone("till"))));
}
