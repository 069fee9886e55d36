using System.Text.Json;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Influx;
using StoreSensing.Contracts.Wire;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Storage.Tests.Influx;

/// <summary>The contract over a real server, and what only this driver has.</summary>
[Collection(InfluxCollection.Name)]
public sealed class InfluxMetricStoreTests(SharedInflux influx) : MetricStoreContract
{
    private static readonly StoreAddress Berlin = new("acme", "berlin");
    private static readonly TimeRange Day = new(Wire.T0.AddHours(-12), Wire.T0.AddHours(12));

    private readonly string _database = influx.NewDatabase();

    protected override IMetricStore Open() => new InfluxMetricStore(influx.Options(_database));

    [SkippableFact]
    public void Append_EveryKind_HasTheFieldTypesThatAreDeclared()
    {
        var seq = 9;
        foreach (var message in EveryKind)
            Append((MetricMessage)message with { Seq = ++seq });
        Append(Wire.Zones(2, 0, Wire.Zone("entrance", 3, 2, 17.25, 3, 1, Wire.Dwell(1, 2, 4, 8.5))), Wire.Queues(3, 0, Wire.Queue("till", 1, served: 3, wait: Wire.Wait(3, 4), little: 1)), Wire.Status(), Wire.Describe());
        while (Store.RollUpSlice(Wire.T0.AddDays(60)))
        {
        }
        Store.Expire(Expiry.Of(Wire.T0.AddDays(-40)));
        using var json = JsonDocument.Parse(influx.Server.Query("SHOW FIELD KEYS", _database));
        var series = json.RootElement.GetProperty("results")[0].GetProperty("series").EnumerateArray().ToDictionary(s => s.GetProperty("name").GetString()!);
        series.Keys.Order().ShouldBe(InfluxFields.All.Keys.Order());
        foreach (var (measurement, found) in series)
            foreach (var field in found.GetProperty("values").EnumerateArray())
                InfluxFields.All[measurement].GetValueOrDefault(field[0].GetString()!).ShouldBe(field[1].GetString(), $"{measurement}.{field[0]}");
    }

    [SkippableTheory]
    [InlineData("x' OR \"zone\" =~ /.*/ OR \"zone\" = 'x")]
    [InlineData("x\ny")]
    [InlineData("\\")]
    public void Rows_PlaceThatIsNoId_AreNone(string place)
    {
        Append(Wire.Zones(1, 0, Wire.Zone("entrance")));
        Store.Zones(Berlin, Day, place).ShouldBeEmpty();
        Store.Zones(new StoreAddress("acme", place), Day).ShouldBeEmpty();
        Store.Devices(new StoreAddress(place, "berlin")).ShouldBeEmpty();
    }

    [SkippableFact]
    public void Append_LargeHeat_GoesOverSeveralFieldsAndComesBack()
    {
        var cells = Enumerable.Range(0, 50_000).Select(i => (i * 3, i + 0.25)).ToArray();
        var heat = Wire.Heat(1, 0, Wire.Surface("floor", cells) with { Columns = 1000, Rows = 200 });
        Append(heat);
        Reopen();
        var read = Store.Heat(Berlin, Day).Single().Figures;
        read.Cells.ShouldBe(heat.Surfaces[0].Cells);
        read.PersonSeconds.ShouldBe(heat.Surfaces[0].PersonSeconds);
        influx.Server.Query("SELECT cells_parts FROM heat", _database).ShouldContain(",11]");
    }

    // The point of a day is written again: of a longer text nothing may stay behind.
    [SkippableFact]
    public void Append_DescriptionThatShrank_IsTheLastOne()
    {
        var zones = Enumerable.Range(0, 200).Select(i => Wire.Describe().Zones[0] with { Zone = $"z{i}", Polygon = [.. Enumerable.Range(0, 100).Select(p => (IReadOnlyList<double>)[p, p * p + 0.123])] });
        Append(Wire.Describe() with { Zones = [.. zones], Lines = [] });
        Reopen();
        Store.Devices(Berlin).Single().Describe!.Zones.Count.ShouldBe(200);
        Append(Wire.Describe()).Layouts.Count.ShouldBe(1);
        Reopen();
        Store.Devices(Berlin).Single().Describe!.Zones.Count.ShouldBe(2);
        Append(Wire.Describe()).Layouts.ShouldBeEmpty();
    }

