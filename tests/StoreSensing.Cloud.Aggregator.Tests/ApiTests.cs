using System.Text.Json;
using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Cloud.Aggregator.Hosting;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Tests;

public sealed class ApiTests : IAsyncLifetime
{
    private const string Range = "from=2026-03-02T10:00:00Z&to=2026-03-02T10:01:00Z";

    private CloudUnderTest _cloud = null!;

    public async Task InitializeAsync()
    {
        _cloud = await CloudUnderTest.StartAsync();
        _cloud.Broker.Deliver(
            Wire.Describe(), Wire.Status(),
            Wire.Zones(1, 0, Wire.Zone("entrance", 3, 2, 32, 8, 5, Wire.Dwell(1, 2, 4, 6, 20)), Wire.Zone("shelf", withheld: "below-threshold")),
            Wire.Zones(2, 4, Wire.Zone("entrance", 1, 1, peak: 9, now: 6), Wire.Zone("shelf", 2)),
            Wire.Heat(3, 0, Wire.Surface("floor", (1, 0.1), (5, 2))), Wire.Heat(4, 1, Wire.Surface("floor", (1, 0.2), (9, 5))),
            Wire.Lines(5, 0, Wire.Line("door", 2, 1)), Wire.Lines(6, 1, Wire.Line("door", 3, 0)),
            Wire.Expressions(7, 0, Wire.Shares("entrance", 3, 3, 0, 0, 0), Wire.NoShares("shelf", "below-threshold")),
            Wire.Expressions(8, 1, Wire.Shares("entrance", 2, 9, 4, 2, 1)),
            Wire.Heat(9, 2, Wire.Surface("floor") with { Layer = "exit", Cells = [3], PersonSeconds = null, People = [2] }),
            Wire.Flow(10, 0, Wire.Ways("floor", 10, "entrance", "shelf", 6, withheld: 1)),
            Wire.Queues(11, 0, Wire.Queue("shelf", 2, 3, 1, 4, 3, 1, 0, Wire.Wait(10, 20, 60), 0.9)), Wire.Queues(12, 4, Wire.Queue("shelf", 1, 2, 2, 1)),
            Wire.Occupancy(13, 0, Wire.Inside(5, 1, 4, 5, drift: 1)), Wire.Occupancy(14, 4, Wire.Inside(0, 2, 2, 4, clamped: 1)),
            Wire.Attention(15, 0, Wire.Display("left-window", Wire.Funnel(20, 10, 6, 4, 1, 5, 63, 100), Wire.Looks(0.5, 2, 4), Wire.Interest(3, [2], [])), Wire.Display("right", withheld: "below-threshold")),
            Wire.Attention(16, 4, Wire.Display("left-window")),
            Wire.Arousal(17, 0, null, Wire.Aroused("shelf", Wire.Contact(3, 60, 4, 6, 0.5, (-1, 0.5, 2))), Wire.NotAroused("entrance", "below-threshold")),
            Wire.Arousal(18, 4, "walk-1", Wire.Aroused("shelf", Wire.Contact(6, 180, 1, 2, 0.1, (0, 0.2, 0.4), 0.1))));
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Stores_AfterIngest_AreListed() =>
        (await _cloud.Get("/api/v1/stores")).ToString().ShouldBe("""{"stores":[{"tenant":"acme","store":"berlin","devices":["floor-1"]}]}""");

    [Fact]
    public async Task Layout_DescribedStore_IsAsDescribed()
    {
        var layout = await _cloud.Get($"{CloudUnderTest.Berlin}/layout");
        layout.GetProperty("provenance").GetString().ShouldBe("demo");
        layout.GetProperty("windowSeconds").GetInt32().ShouldBe(10);
        layout.GetProperty("surfaces")[0].ToString().ShouldBe(
            """{"device":"floor-1","surface":"floor","name":"Ground floor","unit":"metre","originX":0,"originY":0,"cellWidth":0.5,"cellHeight":0.5,"columns":10,"rows":8,"aspect":1.25,"visible":null}""");
        layout.GetProperty("zones")[0].ToString().ShouldBe("""{"device":"floor-1","zone":"entrance","name":"Entrance","surface":"floor","polygon":[[0,0],[2,0],[2,2]],"queue":false}""");
        layout.GetProperty("lines")[0].GetProperty("inName").GetString().ShouldBe("into the shop");
        layout.GetProperty("lines")[0].GetProperty("entrance").GetBoolean().ShouldBeTrue();
        layout.GetProperty("cameras")[0].GetProperty("detector").GetString().ShouldBe("centernet");
        layout.GetProperty("privacy")[0].ToString().ShouldBe("""{"device":"floor-1","profile":"standard","countThreshold":null,"heatThreshold":5,"noise":null,"dwellThreshold":5,"expressionThreshold":5,"attentionThreshold":5,"arousalThreshold":3}""");
        layout.GetProperty("displays")[0].ToString().ShouldBe(
            """{"device":"floor-1","display":"left-window","name":"Left window","surface":"floor","area":[[0,2],[2,2],[2,4]],"target":[[0,4],[2,4],[1,4.5]]}""");
        layout.GetProperty("sensors").ToString().ShouldBe(
            """[{"device":"floor-1","sensor":"grip-1","name":"Grip","zone":"shelf","driver":"ads1115"},{"device":"floor-1","sensor":"basket-1","name":"Basket","zone":null,"driver":"serial"}]""");
        layout.GetProperty("arousal").ToString().ShouldBe("""[{"device":"floor-1","method":"causal z-score","elevatedFrom":0.5,"windowSeconds":60}]""");
        layout.GetProperty("models")[0].GetProperty("task").GetString().ShouldBe("person-detection");
    }

    [Fact]
    public async Task Devices_Online_ShowStateCamerasAndOutbox()
    {
        var device = (await _cloud.Get($"{CloudUnderTest.Berlin}/devices")).GetProperty("devices")[0];
        device.GetProperty("state").GetString().ShouldBe("online");
        device.GetProperty("at").GetString().ShouldBe("2026-03-02T10:00:00Z");
        device.GetProperty("uptimeSeconds").GetDouble().ShouldBe(12.5);
        device.GetProperty("lastSeq").GetInt64().ShouldBe(7);
        device.GetProperty("sensors").ToString().ShouldBe("""[{"sensor":"grip-1","state":"reading","readingsPerSecond":99.5,"readings":1000,"restarts":0,"fault":null}]""");
        device.GetProperty("cameras")[0].GetProperty("framesPerSecond").GetDouble().ShouldBe(9.5);
        device.GetProperty("outbox").GetProperty("pending").GetInt32().ShouldBe(2);
        device.GetProperty("privacyBudget").ValueKind.ShouldBe(JsonValueKind.Null);
        device.GetProperty("lastWindowEnd").GetString().ShouldBe("2026-03-02T10:00:50Z");
    }

    [Fact]
    public async Task Devices_SilentOne_IsUnknownWithNulls()
    {
        _cloud.Broker.Deliver(new DeviceAddress("acme", "berlin", "mute"), Wire.Lines(1, 0));
        var device = (await _cloud.Get($"{CloudUnderTest.Berlin}/devices")).GetProperty("devices")[1];
        device.GetProperty("state").GetString().ShouldBe("unknown");
        device.GetProperty("outbox").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Zones_Range_GivesTheHandComputedNumbers()
    {
        var answer = await _cloud.Get($"{CloudUnderTest.Berlin}/zones?{Range}");
        answer.GetProperty("from").GetString().ShouldBe("2026-03-02T10:00:00Z");
        answer.GetProperty("to").GetString().ShouldBe("2026-03-02T10:01:00Z");
        answer.GetProperty("zones")[0].ToString().ShouldBe(
            """{"zone":"entrance","name":"Entrance","visits":4,"engagedVisits":3,"countsSince":null,"countsWithheld":null,"untold":null,"visitsPlusMinus":null,"engagedPlusMinus":null,"personSeconds":32,"personSecondsWithheld":null,"occupancyMean":1.6,"occupancyPeak":9,"occupancyPeakBelow":null,"occupancyNow":6,"occupancyNowBelow":null,"occupancyAt":"2026-03-02T10:00:50Z","observedSeconds":20,"dwell":{"visits":4,"censored":1,"medianSeconds":5,"p90Seconds":15.8,"meanSeconds":8,"kaplanMeier":{"medianSeconds":5,"lowSeconds":2,"highSeconds":null}},"dwellWithheld":null}""");
        var shelf = answer.GetProperty("zones")[1];
        shelf.GetProperty("dwell").ValueKind.ShouldBe(JsonValueKind.Null);
        shelf.GetProperty("dwellWithheld").GetString().ShouldBe("below-threshold");
        shelf.GetProperty("personSecondsWithheld").GetString().ShouldBe("below-threshold");
        (shelf.GetProperty("occupancyNow").ValueKind, shelf.GetProperty("occupancyNowBelow").GetInt32(), shelf.GetProperty("occupancyPeakBelow").GetInt32()).ShouldBe((JsonValueKind.Null, 5, 5));
    }

    // Another device of the shop is strict and noisy: the answers carry what is withheld, how sure a figure is, and the day's budget.
    [Fact]
    public async Task Strict_NoiseAndSilence_AreToldAndNeverZero()
    {
        var noise = new NoiseDescription { EpsilonPerDay = 2, VisitScale = 10, EngagedScale = 20, CrossingScale = 5, HeatScaleSeconds = 100 };
        _cloud.Broker.Deliver(
            new DeviceAddress("acme", "berlin", "vault"), Wire.Describe() with { Zones = [], Lines = [], Privacy = Wire.Strict(noise) },
            Wire.Status() with { PrivacyBudget = new PrivacyBudgetStatus { Day = new DateOnly(2026, 3, 2), EpsilonPerDay = 2, Spent = 2, Starts = 3, Silent = true } },
            Wire.Zones(1, 0, Wire.Zone("vault", 40, 12, withheld: "profile")), Wire.Zones(2, 1, Wire.Silent("vault", "budget", "profile")),
            Wire.Lines(3, 0, Wire.Line("hatch", 30, 20)), Wire.Lines(4, 1, Wire.Line("hatch", null, null, "budget")), Wire.Lines(5, 1, Wire.Line("pipe", null, null, "budget")));
        var vault = (await _cloud.Get($"{CloudUnderTest.Berlin}/zones?{Range}")).GetProperty("zones").EnumerateArray().Single(z => z.GetProperty("zone").GetString() == "vault");
        vault.GetProperty("visits").GetInt32().ShouldBe(40);
        vault.GetProperty("untold").ToString().ShouldBe("""{"windows":1,"ofWindows":2,"mostPeople":null}""");
        // 95 % of one two-sided geometric noise of scale 10 lie within 30, of scale 20 within 60.
        vault.GetProperty("visitsPlusMinus").GetDouble().ShouldBeInRange(30, 31);
        vault.GetProperty("engagedPlusMinus").GetDouble().ShouldBeInRange(60, 62);
        vault.GetProperty("occupancyPeakBelow").ValueKind.ShouldBe(JsonValueKind.Null);
        var lines = (await _cloud.Get($"{CloudUnderTest.Berlin}/lines?{Range}")).GetProperty("lines").EnumerateArray().ToDictionary(l => l.GetProperty("line").GetString()!);
        lines["hatch"].GetProperty("inPlusMinus").GetDouble().ShouldBeInRange(15, 16);
        lines["pipe"].GetProperty("in").ValueKind.ShouldBe(JsonValueKind.Null);
        lines["pipe"].GetProperty("withheld").GetString().ShouldBe("budget");
        (await _cloud.Get($"{CloudUnderTest.Berlin}/zones/vault/series?{Range}&stepSeconds=10")).GetProperty("points")[1].ToString().ShouldBe(
            """{"start":"2026-03-02T10:00:10Z","visits":null,"engagedVisits":null,"countsSince":null,"countsWithheld":"budget","visitsPlusMinus":null,"personSeconds":null,"occupancyMean":null,"observedSeconds":10}""");
        var devices = (await _cloud.Get($"{CloudUnderTest.Berlin}/devices")).GetProperty("devices").EnumerateArray();
        devices.Single(d => d.GetProperty("device").GetString() == "vault").GetProperty("privacyBudget").ToString().ShouldBe(
            """{"day":"2026-03-02","epsilonPerDay":2,"spent":2,"starts":3,"silent":true}""");
        (await _cloud.Get($"{CloudUnderTest.Berlin}/layout")).GetProperty("privacy")[1].GetProperty("noise").ToString().ShouldBe(
            """{"epsilonPerDay":2,"visitScale":10,"engagedScale":20,"crossingScale":5,"heatScaleSeconds":100}""");
    }

    [Fact]
    public async Task Zones_HalfOpenRange_LeavesTheSecondWindowOut()
    {
        var zones = await _cloud.Get($"{CloudUnderTest.Berlin}/zones?from=2026-03-02T10:00:00Z&to=2026-03-02T10:00:40Z");
        zones.GetProperty("zones")[0].GetProperty("visits").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Zones_WithoutRange_AreTheLastFifteenMinutes()
    {
        var zones = await _cloud.Get($"{CloudUnderTest.Berlin}/zones");
        zones.GetProperty("from").GetString().ShouldBe("2026-03-02T09:46:00Z");
        zones.GetProperty("to").GetString().ShouldBe("2026-03-02T10:01:00Z");
        zones.GetProperty("zones")[0].GetProperty("visits").GetInt32().ShouldBe(4);
    }

    [Fact]
    public async Task Zones_TimePasses_OccupancyNowBecomesNull()
    {
        _cloud.Time.Advance(TimeSpan.FromMinutes(1));
        var zone = (await _cloud.Get($"{CloudUnderTest.Berlin}/zones?{Range}")).GetProperty("zones")[0];
        zone.GetProperty("occupancyNow").ValueKind.ShouldBe(JsonValueKind.Null);
        zone.GetProperty("occupancyAt").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Series_Steps_UnobservedOnesAreAbsent()
    {
        var series = await _cloud.Get($"{CloudUnderTest.Berlin}/zones/entrance/series?{Range}&stepSeconds=20");
        series.GetProperty("points").ToString().ShouldBe(
            """[{"start":"2026-03-02T10:00:00Z","visits":3,"engagedVisits":2,"countsSince":null,"countsWithheld":null,"visitsPlusMinus":null,"personSeconds":32,"occupancyMean":3.2,"observedSeconds":10},{"start":"2026-03-02T10:00:40Z","visits":1,"engagedVisits":1,"countsSince":null,"countsWithheld":null,"visitsPlusMinus":null,"personSeconds":null,"occupancyMean":null,"observedSeconds":10}]""");
    }

    [Fact]
    public async Task Heat_Range_AddsUpCells()
    {
        var heat = (await _cloud.Get($"{CloudUnderTest.Berlin}/heat?{Range}&surface=floor&layer=path")).GetProperty("surfaces")[0];
        heat.GetProperty("cells").ToString().ShouldBe("[1,5,9]");
        heat.GetProperty("personSeconds").ToString().ShouldBe("[0.3,2,5]");
        heat.GetProperty("totalPersonSeconds").GetDouble().ShouldBe(7.3);
        heat.GetProperty("observedSeconds").GetDouble().ShouldBe(20);
        heat.GetProperty("density").ToString().ShouldBe("[0.06,0.4,1]");
        heat.GetProperty("unit").GetString().ShouldBe("people-per-m2");
        heat.GetProperty("people").ValueKind.ShouldBe(JsonValueKind.Null);
        heat.GetProperty("scale").ToString().ShouldBe("""{"p50":0.4,"p75":0.7,"p90":0.88,"p95":0.94,"p99":0.988,"max":1}""");
        (heat.GetProperty("columns").GetInt32(), heat.GetProperty("rows").GetInt32()).ShouldBe((10, 8));
    }

    [Fact]
    public async Task Heat_ExitLayer_CountsPeople()
    {
        var heat = (await _cloud.Get($"{CloudUnderTest.Berlin}/heat?{Range}&layer=exit")).GetProperty("surfaces")[0];
        heat.GetProperty("people").ToString().ShouldBe("[2]");
        heat.GetProperty("totalPeople").GetInt32().ShouldBe(2);
        heat.GetProperty("unit").GetString().ShouldBe("people-per-m2-hour");
        heat.GetProperty("personSeconds").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Flow_Range_GivesWaysFirstZonesAndShares() =>
        (await _cloud.Get($"{CloudUnderTest.Berlin}/flow?{Range}")).GetProperty("surfaces").ToString().ShouldBe(
            """[{"surface":"floor","observedSeconds":10,"visitors":10,"since":"2026-03-02T10:00:00Z","transitions":[{"from":"entrance","to":"shelf","people":6}],"first":[{"zone":"entrance","people":6,"share":1}],"reached":[{"zone":"entrance","people":10,"visitors":10,"share":1},{"zone":"shelf","people":6,"visitors":10,"share":0.6}],"withheld":1,"blockWithheld":null}]""");

    [Fact]
    public async Task Queues_Range_GivesTheHandComputedNumbers()
    {
        (await _cloud.Get($"{CloudUnderTest.Berlin}/queues?{Range}")).GetProperty("queues").ToString().ShouldBe(
            """[{"queue":"shelf","name":"Shelf","observedSeconds":20,"lengthMean":1.5,"lengthPeak":3,"lengthNow":2,"lengthAt":"2026-03-02T10:00:50Z","arrived":5,"served":3,"abandoned":1,"cut":0,"servedPerHour":540,"abandonedShare":0.25,"wait":{"people":3,"medianSeconds":20,"p90Seconds":52,"meanSeconds":30},"waitWithheld":null,"littleRatio":0.9}]""");
        (await _cloud.Get($"{CloudUnderTest.Berlin}/queues/shelf/series?{Range}&stepSeconds=20")).GetProperty("points").ToString().ShouldBe(
            """[{"start":"2026-03-02T10:00:00Z","lengthMean":2,"lengthPeak":3,"arrived":4,"served":3,"abandoned":1,"observedSeconds":10},{"start":"2026-03-02T10:00:40Z","lengthMean":1,"lengthPeak":2,"arrived":1,"served":0,"abandoned":0,"observedSeconds":10}]""");
    }

    [Fact]
    public async Task Occupancy_Range_GivesPeopleInsideAndWhatWasCorrected()
    {
        (await _cloud.Get($"{CloudUnderTest.Berlin}/occupancy?{Range}")).GetProperty("entrances").ToString().ShouldBe(
            """[{"group":"store","observedSeconds":20,"in":5,"out":3,"now":2,"at":"2026-03-02T10:00:50Z","peak":5,"peakAt":"2026-03-02T10:00:00Z","clamped":1,"drift":1,"resets":[{"windowStart":"2026-03-02T10:00:00Z","device":"floor-1","drift":1}],"resetAt":"04:00","timeZone":"Europe/Rome"}]""");
        (await _cloud.Get($"{CloudUnderTest.Berlin}/occupancy/store/series?{Range}&stepSeconds=20")).GetProperty("points")[1].ToString().ShouldBe(
            """{"start":"2026-03-02T10:00:40Z","in":0,"out":2,"peak":4,"observedSeconds":10}""");
    }

    // Wilson's intervals of 5 of 20 and 1 of 4, by hand.
    [Fact]
    public async Task Attention_Range_GivesFunnelHoldingAndLostInterestWithIntervals()
    {
        (await _cloud.Get($"{CloudUnderTest.Berlin}/attention?{Range}")).GetProperty("displays").ToString().ShouldBe(
            """[{"display":"left-window","name":"Left window","observedSeconds":20,"funnel":{"since":"2026-03-02T10:00:00Z","passed":20,"glanced":10,"stopped":6,"attended":4,"entered":1,"attendedAnyhow":5,"attraction":{"share":0.25,"low":0.111862,"high":0.468701},"directionKnownShare":0.63},"funnelWithheld":null,"attention":{"contributors":3,"attended":2,"holdingSeconds":3,"holdingWithheld":null,"medianSeconds":2},"attentionWithheld":null,"interest":{"visits":4,"lost":1,"cut":0,"lostShare":{"share":0.25,"low":0.045587,"high":0.699358}},"interestWithheld":null},{"display":"right","name":"right","observedSeconds":10,"funnel":null,"funnelWithheld":"below-threshold","attention":null,"attentionWithheld":"below-threshold","interest":null,"interestWithheld":"below-threshold"}]""");
        (await _cloud.Get($"{CloudUnderTest.Berlin}/attention/left-window/series?{Range}&stepSeconds=20")).GetProperty("points")[1].ToString().ShouldBe(
            """{"start":"2026-03-02T10:00:40Z","passed":0,"glanced":0,"stopped":0,"attended":0,"entered":0,"attendedAnyhow":0,"attraction":null,"withheld":null,"observedSeconds":10}""");
    }

    // Whoever takes figures away from here takes along what they are of.
    [Theory]
    [InlineData("zones")]
    [InlineData("zones/entrance/series")]
    [InlineData("heat")]
    [InlineData("lines")]
    [InlineData("expression")]
    [InlineData("expression/entrance/series")]
    [InlineData("flow")]
    [InlineData("queues")]
    [InlineData("queues/shelf/series")]
    [InlineData("occupancy")]
    [InlineData("occupancy/store/series")]
    [InlineData("attention")]
    [InlineData("attention/left-window/series")]
    [InlineData("arousal")]
    [InlineData("arousal/shelf/series")]
    public async Task EveryFigures_NotOfARealShop_SaySo(string route) =>
        (await _cloud.Get($"{CloudUnderTest.Berlin}/{route}?{Range}")).GetProperty("provenance").GetString().ShouldBe("demo");

    [Fact]
    public async Task Lines_Range_AddUp() =>
        (await _cloud.Get($"{CloudUnderTest.Berlin}/lines?{Range}")).GetProperty("lines").ToString().ShouldBe(
            """[{"line":"door","name":"Door","inName":"into the shop","outName":"to the street","in":5,"out":1,"since":null,"withheld":null,"inUntold":null,"outUntold":null,"inPlusMinus":null,"outPlusMinus":null,"observedSeconds":20}]""");

    // 24 people in two blocks, 23 of them decided about. This device never had its mistakes measured: the shares are bare decisions, 5/23, 12/23, 4/23 and
    // 2/23 with Wilson's intervals.
    [Fact]
    public async Task Expression_UnmeasuredModel_GivesBareDecisionsAndSaysSo()
    {
        (await _cloud.Get($"{CloudUnderTest.Berlin}/expression?{Range}")).GetProperty("zones").ToString().ShouldBe(
            """[{"zone":"entrance","name":"Entrance","contributors":24,"decisions":{"positive":5,"neutral":12,"negative":4,"surprise":2,"abstained":1},"abstainedShare":0.041667,"shares":{"positive":{"share":0.217391,"low":0.09664,"high":0.419035},"neutral":{"share":0.521739,"low":0.329627,"high":0.707628},"negative":{"share":0.173913,"low":0.069787,"high":0.371376},"surprise":{"share":0.086957,"low":0.02418,"high":0.26796},"valence":null,"arousal":null},"corrected":false,"models":[],"measuredOn":[],"withheld":null},{"zone":"shelf","name":"Shelf","contributors":0,"decisions":null,"abstainedShare":null,"shares":null,"corrected":false,"models":[],"measuredOn":[],"withheld":"below-threshold"}]""");
        (await _cloud.Get($"{CloudUnderTest.Berlin}/expression/shelf/series?{Range}")).GetProperty("points").ToString().ShouldBe(
            """[{"start":"2026-03-02T10:00:00Z","contributors":0,"abstainedShare":null,"shares":null,"corrected":false,"withheld":"below-threshold"}]""");
    }

    [Fact]
    public async Task Expression_MeasuredModel_GivesCorrectedSharesOnWhatTheyWereMeasured()
    {
        var reading = Wire.Reading("emotion", "labelled pictures", [90, 5, 0, 0, 5], [5, 80, 10, 0, 5], [0, 10, 80, 0, 10], [5, 5, 0, 80, 10]);
        _cloud.Broker.Deliver(Wire.Describe() with { Expression = reading });
        var zone = (await _cloud.Get($"{CloudUnderTest.Berlin}/expression?{Range}")).GetProperty("zones")[0];
        zone.GetProperty("corrected").GetBoolean().ShouldBeTrue();
        zone.GetProperty("measuredOn").ToString().ShouldBe("""["labelled pictures"]""");
        zone.GetProperty("shares").GetProperty("valence").GetProperty("low").GetDouble().ShouldBeInRange(-1, zone.GetProperty("shares").GetProperty("valence").GetProperty("mean").GetDouble());
        zone.GetProperty("decisions").GetProperty("positive").GetInt32().ShouldBe(5);
    }

    // Blocks of 3 people over 60 s and of 6 over 180 s: (6 × 60 + 2 × 180) / 240 = 3 responses a minute, (3 × 4 + 6 × 1) / 9 = 2 µS, (3 × 0.5 + 6 × 0.2) / 9 = 0.3,
    // and the interval reaches (3 × 1.5 + 6 × 0.2) / 9 to each side.
    [Fact]
    public async Task Arousal_Range_GivesLevelResponsesAndMeanWithItsInterval()
    {
        var answer = await _cloud.Get($"{CloudUnderTest.Berlin}/arousal?{Range}");
        answer.GetProperty("zones").ToString().ShouldBe(
            """[{"zone":"entrance","name":"Entrance","observedSeconds":10,"arousal":null,"withheld":"below-threshold"},{"zone":"shelf","name":"Shelf","observedSeconds":20,"arousal":{"contributors":6,"contactSeconds":240,"sclMicrosiemens":2,"scrPerMinute":3,"abstainedShare":0.2,"estimate":{"contributors":6,"mean":0.3,"low":-0.333333,"high":0.933333,"elevatedShare":0.15}},"withheld":null}]""");
        (answer.GetProperty("study").GetString(), answer.GetProperty("studies").ToString()).ShouldBe((null, """["walk-1"]"""));
        (await _cloud.Get($"{CloudUnderTest.Berlin}/arousal/shelf/series?{Range}&stepSeconds=20")).GetProperty("points")[1].ToString().ShouldBe(
            """{"start":"2026-03-02T10:00:40Z","observedSeconds":10,"arousal":{"contributors":6,"contactSeconds":180,"sclMicrosiemens":1,"scrPerMinute":2,"abstainedShare":0.1,"estimate":{"contributors":6,"mean":0.2,"low":0,"high":0.4,"elevatedShare":0.1}},"withheld":null}""");
    }

    [Theory]
    [InlineData("study=walk-1", 6, 1)]
    [InlineData("study=", 3, 1)]
    [InlineData("study=walk-2", 0, 0)]
    [InlineData("", 6, 2)]
    public async Task Arousal_OneStudy_LeavesTheOthersOut(string study, int people, int points)
    {
        var answer = await _cloud.Get($"{CloudUnderTest.Berlin}/arousal?{Range}&{study}");
        answer.GetProperty("studies").ToString().ShouldBe("""["walk-1"]""");
        answer.GetProperty("zones").EnumerateArray().Select(z => z.GetProperty("arousal")).Where(a => a.ValueKind != JsonValueKind.Null).Sum(a => a.GetProperty("contributors").GetInt32()).ShouldBe(people);
        (await _cloud.Get($"{CloudUnderTest.Berlin}/arousal/shelf/series?{Range}&{study}&stepSeconds=10")).GetProperty("points").GetArrayLength().ShouldBe(points);
    }

    [Theory]
    [InlineData("layout")]
    [InlineData("devices")]
    [InlineData("zones")]
    [InlineData("zones/entrance/series")]
    [InlineData("heat")]
    [InlineData("lines")]
    [InlineData("expression")]
    [InlineData("expression/entrance/series")]
    [InlineData("flow")]
    [InlineData("queues")]
    [InlineData("queues/shelf/series")]
    [InlineData("occupancy")]
    [InlineData("occupancy/store/series")]
    [InlineData("attention")]
    [InlineData("attention/left-window/series")]
    [InlineData("arousal")]
    [InlineData("arousal/shelf/series")]
    [InlineData("live")]
    public async Task EveryRoute_UnknownStore_Is404NamingItAndTheNearest(string route) =>
        (await _cloud.Problem($"/api/v1/stores/acme/berlim/{route}", 404)).ShouldBe("no device of a store 'acme/berlim' ever spoke; did you mean 'acme/berlin'?");

    [Theory]
    [InlineData("zones?from=yesterday", "from 'yesterday' is not a time such as 2026-01-31T12:00:00Z")]
    [InlineData("heat?to=2026-13-01", "to '2026-13-01' is not a time such as 2026-01-31T12:00:00Z")]
    [InlineData("lines?from=2026-03-02T10:00:00Z&to=2026-03-02T10:00:00Z", "from (2026-03-02T10:00:00Z) must be before to (2026-03-02T10:00:00Z)")]
    [InlineData("expression?from=2024-01-01T00:00:00Z&to=2026-03-02T10:00:00Z", "from and to are 791 days apart, at most 400 are allowed")]
    [InlineData("lines?to=0001-01-01T00:00:00Z", "from (0001-01-01T00:00:00Z) must be before to (0001-01-01T00:00:00Z)")]
    [InlineData("zones/entrance/series?stepSeconds=0", "stepSeconds '0' must be a whole number from 1 to 2678400")]
    [InlineData("zones/entrance/series?from=2025-04-01&to=2026-03-01&stepSeconds=1", "stepSeconds 1 gives more than 5000 points over this range")]
    [InlineData("expression/entrance/series?from=2026-03-01&to=2026-03-02&stepSeconds=10", "stepSeconds 10 gives more than 500 points over this range")]
    [InlineData("attention/left-window/series?stepSeconds=-1", "stepSeconds '-1' must be a whole number from 1 to 2678400")]
    [InlineData("arousal?study=Walk%201", "study 'Walk 1' is not an id: use 1 to 40 of a-z, 0-9 and '-'")]
    [InlineData("arousal/shelf/series?study=a/b", "study 'a/b' is not an id: use 1 to 40 of a-z, 0-9 and '-'")]
    [InlineData("arousal/shelf/series?stepSeconds=0", "stepSeconds '0' must be a whole number from 1 to 2678400")]
    [InlineData("flow?from=yesterday", "from 'yesterday' is not a time such as 2026-01-31T12:00:00Z")]
    [InlineData("queues/shelf/series?stepSeconds=x", "stepSeconds 'x' must be a whole number from 1 to 2678400")]
    [InlineData("occupancy?from=2026-03-02T10:00:00Z&to=2026-03-02T10:00:00Z", "from (2026-03-02T10:00:00Z) must be before to (2026-03-02T10:00:00Z)")]
    [InlineData("heat?layer=lingre", "layer 'lingre' is not known; did you mean 'linger'?")]
    [InlineData("heat?layer=pith", "layer 'pith' is not known; did you mean 'path'?")]
    public async Task EveryParameter_WrongValue_Is400NamingIt(string query, string sentence) =>
        (await _cloud.Problem($"{CloudUnderTest.Berlin}/{query}", 400)).ShouldBe(sentence);

    [Theory]
    [InlineData("to=0001-01-01T00:10:00Z")]
    [InlineData("from=9999-12-31T00:00:00Z&to=9999-12-31T23:59:59.9999999Z")]
    public async Task EveryRange_AtTheCalendarsEnds_IsAnswered(string range)
    {
        foreach (var route in new[] { "zones", "zones/entrance/series", "heat", "lines", "expression", "expression/entrance/series", "flow", "queues", "queues/shelf/series", "occupancy", "occupancy/store/series", "attention", "attention/left-window/series", "arousal", "arousal/shelf/series" })
            await _cloud.Get($"{CloudUnderTest.Berlin}/{route}?{range}");
    }

    [Fact]
    public async Task UnknownZoneOrSurface_Is404NamingIt()
    {
        (await _cloud.Problem($"{CloudUnderTest.Berlin}/zones/shelv/series", 404)).ShouldBe("store acme/berlin has no zone 'shelv'; did you mean 'shelf'?");
        (await _cloud.Problem($"{CloudUnderTest.Berlin}/heat?surface=flor", 404)).ShouldBe("store acme/berlin has no surface 'flor'; did you mean 'floor'?");
        (await _cloud.Problem($"{CloudUnderTest.Berlin}/flow?surface=flor", 404)).ShouldBe("store acme/berlin has no surface 'flor'; did you mean 'floor'?");
        (await _cloud.Problem($"{CloudUnderTest.Berlin}/expression/shelv/series", 404)).ShouldBe("store acme/berlin has no zone 'shelv'; did you mean 'shelf'?");
        (await _cloud.Problem($"{CloudUnderTest.Berlin}/arousal/shelv/series", 404)).ShouldBe("store acme/berlin has no zone 'shelv'; did you mean 'shelf'?");
        (await _cloud.Problem($"{CloudUnderTest.Berlin}/attention/left-windov/series", 404)).ShouldBe("store acme/berlin has no display 'left-windov'; did you mean 'left-window'?");
        (await _cloud.Problem($"{CloudUnderTest.Berlin}/queues/shelv/series", 404)).ShouldBe("store acme/berlin has no queue 'shelv'; did you mean 'shelf'?");
        (await _cloud.Problem($"{CloudUnderTest.Berlin}/occupancy/stor/series", 404)).ShouldBe("store acme/berlin has no entrances 'stor' in this range; did you mean 'store'?");
    }

    [Fact]
    public async Task OpenApi_Document_ListsEveryRouteOfTheContract()
    {
        var document = await _cloud.Get("/openapi/v1.json");
        const string store = "/api/v1/stores/{tenant}/{store}";
        document.GetProperty("paths").EnumerateObject().Select(p => p.Name).ShouldBe(
        [
            "/healthz", "/metrics", "/api/v1/ingest", "/api/v1/stores", $"{store}/layout", $"{store}/devices", $"{store}/zones", $"{store}/zones/{{zone}}/series",
            $"{store}/heat", $"{store}/lines", $"{store}/expression", $"{store}/expression/{{zone}}/series", $"{store}/flow", $"{store}/queues", $"{store}/queues/{{queue}}/series",
            $"{store}/occupancy", $"{store}/occupancy/{{group}}/series", $"{store}/attention",
            $"{store}/attention/{{display}}/series", $"{store}/arousal", $"{store}/arousal/{{zone}}/series", $"{store}/live",
        ], ignoreOrder: true);
        var schemas = document.GetProperty("components").GetProperty("schemas");
        schemas.GetProperty("ZoneSummary").GetProperty("properties").GetProperty("observedSeconds").GetProperty("type").GetString().ShouldBe("number");
        // Whoever reads the document sees that a count may be missing.
        foreach (var (summary, count) in new[] { ("ZoneSummary", "visits"), ("ZonePoint", "visits"), ("LineSummary", "in"), ("ZoneSummary", "personSeconds") })
            schemas.GetProperty(summary).GetProperty("properties").GetProperty(count).GetProperty("type").EnumerateArray().Select(t => t.GetString()).ShouldContain("null", $"{summary}.{count}");
        document.GetProperty("paths").EnumerateObject().ShouldAllBe(p => p.Value.GetProperty("get").GetProperty("summary").GetString()!.Length > 10);
    }

    // A page of evil.example that has its name resolve to 127.0.0.1 sends that name.
    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:5173", 200)]
    [InlineData("127.0.0.1:1", 200)]
    [InlineData("[::1]:8080", 200)]
    [InlineData("shop.example", 200)]
    [InlineData("till.example:443", 200)]
    [InlineData("evil.example", 400)]
    [InlineData("127.0.0.1.evil.example", 400)]
    [InlineData("x.shop.example", 400)]
    [InlineData("192.168.0.7:8080", 400)]
    public async Task AnyRequest_HostHeader_OnlyKnownOnesAreAnswered(string host, int status)
    {
        await using var cloud = await CloudUnderTest.StartAsync("hosts: shop.example, till.example\n");
        foreach (var path in new[] { "/api/v1/stores", "/healthz" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            using var response = await cloud.Http.SendAsync(request);
            ((int)response.StatusCode).ShouldBe(status);
            if (status != 400)
                continue;
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            (await response.Content.ReadAsStringAsync()).ShouldContain("is not served here: use localhost, or allow the name under the key 'hosts'");
        }
    }

    [Theory]
    [InlineData("0.0.0.0:8080", "192.168.0.7", true)]
    [InlineData("0.0.0.0:8080", "shop.example", false)]
    [InlineData("127.0.0.2:8080", "127.0.0.2", true)]
    [InlineData("127.0.0.1:8080", "", false)]
    public void HostNames_OtherAddresses_KnowAddressesButNoNames(string listen, string host, bool known) =>
        new HostNames(ConfigFile.Parse($"listen: {listen}\n", "test.yaml", CloudConfig.Read)).Knows(host).ShouldBe(known);

    [Fact]
    public void Hosts_NotAName_IsRefused() =>
        Should.Throw<ConfigException>(() => ConfigFile.Parse("hosts: shop.example, http://x\n", "test.yaml", CloudConfig.Read))
            .Problems.Single().ShouldEndWith("'http://x' is no host name");

    [Fact]
    public async Task EveryAnswer_HasSecurityHeadersAndIsCompressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{CloudUnderTest.Berlin}/heat?{Range}");
        request.Headers.Add("Accept-Encoding", "gzip");
        using var response = await _cloud.Http.SendAsync(request);
        response.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        response.Headers.Contains("Server").ShouldBeFalse();
    }
}
