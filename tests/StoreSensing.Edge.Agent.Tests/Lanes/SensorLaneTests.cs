using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Hardware.Gpio;

namespace StoreSensing.Edge.Agent.Tests.Lanes;

public sealed class SensorLaneTests
{
    private const string Fixed = "{id: grip, zone: till, input: simulated, consent: contact}";
    private const string Asking = "{id: grip, zone: till, input: simulated}";
    private const string Carried = "{id: band, input: simulated, consent: contact}";

    [Fact]
    public async Task RunAsync_ThreeSensors_TellOfThreePeopleTogether()
    {
        var bench = new SensorBench("{id: a, zone: till, input: simulated, consent: contact}, {id: b, zone: till, input: simulated, consent: contact}, {id: c, zone: till, input: simulated, consent: contact}");
        var lanes = Enumerable.Range(0, 3).Select(i => bench.Simulated(TimeSpan.FromMinutes(20), i)).ToArray();

        await Task.WhenAll(lanes.Select(lane => lane.RunAsync(default)));

        bench.Told("till").ShouldNotBeEmpty();
        bench.Told("till").ShouldAllBe(block => block.Contributors >= 3);
        bench.Told("till").ShouldContain(block => block.Estimate != null);
        var summary = bench.Summary(lanes);
        summary.Sensors.ShouldAllBe(s => s.Readings == 24_000 && s.Contacts >= 2);
        summary.Arousal["till"].ContactSeconds.ShouldBeInRange(2000, 3600);
        summary.Arousal["till"].Scrs.ShouldBeGreaterThan(100);
        bench.Told("till").Sum(block => block.ObservedSeconds).ShouldBeLessThanOrEqualTo(summary.Arousal["till"].ContactSeconds + 0.1);
        summary.Messages["arousal"].ShouldBe(20);
    }

