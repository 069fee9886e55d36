using System.Text;
using StoreSensing.Cloud.Aggregator.Load;

namespace StoreSensing.Cloud.Aggregator.Tests.Load;

public sealed class InFlightTests : IDisposable
{
    private readonly Fleet _fleet = new(FleetTests.Plan, 1);
    private readonly InFlight _flights = new(10);

    public void Dispose() => _flights.Dispose();

    [Fact]
    public void Read_AcknowledgementsToldTwiceAndOfOthers_CountOnce()
    {
        for (var seq = 1; seq <= 5; seq++)
            _flights.Add(new Flight(2, seq, 0, TimeSpan.Zero, TimeSpan.Zero));
        Read($$"""{"schema":"ack/1","session":"{{Session(2)}}","ranges":[[1,2],[4,4]],"refused":[[5,5]]}""", 1);
        Read($$"""{"schema":"ack/1","session":"{{Session(2)}}","ranges":[[1,2]],"refused":[]}""", 1);
        Read($$"""{"schema":"ack/1","session":"{{Session(3)}}","ranges":[[3,3]],"refused":[]}""", 1);

        var counts = _flights.Counts;
        (counts.Acknowledged, counts.Refused, counts.Waiting).ShouldBe((3, 1, 1));
        counts.Median!.Value.ShouldBe(1, 0.03);
    }

    [Fact]
    public async Task RoomAsync_Full_WaitsForAnAnswer()
    {
        for (var seq = 1; seq <= 10; seq++)
        {
            await _flights.RoomAsync(default);
            _flights.Add(new Flight(0, seq, 0, TimeSpan.Zero, TimeSpan.Zero));
        }
        var waiting = _flights.RoomAsync(default);
        waiting.IsCompleted.ShouldBeFalse();
        _flights.Answered(0, 7, 7, isRefused: false, TimeSpan.FromSeconds(1));
        await waiting;
    }

    [Fact]
    public void Overdue_SentLongAgo_IsGivenOncePerWait()
    {
        _flights.Add(new Flight(0, 1, 0, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        _flights.Add(new Flight(0, 2, 0, TimeSpan.Zero, TimeSpan.FromSeconds(9)));
        _flights.Overdue(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)).Select(f => f.Seq).ShouldBe([1]);
        _flights.Overdue(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)).ShouldBeEmpty();
    }

    [Fact]
    public void Quantile_OfManyDurations_IsWithinTwoPercent()
    {
        var latencies = new Latencies();
        latencies.Quantile(0.5).ShouldBeNull();
        for (var i = 1; i <= 10_000; i++)
            latencies.Add(i / 1000.0);
        latencies.Quantile(0.5)!.Value.ShouldBe(5, 0.11);
        latencies.Quantile(0.99)!.Value.ShouldBe(9.9, 0.2);
        latencies.Quantile(1).ShouldBe(10);
    }

    private string Session(int device) => Encoding.ASCII.GetString(_fleet.Session(device));

    private void Read(string json, int seconds) => AckReader.Read(Encoding.UTF8.GetBytes(json), _fleet, _flights, TimeSpan.FromSeconds(seconds));
}
