using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Influx;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Tests.Influx;

/// <summary>Folding without transactions, by several processes.</summary>
[Collection(InfluxCollection.Name)]
public sealed class InfluxRollUpTests(SharedInflux influx)
{
    private static readonly StoreAddress Berlin = new("acme", "berlin");
    private static readonly DateTimeOffset Monday = new(2026, 3, 9, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Wire.T0.AddHours(1);
    private static readonly TimeRange Days = new(Monday, Monday.AddDays(3));

    private readonly string _database = influx.NewDatabase();

    [SkippableFact]
    public void RollUpSlice_DiesAtAnyRequest_AnswersAreRightAndItGoesOn()
    {
        var messages = new RandomShop(3).Messages(Monday, 12).Where(m => m is AcceptedMetric { Kind: MessageKind.Zone or MessageKind.Occupancy }).ToList();
        using var reader = Open("reader");
        using (var writer = Open("cloud-1"))
            writer.Append([.. messages.Where((_, i) => i % 5 > 0)], Now);
        var (deaths, late) = (0, false);
        for (var left = true; left;)
        {
            // Another request each time: each of them is the last one somewhere.
            using var link = new DyingLink(new HttpInfluxLink(influx.Options(_database)), after: 1 + (deaths % 17));
            using var store = new InfluxMetricStore(influx.Options(_database), link, _ => { });
            store.Open();
            try
            {
                link.Counts = true;
                left = store.RollUpSlice(Monday.AddDays(30));
            }
            catch (StoreException)
            {
                deaths++;
            }
            ShouldAgree(reader);
            if (!left && !late)
            {
                // The same once more, into folded buckets.
                (late, left) = (true, true);
                using var writer = Open("cloud-1");
                writer.Append([.. messages.Where((_, i) => i % 5 == 0)], Now);
                ShouldAgree(reader);
            }
        }
        deaths.ShouldBeGreaterThan(10);
        reader.Zones(Berlin, Days, coarsest: RollUpLadder.Coarsest).Count().ShouldBeLessThan(reader.Zones(Berlin, Days).Count());
    }

    [SkippableFact]
    public void RollUpSlice_SeveralProcessesAndALateMessage_NoneIsLost()
    {
        var messages = new RandomShop(4).Messages(Monday, 30).Where(m => m is AcceptedMetric { Kind: MessageKind.Zone or MessageKind.Line or MessageKind.Occupancy }).ToList();
        using var one = Open("cloud-1");
        using var other = Open("cloud-2");
        one.Append([.. messages.Where((_, i) => i % 3 == 0)], Now);
        other.Append([.. messages.Where((_, i) => i % 3 == 1)], Now);
        Fold(one, Now.AddMonths(2));
        ShouldAgree(other);
        // It still remembers its marks, which the first has closed meanwhile if it was allowed to.
        other.Append([.. messages.Where((_, i) => i % 3 == 2)], Now.AddMinutes(20));
        ShouldAgree(one);
        Fold(other, Now.AddMonths(2));
        Fold(one, Now.AddMonths(2));
        ShouldAgree(one);
        one.Zones(Berlin, Days, coarsest: RollUpLadder.Coarsest).Count().ShouldBeLessThan(one.Zones(Berlin, Days).Count() / 3);
    }

    [SkippableFact]
    public void RollUpSlice_TwoProcessesAtOnceWhileMessagesCome_EndsRight()
    {
        var messages = new RandomShop(6).Messages(Monday, 30).Where(m => m is AcceptedMetric { Kind: MessageKind.Zone or MessageKind.Occupancy }).ToList();
        using var one = Open("cloud-1");
        using var other = Open("cloud-2");
        Parallel.Invoke(
            () => AppendAndFold(one, [.. messages.Where((_, i) => i % 2 == 0)]),
            () => AppendAndFold(other, [.. messages.Where((_, i) => i % 2 == 1)]));
        for (var round = 0; round < 2; round++)
        {
            ShouldAgree(one);
            Fold(one, Now.AddMonths(2));
            Fold(other, Now.AddMonths(2));
        }
        one.Zones(Berlin, Days).Count().ShouldBe(messages.OfType<AcceptedMetric>().Sum(m => m.Message is ZoneMessage zones ? zones.Zones.Count : 0));
        one.Zones(Berlin, Days, coarsest: RollUpLadder.Coarsest).Count().ShouldBeLessThan(one.Zones(Berlin, Days).Count() / 3);
    }

    [SkippableFact]
    public void RollUpSlice_MarksOfAProcessThatIsGone_AreTakenWhenTheyAreOld()
    {
        var arrived = Monday.AddDays(1);
        using (var gone = Open("cloud-2"))
            gone.Append([.. new RandomShop(5).Messages(Monday, 20)], arrived);
        using var store = Open("cloud-1");
        store.RollUpSlice(arrived.AddHours(1.9)).ShouldBeFalse();
        Fold(store, arrived.AddHours(2));
        ShouldAgree(store);
        store.Zones(Berlin, Days, coarsest: RollUpLadder.Coarsest).Count().ShouldBeLessThan(store.Zones(Berlin, Days).Count() / 2);
    }

    [SkippableFact]
    public void RollUpSlice_NothingIsLeft_AsksForNothingToBeDone()
    {
        using var store = Open("cloud-1");
        store.RollUpSlice(Now).ShouldBeFalse();
        store.Append([Wire.Accept(Wire.Device, Wire.Lines(1, 0, Wire.Line("door", 1, 0)))], Now);
        // It was marked after the instant: who planned before may still be reading.
        store.RollUpSlice(Now.AddSeconds(-1)).ShouldBeFalse();
        Fold(store, Now);
        influx.Server.Query("SELECT count(windows) FROM line_15m", _database).ShouldContain(",1]");
    }

    private InfluxMetricStore Open(string writer) => new(influx.Options(_database, writer));

    private static void Fold(InfluxMetricStore store, DateTimeOffset until)
    {
        while (store.RollUpSlice(until))
        {
        }
    }

    private static void AppendAndFold(InfluxMetricStore store, IReadOnlyList<Accepted> messages)
    {
        foreach (var batch in messages.Chunk(10))
        {
            store.Append(batch, Now);
            store.RollUpSlice(Now.AddMonths(2));
        }
        Fold(store, Now.AddMonths(2));
    }

    private static void ShouldAgree(InfluxMetricStore store)
    {
        Answers.Zones(store.Zones(Berlin, Days, coarsest: RollUpLadder.Coarsest)).ShouldSayTheSameAs(Answers.Zones(store.Zones(Berlin, Days)));
        Answers.Occupancy(store.Occupancy(Berlin, Days, coarsest: RollUpLadder.Coarsest)).ShouldSayTheSameAs(Answers.Occupancy(store.Occupancy(Berlin, Days)));
    }

    /// <summary>A process that is killed: from one of its requests on nothing reaches the server.</summary>
    private sealed class DyingLink(HttpInfluxLink link, int after) : IInfluxLink
    {
        private static readonly InfluxAnswer Dead = new(401, "dead");
        private int _left = after;

        public bool Counts { get; set; }

        public InfluxAnswer Ping(out InfluxVersion version) => link.Ping(out version);

        public InfluxAnswer Write(InfluxVersion version, ReadOnlyMemory<byte> lines) => Dies ? Dead : link.Write(version, lines);

        public InfluxAnswer Query(InfluxVersion version, string influxQl, out Stream? body)
        {
            body = null;
            return Dies ? Dead : link.Query(version, influxQl, out body);
        }

        public InfluxAnswer Delete(InfluxVersion version, string predicate, DateTimeOffset from, DateTimeOffset before) => Dies ? Dead : link.Delete(version, predicate, from, before);

        public void Dispose() => link.Dispose();

        private bool Dies => Counts && _left-- <= 0;
    }
}