    [Fact]
    public async Task RunAsync_NobodyConsented_NothingIsTold()
    {
        var bench = new SensorBench(Asking);
        var lane = bench.Simulated(TimeSpan.FromMinutes(30));

        await lane.RunAsync(default);

        bench.Messages.Count.ShouldBeGreaterThan(25); // the sensor works, and that may be told
        bench.Messages.SelectMany(m => m.Zones).ShouldAllBe(z => z.Arousal == null && z.Withheld == "below-threshold");
        bench.Summary(lane).Arousal.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pressed_Button_ConsentsForThisContactOnlyAndTakesItBack()
    {
        var bench = new SensorBench(Asking);
        var (lane, source, stop) = Live(bench);
        source.Give(30, 5);
        lane.Pressed(ButtonEvent.Press);
        source.Give(120, 5);
        source.Give(10, 0); // lets go: the next one is somebody else
        source.Give(90, 6);
        await stop();

        var seconds = bench.Summary(lane).Arousal["till"].ContactSeconds;
        seconds.ShouldBeInRange(90, 125);
        bench.Summary(lane).Sensors[0].Contacts.ShouldBe(2);

        bench = new SensorBench(Asking);
        (lane, source, stop) = Live(bench);
        source.Give(30, 5);
        lane.Pressed(ButtonEvent.Press);
        source.Give(20, 5);
        lane.Pressed(ButtonEvent.LongPress);
        source.Give(60, 5);
        await stop();

        bench.Summary(lane).Arousal.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tick_SilentSensor_EndsItsWindowsOnTimeAndSaysWhatIsWrong()
    {
        var bench = new SensorBench(Fixed);
        var (lane, source, stop) = Live(bench);
        source.Give(61, 5);
        bench.Messages.ShouldBeEmpty();

        source.Status = new ReadingSourceStatus(ReadingSourceState.Stalled, 1220, 0, "'/dev/ttyACM0' was closed by the other end; is the board unplugged?");
        for (var i = 0; i < 40; i++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(0.5));
            lane.Tick();
        }

        var message = bench.Messages.ShouldHaveSingleItem();
        message.WindowStart.ShouldBe(SensorBench.Noon);
        message.ObservedSeconds.ShouldBe(60, 0.2);
        bench.Log.Lines.ShouldBe(["Warning: sensor 'grip': '/dev/ttyACM0' was closed by the other end; is the board unplugged?"]);
        var status = lane.Status();
        (status.State, status.Fault).ShouldBe(("stalled", "no reading arrives"));

        source.Status = new ReadingSourceStatus(ReadingSourceState.Reading, 1221, 1, source.Status.Fault);
        source.Give(60, 5);
        lane.Tick();
        await stop();

        bench.Log.Lines[^1].ShouldBe("Information: sensor 'grip' is read again");
        bench.Messages.Count.ShouldBe(3);
        bench.Messages[1].ObservedSeconds.ShouldBeInRange(35, 45); // silent for twenty of its seconds
        bench.Summary(lane).Sensors[0].Contacts.ShouldBe(2); // who holds it after the silence may be somebody else
    }

    [Fact]
    public async Task Tick_ButtonThatDied_ShowsInStatusLedAndLogOnce()
    {
        var bench = new SensorBench(Asking);
        var (lane, source, stop) = Live(bench, out var shown);
        source.Give(2, 5);
        lane.Status().Fault.ShouldBeNull();

        lane.PanelFault = () => "the button is dead: /dev/gpiochip0: line 27 can't be read any more";
        lane.Tick();
        lane.Tick();
        source.Give(2, 5);

        (lane.Status().State, lane.Status().Fault).ShouldBe(("reading", "the button can't be read; the device's log says why"));
        await stop();
        Changes(shown).ShouldBe([LedState.Waiting, LedState.Asking, LedState.Fault, LedState.Off]);
        bench.Log.Lines.ShouldBe(["Warning: sensor 'grip': the button is dead: /dev/gpiochip0: line 27 can't be read any more"]);
    }

    [Fact]
    public async Task Status_TouchedOrNot_IsTheSame()
    {
        var bench = new SensorBench(Fixed);
        var (lane, source, stop) = Live(bench);
        source.Give(15, 0);
        var before = lane.Status();

        source.Give(15, 5);

        (lane.Status() with { ReadingsPerSecond = before.ReadingsPerSecond }).ShouldBe(before);
        await stop();
        bench.Log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Showed_LedFollowsSensorAndContact()
    {
        var bench = new SensorBench(Fixed);
        var (lane, source, stop) = Live(bench, out var shown);
        source.Give(2, 0);
        source.Give(2, 5);
        source.Give(5, 0);
        source.Give(5, 90); // shorted
        source.Status = source.Status with { State = ReadingSourceState.Stalled };
        lane.Tick();
        await stop();

        Changes(shown).ShouldBe([LedState.Waiting, LedState.Contact, LedState.Waiting, LedState.Fault, LedState.Off]);
    }

    [Fact]
    public async Task Showed_SensorThatAsks_TellsWaitingForConsentFromMeasuring()
    {
        var bench = new SensorBench(Asking);
        var (lane, source, stop) = Live(bench, out var shown);
        source.Give(2, 0);
        source.Give(20, 5);
        lane.Pressed(ButtonEvent.Press);
        source.Give(20, 5);
        lane.Pressed(ButtonEvent.LongPress);
        source.Give(5, 5);
        await stop();

        Changes(shown).ShouldBe([LedState.Waiting, LedState.Asking, LedState.Contact, LedState.Asking, LedState.Off]);
        bench.Log.Lines.ShouldBe(["Information: consent given for sensor 'grip' by button, for no study", "Information: consent taken back for sensor 'grip' by button"]);
    }

    [Theory]
    [InlineData(100, LedState.Contact)]
    [InlineData(130, LedState.Asking)]
    public async Task Showed_ConsentBeforeTheTouch_HoldsForTwoMinutes(double secondsBefore, LedState then)
    {
        var bench = new SensorBench(Asking);
        var (lane, source, stop) = Live(bench, out var shown);
        source.Give(2, 0);
        lane.Consent(true, null);
        source.Give(secondsBefore, 0);
        source.Give(20, 5);
        source.Give(10, 0);
        source.Give(20, 5); // somebody else
        await stop();

        Changes(shown).ShouldBe([LedState.Waiting, then, LedState.Waiting, LedState.Asking, LedState.Off]);
    }

    [Fact]
    public async Task Locate_CarriedSensor_IsToldWhereItWasTaken()
    {
        var bench = new SensorBench(Carried);
        var (lane, source, stop) = Live(bench);
        source.Give(60, 5); // nobody knows where
        lane.Locate("till");
        source.Give(60, 5);
        lane.Locate("shelf");
        source.Give(60, 5);
        lane.Locate(null);
        source.Give(60, 5);
        await stop();

        bench.Summary(lane).Arousal.Keys.ShouldBe(["shelf", "till"]);
        bench.Summary(lane).Arousal.Values.ShouldAllBe(t => t.ContactSeconds >= 55 && t.ContactSeconds <= 61);
        bench.Messages.Select(m => string.Join(",", m.Zones.Select(z => z.Zone))).ShouldBe(["till", "shelf"]);
    }

    [Fact]
    public async Task RunAsync_Protocol_SaysWhereAndForWhichStudy()
    {
        var bench = new SensorBench(Carried, "{sensor: band, from: 0, to: 60, zone: till, study: walk-1}, {sensor: band, from: 60, to: 180, zone: shelf, study: walk-1}");
        var (lane, source, stop) = Live(bench);
        source.Give(30, 0);
        source.Give(200, 5);
        await stop();

        var arousal = bench.Summary(lane).Arousal;
        arousal["till"].ContactSeconds.ShouldBeInRange(45, 52); // the first ten seconds settle
        arousal["shelf"].ContactSeconds.ShouldBeInRange(115, 121);
        bench.Messages.ShouldAllBe(m => m.Study == null, "a study of one participant is not told of, not even that it goes on");
    }

    [Fact]
    public async Task RunAsync_ProtocolAndNoConsent_StillTellsNothing()
    {
        var bench = new SensorBench("{id: band, input: simulated}", "{sensor: band, from: 0, to: 3600, zone: till, study: walk-1}");
        var (lane, source, stop) = Live(bench);
        source.Give(200, 5);
        await stop();

        bench.Summary(lane).Arousal.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_SourceThatCannotWork_NamesTheSensor()
    {
        var bench = new SensorBench("{id: grip, zone: till, input: 'serial:/dev/no-such', unit: volts, rate: 20}");
        var lane = bench.Lane(Edge.Drivers.Sensors.LineReadingSource.Serial("/dev/no-such", new() { Rate = 20 }, TimeProvider.System));

        (await Should.ThrowAsync<ReadingSourceException>(lane.RunAsync(default))).Message.ShouldStartWith("sensor 'grip': no such serial line: '/dev/no-such'");
    }

    private static (SensorLane Lane, HandSource Source, Func<Task> Stop) Live(SensorBench bench) => Live(bench, out _);

    private static (SensorLane Lane, HandSource Source, Func<Task> Stop) Live(SensorBench bench, out List<LedState> shown)
    {
        var source = new HandSource(bench.Time);
        var lane = bench.Lane(source);
        var states = shown = [];
        lane.Showed += state =>
        {
            lock (states)
                states.Add(state);
        };
        var end = new CancellationTokenSource();
        var running = lane.RunAsync(end.Token);
        return (lane, source, async () =>
        {
            await end.CancelAsync();
            await running;
            end.Dispose();
        });
    }

    private static List<LedState> Changes(List<LedState> shown) => [.. shown.Where((state, i) => i == 0 || state != shown[i - 1])];

}
