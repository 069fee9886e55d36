using StoreSensing.Cloud.Aggregator.Load;
using StoreSensing.Cloud.Core.Ingest;

namespace StoreSensing.Cloud.Aggregator.Tests.Load;

public sealed class FleetTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 30, TimeSpan.Zero);

    internal static LoadPlan Plan { get; } = new()
    {
        Tenant = "load", Store = "fleet", Devices = 300, Zones = 50, MessagesPerSecond = 100, Burst = false, Windows = 10, AtMost = TimeSpan.FromSeconds(60), WindowSeconds = 60,
        Back = null, Connections = 4, InFlight = 100, ResendAfter = TimeSpan.FromSeconds(30), Drain = TimeSpan.FromSeconds(60),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(200)]
    public void Write_EveryVariant_IsAcceptedByTheCloudAndMostlyAsTheAgentWritesIt(int zones)
    {
        var fleet = new Fleet(Plan, 7);
        var messages = new FleetMessages(zones, 60);
        var buffer = new byte[messages.MaxBytes];
        var withDwell = 0;
        for (var seq = 1L; seq <= 40; seq++)
        {
            var window = Plan.WindowOf(seq, Now.ToUnixTimeSeconds(), Now.ToUnixTimeSeconds());
            var length = messages.Write(buffer, fleet.Session(3), seq, window, isLate: seq % 2 == 0);
            MessageReader.TryRead(fleet.Topic(3), buffer.AsSpan(0, length), Now, out var accepted, out var rejection).ShouldBeTrue(rejection?.ToString());

            var message = accepted.ShouldBeOfType<AcceptedMetric>().Message.ShouldBeOfType<Contracts.Wire.ZoneMessage>();
            (message.Seq, message.Late, message.Zones.Count).ShouldBe((seq, seq % 2 == 0, zones));
            message.WindowStart.ShouldBe(new DateTimeOffset(2026, 3, 2, 9, 59, 0, TimeSpan.Zero));
            withDwell += message.Zones.Count(z => z.Dwell is not null);
        }
        (withDwell / (40.0 * zones)).ShouldBe(0.2, 0.1);
    }

    [Fact]
    public void Describe_OfADevice_SaysSimulatedAndIsAcceptedByTheCloud()
    {
        var fleet = new Fleet(Plan, 7);
        MessageReader.TryRead(fleet.DescribeTopic(299), fleet.Describe(299), Now, out var accepted, out var rejection).ShouldBeTrue(rejection?.ToString());
        accepted.ShouldBeOfType<AcceptedDescribe>().Message.Provenance.ShouldBe("simulated");
    }

    [Fact]
    public void DeviceOf_SessionsOfThisRun_AreFoundAndOthersAreNot()
    {
        var (fleet, other) = (new Fleet(Plan, 7), new Fleet(Plan, 8));
        for (var device = 0; device < fleet.Count; device++)
        {
            fleet.DeviceOf(fleet.Session(device)).ShouldBe(device);
            other.DeviceOf(fleet.Session(device)).ShouldBe(-1);
        }
        fleet.DeviceOf("xxxxxxxxxxxxxxxx"u8).ShouldBe(-1);
        fleet.DeviceOf(""u8).ShouldBe(-1);
    }

    [Fact]
    public void Due_Rates_AreSpreadOrAllAtOnce()
    {
        Plan.Due(0, 0).ShouldBe(TimeSpan.Zero);
        Plan.Due(100, 0).ShouldBe(TimeSpan.FromSeconds(1));
        Plan.Due(0, 1).ShouldBe(TimeSpan.FromSeconds(3));
        (Plan with { Burst = true }).Due(299, 1).ShouldBe(TimeSpan.FromSeconds(3));
        (Plan with { MessagesPerSecond = 0 }).Due(299, 9).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void WindowOf_AfterAnOutage_WindowsFollowEachOther()
    {
        var plan = Plan with { Back = TimeSpan.FromHours(1) };
        var now = Now.ToUnixTimeSeconds();
        plan.WindowOf(0, now, now).ShouldBe(now - 30 - 3600);
        plan.WindowOf(59, now, now + 500).ShouldBe(now - 30 - 60);
    }
}