    [SkippableFact]
    public void Sessions_SeveralProcesses_AreTheUnionOfTheirLedgers()
    {
        using var other = new InfluxMetricStore(influx.Options(_database, "cloud-2"));
        var messages = Enumerable.Range(1, 1500).Select(i => Wire.Accept(Wire.Device, Wire.Lines(i, i % 700, Door))).ToList();
        // One message in turn for each, and every hundredth to both.
        foreach (var batch in messages.Chunk(50))
        {
            Store.Append([.. batch.Where((_, i) => i % 2 == 0)], Wire.T0.AddHours(1));
            other.Append([.. batch.Where((m, i) => i % 2 == 1 || ((AcceptedMetric)m).Message.Seq % 100 == 1)], Wire.T0.AddHours(1));
        }
        Reopen();
        foreach (var store in (IMetricStore[])[Store, other])
        {
            var ledger = store.Sessions(10).Single();
            ledger.Seen.Missing.ShouldBeEmpty();
            (ledger.Stored, ledger.Stored + ledger.Duplicates, ledger.LastSeq).ShouldBe((1500, 1515, 1500));
            store.Lines(Berlin, Day).Count().ShouldBe(1500);
        }
        // What the other took is known, and is not written again.
        Store.Append([messages[1]], Wire.T0.AddHours(1)).Duplicates.ShouldBe(1);
        Store.Devices(Berlin).Single().LastWindowEnd.ShouldBe(Wire.T0.AddSeconds(7_000));
    }

    [SkippableFact]
    public void Devices_SeveralProcesses_HaveTheLastWord()
    {
        using var other = new InfluxMetricStore(influx.Options(_database, "cloud-2"));
        Append(Wire.Status(), Wire.Describe());
        other.Append([Wire.Accept(Wire.Device, Wire.Status("offline"))], Wire.T0.AddHours(30)).States.Count.ShouldBe(1);
        Store.Devices(Berlin).Single().Status!.State.ShouldBe("offline");
        Store.Devices(Berlin).Single().Describe.ShouldNotBeNull();
        Store.Append([Wire.Accept(Wire.Device, Wire.Status())], Wire.T0.AddHours(60)).States.Count.ShouldBe(1);
        other.Devices(Berlin).Single().Status!.State.ShouldBe("online");
    }

    // More holes than a ledger holds: what is not surely stored is never taken for a repeat.
    [SkippableFact]
    public void Append_IntoAClosedHole_IsStored()
    {
        Append([.. Enumerable.Range(1, 400).Select(i => (object)Wire.Lines(i * 3, i, Door))]);
        Append(Wire.Lines(2, 0, Door)).Stored.Count.ShouldBe(1);
        Reopen();
        Append(Wire.Lines(4, 1, Door)).Stored.Count.ShouldBe(1);
        Append(Wire.Lines(1200, 400, Door)).Duplicates.ShouldBe(1);
        Store.Lines(Berlin, Day).Count().ShouldBe(402);
    }

    [SkippableFact]
    public void Open_RetentionDays_IsThePolicysAndFollowsTheConfiguration()
    {
        foreach (var (days, hours) in new (int?, string)[] { (400, "9648h0m0s"), (500, "12048h0m0s"), (null, "0s"), (3, "120h0m0s") })
        {
            var options = influx.Options(_database);
            using var store = new InfluxMetricStore(new InfluxOptions { Url = options.Url, Database = _database, Writer = "a", RetentionDays = days });
            store.Open();
            influx.Server.Query("SHOW RETENTION POLICIES", _database).ShouldContain($"[\"storesensing\",\"{hours}\"");
        }
    }

    [SkippableFact]
    public void Inspect_RealServer_SaysWhatItHolds()
    {
        Append(Wire.Zones(1, 0), Wire.Lines(2, 0), Wire.Status());
        for (var i = 0; i < 2; i++)
            InfluxMetricStore.Inspect(influx.Options(_database)).ShouldSatisfyAllConditions(
                r => r.Version.ShouldStartWith("1."), r => (r.Devices, r.Sessions, r.Messages).ShouldBe((1, 1, 2)));
    }

    [SkippableFact]
    public void Inspect_VictoriaMetrics_SaysWhyItCannotBeTheStoreButTakesEveryNumber()
    {
        using var victoria = new VictoriaServer();
        var options = new InfluxOptions { Url = victoria.Url, Database = "shop", Writer = "a", Token = "any" };
        var zones = Wire.Zones(1, 0, Wire.Zone("entrance", 3, 2, 17.25, 9, 7, Wire.Dwell(1, 2, 4, 8.5)));
        using (var gate = new InfluxGate(new HttpInfluxLink(options), options, Thread.Sleep))
        using (var line = new LineBuffer())
        {
            FigurePoints.Write(line, PointOrigin.Of(Wire.Device, MessageKind.Zone, zones), zones);
            gate.Write(line).ShouldBeNull();
        }
        var exported = "";
        Eventually.True(() => (exported = victoria.Export("zone_.*").Result).Contains("zone_visits"), "the figures in VictoriaMetrics").GetAwaiter().GetResult();
        var values = exported.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)
            .ToDictionary(s => s.GetProperty("metric").GetProperty("__name__").GetString()!, s => s.GetProperty("values")[0].GetDouble());
        (values["zone_visits"], values["zone_engaged_visits"], values["zone_person_seconds"], values["zone_occupancy_peak"], values["zone_dwell_median"]).ShouldBe((3, 2, 17.25, 9, 4));
        exported.ShouldContain("\"zone\":\"entrance\"");
        Should.Throw<StoreException>(() => InfluxMetricStore.Inspect(options)).Message.ShouldContain("it can't be the store");
    }
}
