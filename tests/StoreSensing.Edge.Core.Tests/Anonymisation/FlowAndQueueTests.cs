using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;

namespace StoreSensing.Edge.Core.Tests.Anonymisation;

/// <summary>Heat layers, flow, queues and occupancy on their way out.</summary>
public sealed class FlowAndQueueTests
{
    private static readonly string[] Zones = ["a", "b", "c"];
    private readonly Anonymiser _standard = Make(PrivacyProfile.Standard);
    private int _number;

    [Fact]
    public void Flow_FourVisitors_IsWithheld()
    {
        var message = Flow(_standard, Ways(4, ab: 4, firstA: 4, reachedA: 4));
        message.Surfaces.ShouldHaveSingleItem().Block.ShouldBeNull();
        message.Surfaces[0].BlockWithheld.ShouldBe("below-threshold");
        message.Suppressed.ShouldBe(1, "how many figures wait is not told");
    }

    [Fact]
    public void Flow_NobodyLeft_LooksLikeTooFew() => Flow(_standard, Ways(0)).Surfaces[0].BlockWithheld.ShouldBe("below-threshold");

    // Of six visitors five began in a: told with their number, the sixth began in b.
    [Fact]
    public void Flow_OneBesideTheToldOnes_Waits()
    {
        Flow(_standard, Ways(6, firstA: 5, reachedA: 5, reachedB: 1)).Surfaces[0].Block.ShouldBeNull();
        Flow(_standard, Ways(4, reachedB: 4)).Surfaces[0].Block.ShouldNotBeNull().Visitors.ShouldBe(10);
    }

    [Fact]
    public void Flow_SmallFigures_WaitForMorePeople()
    {
        var first = Flow(_standard, Ways(10, ab: 7, firstA: 10, reachedA: 10, reachedB: 3));
        var block = first.Surfaces[0].Block.ShouldNotBeNull();
        block.Visitors.ShouldBe(10);
        block.Transitions.ShouldBe([new FlowTransition { From = "a", To = "b", People = 7 }]);
        block.First.ShouldBe([new FlowFirst { Zone = "a", People = 10 }]);
        block.Reached.ShouldBe([new FlowReached { Zone = "a", People = 10, Visitors = 10, Share = 1 }]);
        (block.Withheld, first.Suppressed).ShouldBe((1, 1));

        // b had 3 of 10 before and 2 of 5 now: 5 of 15, told since the first window.
        var second = Flow(_standard, Ways(5, reachedB: 2));
        var next = second.Surfaces[0].Block.ShouldNotBeNull();
        next.Reached.ShouldBe([new FlowReached { Zone = "b", People = 5, Visitors = 15, Share = 0.3333 }]);
        next.Since.ShouldBe(first.WindowStart);
        (next.Visitors, next.Withheld, second.Suppressed).ShouldBe((5, 0, 0));
    }

