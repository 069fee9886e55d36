using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Influx;
using StoreSensing.Cloud.Storage.Migration;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Cloud.Storage.Tests.Influx;
using StoreSensing.Contracts.Wire;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Storage.Tests.Migration;

[Collection(InfluxCollection.Name)]
public sealed class StoreMigrationTests(SharedInflux influx) : IDisposable
{
    private static readonly DateTimeOffset Now = Wire.T0.AddHours(1);
    private static readonly TimeRange Week = new(Wire.T0.AddDays(-5), Wire.T0.AddDays(2));

    private readonly TemporaryFolder _folder = new();
    private readonly string _database = influx.NewDatabase();

    private string File => _folder.File("store.sqlite");

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Run_ThereAndBack_EverythingIsTheSame()
    {
        Fill(File);
        Run(Source(), Target()).ShouldSatisfyAllConditions(
            r => r.IsComplete.ShouldBeTrue(), r => r.Copied.ShouldBe(22), r => r.Kinds.Single(k => k.Kind == MessageKind.Line).Target.ShouldBe(new KindCount(13, 12)));
        Run(Target(), new SqliteArchive(_folder.File("copy.sqlite"), mustExist: false)).IsComplete.ShouldBeTrue();
        using var original = new SqliteArchive(File, mustExist: true);
        using var middle = Target();
        using var copy = new SqliteArchive(_folder.File("copy.sqlite"), mustExist: true);
        Everything(original).Count.ShouldBeGreaterThan(40);
        Everything(middle).ShouldBe(Everything(original));
        Everything(copy).ShouldBe(Everything(original));
    }

    [SkippableFact]
    public void Run_Again_CopiesNothingAndAfterAnInterruptionTheRest()
    {
        Fill(File);
        using (var source = Source())
        using (var target = Target())
        {
            using var stop = new CancellationTokenSource();
            var days = 0;
            Should.Throw<OperationCanceledException>(() => new StoreMigration(source, target, _ => default).Run(Now, _ =>
            {
                if (++days == 2)
                    stop.Cancel();
            }, stop.Token));
        }
        var rest = Run(Source(), Target());
        (rest.IsComplete, rest.Copied is > 0 and < 22).ShouldBe((true, true));
        Run(Source(), Target()).ShouldSatisfyAllConditions(r => r.IsComplete.ShouldBeTrue(), r => r.Copied.ShouldBe(0));
        using var again = Target();
        again.Store.Sessions(5).Single(s => s.Device == Wire.Device).Duplicates.ShouldBe(0);
    }

    [SkippableFact]
    public void Run_OldWindows_AreLeftBehind()
    {
        Fill(File);
        using var source = Source();
        using var target = Target();
        var report = new StoreMigration(source, target, _ => Wire.T0.AddDays(-1.5)).Run(Now, _ => { }, CancellationToken.None);
        report.IsComplete.ShouldBeTrue();
        target.Span()!.Value.First.ShouldBe(Wire.T0.AddDays(-1));
        report.Kinds.Single(k => k.Kind == MessageKind.Line).Source.Messages.ShouldBe(9);
    }

    [SkippableFact]
    public void Run_TargetLosesPoints_IsNotComplete()
    {
        Fill(File);
        using var source = Source();
        using var target = new Lossy(Target());
        var report = new StoreMigration(source, target, _ => default).Run(Now, _ => { }, CancellationToken.None);
        report.IsComplete.ShouldBeFalse();
        report.Kinds.Where(k => !k.IsComplete).Select(k => k.Kind).ShouldBe([MessageKind.Line]);
    }

    private static MigrationReport Run(IStoreArchive from, IStoreArchive to)
    {
        using (from)
        using (to)
            return new StoreMigration(from, to, _ => default).Run(Now, _ => { }, CancellationToken.None);
    }

    private SqliteArchive Source() => new(File, mustExist: true);

    private InfluxArchive Target() => new(influx.Options(_database));

    private static void Fill(string file)
    {
        using var store = new SqliteMetricStore(file);
        var seq = 0L;
        foreach (var messages in MetricStoreContract.EveryKind)
            Append(store, Wire.Device, (MetricMessage)messages with { Seq = ++seq, Suppressed = 3, Late = true });
        for (var day = -3; day <= 0; day++)
            for (var window = 0; window < 2; window++)
                Append(store, Wire.Device, Wire.Lines(++seq, window + 1, Wire.Line("door", day + 3, 1)) with { WindowStart = Wire.T0.AddDays(day).AddSeconds(10 * window) });
        // A window nobody was told of, two devices of another shop, and a number that is missing.
        Append(store, Wire.Device, Wire.Lines(++seq, 7));
        Append(store, new DeviceAddress("acme", "milan", "hall"), Wire.Lines(5, 3, Wire.Line("door", 1, 1)));
        Append(store, new DeviceAddress("acme", "milan", "attic"), Wire.Lines(5, 3, Wire.Line("door", 1, 1)) with { Session = Wire.OtherSession });
        Append(store, Wire.Device, Wire.Arousal(++seq, 1, "walk-9", Wire.NotAroused("shelf")), Wire.Status(), Wire.Describe());
        Append(store, Wire.Device, Wire.Lines(seq + 2, 9, Wire.Line("door", 1, 1)));
    }

    private static void Append(SqliteMetricStore store, DeviceAddress device, params object[] messages) =>
        store.Append([.. messages.Select(m => Wire.Accept(device, m))], Now);

    private static List<string> Everything(IStoreArchive archive)
    {
        var store = archive.Store;
        List<string> all = [.. store.Devices().Select(Text), .. store.Sessions(10).Select(s => $"{s.Device} {s.Session} {s.Stored} {Text(s.Seen.Missing)}")];
        foreach (var shop in store.Devices().Select(d => StoreAddress.Of(d.Address)).Distinct())
        {
            all.AddRange(archive.Headers(shop, Week).Select(h => Text(h)));
            all.AddRange([
                .. store.Zones(shop, Week).Select(r => Text(r)), .. store.Heat(shop, Week).Select(r => Text(r)), .. store.Lines(shop, Week).Select(r => Text(r)),
                .. store.Expressions(shop, Week).Select(r => Text(r)), .. store.Flow(shop, Week).Select(r => Text(r)), .. store.Queues(shop, Week).Select(r => Text(r)),
                .. store.Occupancy(shop, Week).Select(r => Text(r)), .. store.Attention(shop, Week).Select(r => Text(r)), .. store.Arousal(shop, Week).Select(r => Text(r)),
            ]);
        }
        all.Sort(StringComparer.Ordinal);
        return all;
    }

    private static string Text<T>(T value) => System.Text.Json.JsonSerializer.Serialize(value);

    /// <summary>A target that counts a message of lines less than it was given.</summary>
    private sealed class Lossy(IStoreArchive target) : IStoreArchive
    {
        public IMetricStore Store => target.Store;

        public string Name => target.Name;

        public (DateTimeOffset First, DateTimeOffset Last)? Span() => target.Span();

        public IEnumerable<MessageHeader> Headers(StoreAddress store, TimeRange range) => target.Headers(store, range);

        public KindCount Count(StoreAddress store, TimeRange range, MessageKind kind) =>
            target.Count(store, range, kind) is var count && kind == MessageKind.Line && count.Messages > 0 ? count with { Messages = count.Messages - 1 } : count;

        public void Dispose() => target.Dispose();
    }
}
