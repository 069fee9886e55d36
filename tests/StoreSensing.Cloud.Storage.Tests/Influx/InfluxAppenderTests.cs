using System.Text;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Influx;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Tests.Influx;

/// <summary>The order of what is written, and what is remembered, over a link in memory.</summary>
public sealed class InfluxAppenderTests : IDisposable
{
    private static readonly DateTimeOffset Now = Wire.T0.AddHours(1);

    private readonly Link _link = new();

    public void Dispose() => _link.Dispose();

    [Fact]
    public void Append_AnyWriteFails_NoLedgerNamesWhatIsNotStored()
    {
        var batch = Enumerable.Range(1, 120).Select(i => Wire.Accept(Wire.Device, Wire.Lines(i, i, Wire.Line("door", 1, 0), Wire.Line("gate", 1, 0)))).ToList();
        for (var failing = 0; ; failing++)
        {
            _link.Written.Clear();
            _link.FailAt = failing;
            using var store = Open(batchLines: 50);
            try
            {
                store.Append(batch, Now).Stored.Count.ShouldBe(120);
            }
            catch (StoreException)
            {
                ShouldNameOnlyWhatIsStored();
                _link.FailAt = -1;
                store.Append(batch, Now).Stored.Count.ShouldBe(120);
                ShouldNameOnlyWhatIsStored();
                continue;
            }
            failing.ShouldBeGreaterThan(5);
            break;
        }
    }

    [Fact]
    public void Append_ManySessions_RemembersABoundedNumber()
    {
        using var store = Open(batchLines: 5000);
        for (var from = 0; from < 70_000; from += 10_000)
        {
            store.Append([.. Enumerable.Range(from, 10_000).Select(i => Wire.Accept(Wire.Device, Wire.Lines(1, 0) with { Session = $"{i:x16}" }))], Now);
            store.Remembered.ShouldBeLessThanOrEqualTo(60_000);
        }
    }

    [Fact]
    public void Append_SameBucket_IsMarkedAheadOfItsFiguresAndAgainAfterHalfAnHour()
    {
        using var store = Open(batchLines: 5000);
        var (seq, marks) = (0, new List<int>());
        foreach (var minutes in (int[])[0, 29, 31, 32, 62, 1])
        {
            _link.Written.Clear();
            store.Append([Wire.Accept(Wire.Device, Wire.Lines(++seq, 0, Wire.Line("door", 1, 0)))], Now.AddMinutes(minutes));
            var points = _link.Written.SelectMany(ParsedPoint.All).ToList();
            marks.Add(points.Count(p => p.Measurement == "unfolded" && (long)p.Fields["marked"] > 0));
            points.TakeWhile(p => p.Measurement != "line").Count(p => p.Measurement == "unfolded").ShouldBe(points.Count(p => p.Measurement == "unfolded"));
        }
        // At last the clock was set back.
        marks.ShouldBe([1, 0, 1, 0, 1, 1]);
    }

    [Fact]
    public void PointTime_TenThousandSessionsOfOneWindow_NeverMeet() =>
        Enumerable.Range(0, 10_000).Select(i => PointTime.OfMessage(Wire.T0, $"{i:x16}", 1)).Distinct().Count().ShouldBe(10_000);

    [Fact]
    public void PointTime_OfMessage_StaysInItsSecondAndFindsItsWindow()
    {
        foreach (var start in (DateTimeOffset[])[Wire.T0, DateTimeOffset.UnixEpoch, new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)])
        {
            var times = Enumerable.Range(1, 5000).Select(seq => PointTime.OfMessage(start, Wire.Session, seq * 1_000_003L)).ToList();
            times.ShouldAllBe(t => PointTime.WindowOf(t) == start);
        }
        PointTime.WindowOf(-1).ShouldBe(DateTimeOffset.UnixEpoch.AddSeconds(-1));
        PointTime.First(Wire.T0.AddTicks(1)).ShouldBe(PointTime.First(Wire.T0.AddSeconds(1)));
    }

    [Fact]
    public void WriterLedger_AnyOrder_HasOnlyWhatCame()
    {
        var random = new Random(3);
        for (var round = 0; round < 20; round++)
        {
            var ledger = WriterLedger.Empty;
            var came = new HashSet<long>();
            for (var i = 0; i < 2000; i++)
            {
                var seq = (long)random.Next(1, 3000);
                ledger.Note(seq, came.Add(seq));
                var asked = (long)random.Next(1, 3000);
                if (ledger.Has(asked))
                    came.ShouldContain(asked);
            }
            ledger.Stored.ShouldBe(came.Count);
            ledger.Duplicates.ShouldBe(2000 - came.Count);
        }
    }

    [Fact]
    public void WriterLedger_UnionOfTooManyRanges_ClosesTheOldestHolesAndSaysSo()
    {
        var odd = new SeqRanges(Enumerable.Range(1, 200).Select(i => new SeqRange(i * 4, i * 4)));
        var even = new SeqRanges(Enumerable.Range(1, 200).Select(i => new SeqRange((i * 4) + 2, (i * 4) + 2)));
        var union = WriterLedger.Union([odd, even], out var closedBelow);
        union.Ranges.Count.ShouldBe(SeqRanges.Capacity);
        closedBelow.ShouldBe(union.Ranges[0].Last + 1);
        union.Ranges.Skip(1).ShouldAllBe(r => r.First == r.Last);
        WriterLedger.Union([odd, odd], out closedBelow).Ranges.ShouldBe(odd.Ranges);
        closedBelow.ShouldBe(0);
    }

    private void ShouldNameOnlyWhatIsStored()
    {
        var points = _link.Written.SelectMany(ParsedPoint.All).ToList();
        var stored = points.Where(p => p.Measurement == "line").GroupBy(p => (long)p.Fields["seq"]).Where(g => g.Select(p => p.Tags["line"]).Distinct().Count() == 2).Select(g => g.Key).ToHashSet();
        foreach (var ledger in points.Where(p => p.Measurement == "sessions"))
            CompactBlob.ToRanges(Convert.FromBase64String((string)ledger.Fields["seen"])).Ranges.SelectMany(r => Enumerable.Range((int)r.First, (int)(r.Last - r.First + 1))).ShouldAllBe(seq => stored.Contains(seq));
    }

    private InfluxMetricStore Open(int batchLines) =>
        new(new InfluxOptions { Url = new Uri("http://nowhere"), Database = "shop", Writer = "a", BatchLines = batchLines, Tries = 2 }, _link, _ => { });

    private sealed class Link : IInfluxLink
    {
        private int _writes;

        public int FailAt { get; set; } = -1;

        public List<string> Written { get; } = [];

        public InfluxAnswer Ping(out InfluxVersion version)
        {
            _writes = 0;
            version = InfluxVersion.Parse("1.6.7");
            return new InfluxAnswer(204);
        }

        // Fails for good from the write on that is to fail, until it is mended.
        public InfluxAnswer Write(InfluxVersion version, ReadOnlyMemory<byte> lines)
        {
            if (FailAt >= 0 && _writes++ >= FailAt)
                return new InfluxAnswer(503, "full");
            Written.Add(Encoding.UTF8.GetString(lines.Span));
            return new InfluxAnswer(204);
        }

        public InfluxAnswer Query(InfluxVersion version, string influxQl, out Stream? body)
        {
            body = new MemoryStream("{\"results\":[{}]}\n"u8.ToArray());
            return new InfluxAnswer(200);
        }

        public InfluxAnswer Delete(InfluxVersion version, string predicate, DateTimeOffset from, DateTimeOffset before) => new(204);

        public void Dispose()
        {
        }
    }
}