    // Any windows: what was told and what waits is what was measured, and no figure is about fewer than five.
    [Fact]
    public void Flow_AnyWindows_TellsEverybodyOnceAndNobodyAlone() => Prop.ForAll(ArbMap.Default.ArbFor<uint>(), seed =>
    {
        var random = new Random((int)seed);
        var anonymiser = Make(PrivacyProfile.Standard);
        var (measured, told, among) = (new int[3], new int[3], new int[3]);
        var visitors = 0;
        for (var i = 0; i < 30; i++)
        {
            var (n, a, b) = (random.Next(9), random.Next(9), random.Next(3));
            var ways = Ways(n, ab: Math.Min(n, a), reachedA: Math.Min(n, a), reachedB: Math.Min(n, b));
            for (var z = 0; z < 3; z++)
                measured[z] += ways.Reached[z];
            visitors += n;
            var block = Flow(anonymiser, ways).Surfaces[0].Block;
            foreach (var reached in block?.Reached ?? [])
            {
                reached.People.ShouldBeGreaterThanOrEqualTo(5);
                reached.Share.ShouldBeInRange(0, 1);
                told[Array.IndexOf(Zones, reached.Zone)] += reached.People;
                among[Array.IndexOf(Zones, reached.Zone)] += reached.Visitors;
            }
            (block?.Visitors ?? 5).ShouldBeGreaterThanOrEqualTo(5);
            (block?.Transitions ?? []).ShouldAllBe(t => t.People >= 5);
        }
        for (var z = 0; z < 3; z++)
        {
            told[z].ShouldBeLessThanOrEqualTo(measured[z]);
            among[z].ShouldBeLessThanOrEqualTo(visitors);
        }
        var rest = Flow(anonymiser, Ways(1000, reachedA: 100, reachedB: 100, reachedC: 100)).Surfaces[0].Block!;
        for (var z = 0; z < 3; z++)
            (told[z] + rest.Reached[z].People).ShouldBe(measured[z] + 100);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Traffic_TellsCountsOnly()
    {
        var traffic = Make(PrivacyProfile.Traffic);
        var flow = Flow(traffic, Ways(50, ab: 40, firstA: 50, reachedA: 50));
        (flow.Surfaces[0].Block, flow.Surfaces[0].BlockWithheld, flow.Suppressed).ShouldBe((null, "profile", 1));
        var queue = Queue(traffic, Line(20));
        (queue.Wait, queue.WaitWithheld, queue.LittleRatio).ShouldBe((null, "profile", null));
        (queue.Arrived, queue.Served).ShouldBe((20, 20));
    }

    [Fact]
    public void Wait_FourServed_IsWithheldUntilTheFifth()
    {
        var four = Queue(_standard, Line(4));
        (four.Wait, four.WaitWithheld, four.LittleRatio, four.Served).ShouldBe((null, "below-threshold", null, 4));
        var five = Queue(_standard, Line(1, firstId: 50));
        var wait = five.Wait.ShouldNotBeNull();
        (wait.People, five.WaitWithheld).ShouldBe((5, null));
        wait.TotalSeconds.ShouldBe(10 + 11 + 12 + 13 + 10);
        wait.MedianSeconds.ShouldBe(11, 0.11);
        five.LittleRatio.ShouldBe(1);
        five.ServedPerHour.ShouldBe(60);
    }

    [Fact]
    public void Wait_OnePersonFiveTimes_IsWithheld() =>
        Queue(_standard, Line(5) with { Waits = [.. Enumerable.Range(0, 5).Select(i => new RawWait(7, 10 + i))] }).WaitWithheld.ShouldBe("below-threshold");

    [Fact]
    public void Wait_NobodyServed_LooksLikeTooFew()
    {
        var queue = Queue(_standard, new RawQueue("checkout", 3, 0, 1, 0, 60, 2, 2));
        (queue.Wait, queue.WaitWithheld, queue.ServedPerHour, queue.LengthMean).ShouldBe((null, "below-threshold", null, 1));
    }

    [Fact]
    public void Occupancy_CrossingsOfTwoWindows_IsKept()
    {
        Occupancy(true, true, false).Occupancy.ShouldBe(1);
        var second = Occupancy(true);
        (second.In, second.Out, second.Occupancy, second.ResetAt, second.TimeZone).ShouldBe((1, 0, 2, "04:00", "UTC"));
    }

    [Fact]
    public void Heat_Layers_AreTheirOwnFigures()
    {
        var window = RawFigures.Window("cam", 0) with
        {
            Linger = [0, 0, 6, .. new float[9]], LingerOf = [.. Enumerable.Range(0, 5).Select(i => new RawStand(i, 2, 1.2))], Entries = [0, 6, .. new int[10]], Exits = new int[12], Merge = new RawMerge("floor", 4, 1, 0.3),
        };
        var layers = Read(_standard.Anonymise(RawFigures.Device(window)), MessageKind.Heat, WireJson.Default.HeatMessage).Surfaces;
        layers.Select(l => l.Layer).ShouldBe(HeatLayers.All);
        layers[0].Merge.ShouldBe(new MergeFigures { Pairs = 4, Ambiguous = 1, RmsMetres = 0.3 });
        layers[1].PersonSeconds.ShouldBe([6]);
        (layers[2].PersonSeconds, layers[2].Cells.Single(), layers[2].People!.Single()).ShouldBe((null, 1, 6));
        layers[3].People.ShouldBe([]);
    }

    [Fact]
    public void Heat_FewPeopleCameIn_AreToldWithLaterOnes()
    {
        HeatMessage Told(int people) => Read(
            _standard.Anonymise(RawFigures.Device(RawFigures.Window("cam", 0) with { Entries = [people, 0, .. new int[10]] })), MessageKind.Heat, WireJson.Default.HeatMessage);
        var few = Told(3);
        few.Surfaces.Single(l => l.Layer == HeatLayers.Entry).Cells.ShouldBe([]);
        var enough = Told(2);
        enough.Surfaces.Single(l => l.Layer == HeatLayers.Entry).People.ShouldBe([5]);
        enough.Suppressed.ShouldBe(few.Suppressed, "how much waits is not told");
    }

    [Fact]
    public void Payload_NewKinds_FollowTheirSchemasAndCarryNoTrack()
    {
        const long id = 918273645;
        var window = RawFigures.Window("cam", 0) with { Flow = Ways(9, ab: 9, firstA: 9, reachedA: 9), Queues = [Line(9, firstId: id)], Crossings = [new(RawFigures.Start, true)] };
        var messages = _standard.Anonymise(RawFigures.Device(window));
        messages.Select(m => m.Kind).ShouldBe([MessageKind.Heat, MessageKind.Line, MessageKind.Flow, MessageKind.Queue, MessageKind.Occupancy]);
        var names = new HashSet<string>();
        foreach (var message in messages)
        {
            WireSchemas.Validator(message.Kind).Problem(message.Payload.Span).ShouldBeNull();
            var text = System.Text.Encoding.UTF8.GetString(message.Payload.Span);
            text.ShouldNotContain("9182736");
            names.UnionWith(System.Text.RegularExpressions.Regex.Matches(text, "\"([A-Za-z0-9]+)\":").Select(m => m.Groups[1].Value));
        }
        // What may leave the device: a new property has to be put here by somebody who thought about it.
        string[] approved =
        [
            "schema", "session", "seq", "windowStart", "windowSeconds", "observedSeconds", "late", "suppressed", "surfaces", "surface", "since",
            "layer", "columns", "rows", "cells", "personSeconds", "people", "merge", "lines", "line", "in", "out",
            "block", "blockWithheld", "visitors", "transitions", "from", "to", "first", "zone", "reached", "share", "withheld",
            "queues", "queue", "lengthMean", "lengthPeak", "lengthNow", "arrived", "served", "abandoned", "cut", "servedPerHour",
            "wait", "waitWithheld", "medianSeconds", "p90Seconds", "totalSeconds", "sketch", "buckets", "counts", "littleRatio",
            "entrances", "group", "occupancy", "peak", "clamped", "drift", "resetAt", "timeZone",
        ];
        names.Order().ShouldBe(approved.Order());
    }

    private static Anonymiser Make(PrivacyProfile profile) =>
        new("0123456789abcdef", profile, [RawFigures.Floor], [], new OccupancyLedger(new TimeOnly(4, 0), TimeZoneInfo.Utc));

    private static RawFlow Ways(int visitors, int ab = 0, int firstA = 0, int reachedA = 0, int reachedB = 0, int reachedC = 0) =>
        new("floor", Zones, visitors, [0, ab, 0, 0, 0, 0, 0, 0, 0], [firstA, 0, 0], [reachedA, reachedB, reachedC]);

    // So many people who came, waited 10 s, 11 s, … and were served.
    private static RawQueue Line(int people, long firstId = 1)
    {
        RawWait[] waits = [.. Enumerable.Range(0, people).Select(i => new RawWait(firstId + i, 10 + i))];
        var seconds = waits.Sum(w => w.Seconds);
        return new RawQueue("checkout", people, people, 0, 0, seconds, people, 0) { Waits = waits, Left = people, LeftSeconds = seconds };
    }

    private FlowMessage Flow(Anonymiser anonymiser, RawFlow flow) =>
        Read(anonymiser.Anonymise(RawFigures.Device(RawFigures.Window("cam", _number++) with { Flow = flow })), MessageKind.Flow, WireJson.Default.FlowMessage);

    private QueueFigures Queue(Anonymiser anonymiser, RawQueue queue) =>
        Read(anonymiser.Anonymise(RawFigures.Device(RawFigures.Window("cam", _number++) with { Queues = [queue] })), MessageKind.Queue, WireJson.Default.QueueMessage)
            .Queues.ShouldHaveSingleItem();

    private OccupancyFigures Occupancy(params bool[] crossings)
    {
        var window = RawFigures.Window("cam", _number++);
        window = window with { Crossings = [.. crossings.Select((inwards, i) => new RawCrossing(window.Window.Start.AddSeconds(i), inwards))] };
        return Read(_standard.Anonymise(RawFigures.Device(window)), MessageKind.Occupancy, WireJson.Default.OccupancyMessage).Entrances.ShouldHaveSingleItem();
    }

    private static T Read<T>(IReadOnlyList<Edge.Core.Delivery.PublishableMessage> messages, MessageKind kind, JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(messages.Single(m => m.Kind == kind).Payload.Span, type).ShouldNotBeNull();
}
