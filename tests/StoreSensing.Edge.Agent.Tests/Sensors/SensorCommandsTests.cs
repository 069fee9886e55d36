using System.Text;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Agent.Sensors;
using StoreSensing.Edge.Agent.Tests.Lanes;

namespace StoreSensing.Edge.Agent.Tests.Sensors;

public sealed class SensorCommandsTests : IAsyncDisposable
{
    private readonly SensorBench _bench = new("{id: band, input: simulated}, {id: grip, zone: till, input: simulated}");
    private readonly SensorLane _band;
    private readonly HandSource _source;
    private readonly SensorCommands _commands;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public SensorCommandsTests()
    {
        _source = new HandSource(_bench.Time);
        _band = _bench.Lane(_source);
        _running = _band.RunAsync(_stop.Token);
        _commands = new SensorCommands([_band, _bench.Lane(new HandSource(_bench.Time), 1)], ["shelf", "till", "staff-room"], ["staff-room"], _bench.Log);
    }

    [Fact]
    public async Task Take_LocationAndConsent_ReachTheSensor()
    {
        Send("location", """{"schema":"location/1","sensor":"band","zone":"shelf"}""");
        Send("consent", """{"schema":"consent/1","sensor":"band","consent":true,"study":"walk-7"}""");
        _source.Give(100, 5);
        await DisposeAsync();

        _bench.Log.Lines.ShouldBe(["Information: consent given for sensor 'band' by command, study 'walk-7'"]);
        _bench.Summary(_band).Arousal["shelf"].ContactSeconds.ShouldBeInRange(75, 95);
        _bench.Messages.ShouldAllBe(m => m.Study == null, "a study of one participant is not told of");
    }

    [Fact]
    public async Task Take_CarriedIntoAStaffZone_NothingIsToldOfItThere()
    {
        Send("location", """{"schema":"location/1","sensor":"band","zone":"shelf"}""");
        Send("location", """{"schema":"location/1","sensor":"band","zone":"staff-room"}""");
        Send("consent", """{"schema":"consent/1","sensor":"band","consent":true,"study":null}""");
        _source.Give(100, 5);
        await DisposeAsync();

        _bench.Log.Lines[0].ShouldBe("Warning: sensor 'band' was carried into the staff zone 'staff-room': nothing is told of it there");
        _bench.Summary(_band).Arousal.ShouldBeEmpty();
    }

    [Fact]
    public async Task Take_ConsentTakenBack_LeavesNothing()
    {
        Send("location", """{"schema":"location/1","sensor":"band","zone":"shelf"}""");
        Send("consent", """{"schema":"consent/1","sensor":"band","consent":true,"study":null}""");
        _source.Give(50, 5);
        Send("consent", """{"schema":"consent/1","sensor":"band","consent":false,"study":null}""");
        _source.Give(50, 5);
        await DisposeAsync();

        _bench.Summary(_band).Arousal.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("location", """{"schema":"location/1","sensor":"band","zone":"shelf","who":"anna"}""", "a command set/location was left out: it ")]
    [InlineData("consent", """{"schema":"location/1","sensor":"band","zone":"shelf"}""", "a command set/consent was left out: it ")]
    [InlineData("consent", "not json", "a command set/consent was left out: it is not JSON")]
    [InlineData("location", "", "a command set/location was left out: it is empty")]
    [InlineData("location", """{"schema":"location/1","sensor":"bnd","zone":"shelf"}""", "a command set/location was left out: there is no sensor 'bnd'; did you mean 'band'?")]
    [InlineData("location", """{"schema":"location/1","sensor":"band","zone":"shell"}""", "a command set/location was left out: there is no zone 'shell'; did you mean 'shelf'?")]
    [InlineData("location", """{"schema":"location/1","sensor":"grip","zone":"shelf"}""", "a command set/location was left out: sensor 'grip' is fixed in its zone")]
    public void Take_Wrong_IsLeftOutWithAWarningThatNamesNoPerson(string what, string payload, string warning)
    {
        Send(what, payload);

        _bench.Log.Lines.ShouldHaveSingleItem().ShouldStartWith("Warning: " + warning);
        _bench.Log.Lines[0].ShouldNotContain("anna");
    }

    [Fact]
    public async Task Take_RetainedConsent_IsNobodys()
    {
        Send("location", """{"schema":"location/1","sensor":"band","zone":"shelf"}""", retained: true);
        Send("consent", """{"schema":"consent/1","sensor":"band","consent":true,"study":null}""", retained: true);
        _source.Give(100, 5);
        await DisposeAsync();

        _bench.Log.Lines.ShouldHaveSingleItem().ShouldContain("consent is never for whoever comes later");
        _bench.Summary(_band).Arousal.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        if (_running.IsCompleted)
            return;
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private void Send(string what, string payload, bool retained = false) => _commands.Take(what, Encoding.UTF8.GetBytes(payload), retained);
}
