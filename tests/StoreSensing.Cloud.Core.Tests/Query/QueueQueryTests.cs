using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Query;

public sealed class QueueQueryTests
{
    private static readonly IReadOnlyList<DeviceRecord> Online = [new(Wire.Device, Wire.Status(), Wire.Describe(), Wire.T0)];
    private static readonly StoreLayout Layout = StoreLayout.Of(new StoreAddress("acme", "berlin"), Online);

    // 10 s with 2 in line and 5 s with 5: 45 person-seconds in 15 s.
    [Fact]
    public void Summarise_Windows_LengthIsWeightedByObservedTime()
    {
        var queue = Shelf(Row(0, Wire.Queue("shelf", 2, 3, arrived: 4, served: 3)), Row(1, Wire.Queue("shelf", 5, 6, arrived: 2, served: 3, abandoned: 2, cut: 1) with { ObservedSeconds = 5 }));
        (queue.Name, queue.ObservedSeconds, queue.LengthMean, queue.LengthPeak).ShouldBe(("Shelf", 15, 3, 6));
        (queue.Arrived, queue.Served, queue.Abandoned, queue.Cut).ShouldBe((6, 6, 2, 1));
        (queue.ServedPerHour, queue.AbandonedShare).ShouldBe((1440, 0.25));
    }

    [Fact]
    public void Summarise_DescribedButNeverObserved_IsNullNotZero()
    {
        var queue = Shelf();
        (queue.ObservedSeconds, queue.LengthMean, queue.ServedPerHour, queue.AbandonedShare, queue.LengthNow, queue.LittleRatio).ShouldBe((0, null, null, null, null, null));
        queue.WaitWithheld.ShouldBe("nobody-served");
    }

    [Fact]
    public void Summarise_ObservedAndNobodyCame_IsZeroAndHasNoShare()
    {
        var queue = Shelf(Row(0, Wire.Queue("shelf")));
        (queue.LengthMean, queue.ServedPerHour, queue.AbandonedShare).ShouldBe((0, 0, null));
    }

    [Fact]
    public void Wait_OneBlock_GivesTheDevicesOwnFigures() =>
        Shelf(Row(0, Wire.Queue("shelf", wait: Wire.Wait(10, 20, 60)))).Wait.ShouldBe(new WaitSummary(3, 20, 52, 30));

    [Fact]
    public void Wait_ManyBlocks_QuantilesOfAllWithinOnePercent()
    {
        var random = new Random(6);
        var all = Enumerable.Range(0, 400).Select(_ => 5 + (random.NextDouble() * 300)).ToList();
        var wait = Shelf([.. all.Chunk(8).Select((chunk, i) => Row(i, Wire.Queue("shelf", served: 8, wait: Wire.Wait(chunk))))]).Wait!;
        all.Sort();
        wait.People.ShouldBe(400);
        wait.MeanSeconds.ShouldBe(all.Average(), 1e-6);
        wait.MedianSeconds.ShouldBe((all[199] + all[200]) / 2, all[200] * 0.011);
        wait.P90Seconds.ShouldBe(all[359], all[359] * 0.015);
    }

    [Theory]
    [InlineData("nobody-served", "nobody-served", "nobody-served")]
    [InlineData("nobody-served", "below-threshold", "below-threshold")]
    [InlineData("profile", "below-threshold", "profile")]
    public void Wait_NothingTold_SaysWhy(string first, string second, string expected) =>
        Shelf(Row(0, Wire.Queue("shelf") with { WaitWithheld = first }), Row(1, Wire.Queue("shelf") with { WaitWithheld = second })).WaitWithheld.ShouldBe(expected);

    [Fact]
    public void LittleRatio_Blocks_WeighPeople() =>
        Shelf(Row(0, Wire.Queue("shelf", wait: Wire.Wait(1, 2, 3), little: 0.8)), Row(1, Wire.Queue("shelf", wait: Wire.Wait(4), little: 1.2)), Row(2, Wire.Queue("shelf")))
            .LittleRatio.ShouldBe(0.9);

    [Fact]
    public void LengthNow_FreshWindowOfTheOnlineSession_Counts()
    {
        Row<QueueFigures>[] recent = [Row(2, Wire.Queue("shelf", now: 4)), Row(1, Wire.Queue("shelf", now: 9))];
        var queue = QueueQuery.Summarise(Layout, [], recent, Online, Wire.T0.AddSeconds(35)).Single();
        (queue.LengthNow, queue.LengthAt).ShouldBe((4, Wire.T0.AddSeconds(30)));
        QueueQuery.Summarise(Layout, [], recent, Online, Wire.T0.AddSeconds(61)).Single().LengthNow.ShouldBeNull();
    }

    [Fact]
    public void Points_AnyStep_TotalsAreTheSame()
    {
        var rows = Enumerable.Range(0, 60).Select(i => Row(i, Wire.Queue("shelf", i % 4, i % 5, arrived: i % 3, served: i % 2))).Append(Row(3, Wire.Queue("till", 100))).ToArray();
        foreach (var step in new[] { 10, 60, 300, 3600 })
        {
            var points = QueueQuery.Points("shelf", rows, step);
            points.Sum(p => p.Arrived).ShouldBe(60);
            points.Sum(p => p.Served).ShouldBe(30);
            points.Sum(p => p.LengthMean!.Value * p.ObservedSeconds).ShouldBe(900, 1e-3);
        }
    }

    private static QueueSummary Shelf(params Row<QueueFigures>[] rows) => QueueQuery.Summarise(Layout, rows, [], Online, Wire.T0).Single();

    private static Row<QueueFigures> Row(int window, QueueFigures figures) =>
        new(new WindowOrigin(Wire.T0.AddSeconds(10 * window), 10, 10, "floor-1", Wire.Session, window + 1), figures);
}
