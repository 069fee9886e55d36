using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Commands;
using StoreSensing.Edge.Agent.Gsr;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Hardware.Calibration;
using StoreSensing.Hardware.FrontEnds;

namespace StoreSensing.Edge.Agent.Tests.Gsr;

public sealed class CalibrationDialogueTests : IDisposable
{
    private static readonly ResistiveDivider Divider = new(3.3, 100e3);
    private readonly StringWriter _said = new();

    [Fact]
    public async Task RunAsync_BoardSomePerCentOff_IsFoundOut()
    {
        var fit = await Dialogue(new SimulatedResistorReader(Divider), "\n\n\n\n\n").RunAsync(CalibrationDialogue.Suggested(Divider), default);

        ((ResistiveDivider)fit.Circuit).ReferenceOhms.ShouldBe(104e3, 200);
        _said.ToString().ShouldContain("Clamp 47 kΩ between the electrodes, hands off.");
        _said.ToString().ShouldContain("worst error 0.");
    }

    [Fact]
    public void Suggested_EachCircuit_AreWithinItsRangeAndOpenOnlyWhereItTells()
    {
        CalibrationDialogue.Suggested(new GroveGsr(3.3))[0].ShouldBe(double.PositiveInfinity);
        CalibrationDialogue.Suggested(Divider).ShouldNotContain(double.PositiveInfinity);
        CalibrationDialogue.Suggested(new Transimpedance(1e6)).ShouldNotContain(47e3); // it would be at its upper end
    }

    [Fact]
    public async Task RunAsync_TooFewLeft_IsRefused()
    {
        var dialogue = Dialogue(new SimulatedResistorReader(Divider), "\ns\ns\ns\n\n");

        (await Should.ThrowAsync<CalibrationException>(dialogue.RunAsync(CalibrationDialogue.Suggested(Divider), default))).Message.ShouldContain("3 different resistors are needed, 2 were read");
        _said.ToString().ShouldContain("100 kΩ: left out");
    }

    [Fact]
    public async Task RunAsync_SwappedResistors_AreRefused()
    {
        var swapped = new Swapped(new SimulatedResistorReader(Divider));

        (await Should.ThrowAsync<CalibrationException>(Dialogue(swapped, "\n\n\n").RunAsync([47e3, 220e3, 1e6], default))).Message.ShouldContain("were two swapped?");
    }

    [Fact]
    public async Task RunAsync_DriftingReading_IsAskedForAgainAndThenRefused()
    {
        var restless = new Restless();

        (await Should.ThrowAsync<CalibrationException>(Dialogue(restless, "\n\n\n\n\n").RunAsync([47e3], default))).Message.ShouldContain("drifts (20 mV)");

        restless.Asked.ShouldBe(3);
    }

    [Fact]
    public async Task RunAsync_AnswersEnd_SavesNothing() =>
        (await Should.ThrowAsync<CalibrationException>(Dialogue(new SimulatedResistorReader(Divider), "\n").RunAsync([47e3, 100e3, 470e3], default))).Message.ShouldContain("the answers ended");

    [Fact]
    public async Task SourceReader_ThreeSecondsOfReadings_AreTheirMeanNoiseAndDrift()
    {
        var reader = new SourceResistorReader(new HandedSource(), TimeProvider.System);
        reader.Add(Reading(0, 9)); // before anybody asked
        var taking = reader.TakeAsync(47e3, default);
        for (var i = 0; i <= 300; i++)
            reader.Add(Reading(1 + (i / 100.0), i % 2 == 0 ? 1.5 : double.NaN));

        var take = await taking;

        (take.Volts, take.NoiseVolts, take.DriftVolts, take.Readings).ShouldBe((1.5, 0, 0, 151));
    }

    [Fact]
    public async Task ReadyAsync_SourceThatGivesNothing_IsToldBeforeAnyResistor()
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        var reader = new SourceResistorReader(new HandedSource(), time);
        var gone = new ReadingSourceException("no such serial line: '/dev/no-such'");

        (await Should.ThrowAsync<ReadingSourceException>(reader.ReadyAsync(Task.FromException(gone), default))).ShouldBe(gone);
        (await Should.ThrowAsync<CalibrationException>(reader.ReadyAsync(Task.CompletedTask, default))).Message.ShouldStartWith("the input ended before its first reading");
        var waiting = reader.ReadyAsync(new TaskCompletionSource().Task, default);
        time.Advance(TimeSpan.FromSeconds(11));
        (await Should.ThrowAsync<CalibrationException>(waiting)).Message.ShouldStartWith("no readings came within 10 s");

        reader.Add(Reading(0, 1.5));
        await reader.ReadyAsync(new TaskCompletionSource().Task, default);
    }

    [Fact]
    public async Task RunAsync_AllLinesAtOnce_NoneIsLost()
    {
        var truth = new ResistiveDivider(3.3, 104e3);
        double[] ohms = [47e3, 220e3, 1e6];
        var lines = string.Concat(ohms.SelectMany(r => Enumerable.Repeat(FormattableString.Invariant($"{truth.VoltsAt(1e6 / r):R}\n"), 60)));

        var fit = await new CalibrationDialogue(new LinesResistorReader(new StringReader(lines), 20, 1), Divider, null, _said).RunAsync(ohms, default);

        ((ResistiveDivider)fit.Circuit).ReferenceOhms.ShouldBe(104e3, 0.01);
    }

    [Fact]
    public void RefuseOutput_FileThatIsThere_NeedsForce()
    {
        using var folder = new TemporaryFolder();
        var file = new FileInfo(folder.File("grip.json"));
        GsrCalibrateCommand.RefuseOutput(file, force: false);
        File.WriteAllText(file.FullName, "{}");
        file.Refresh();

        Should.Throw<ConfigException>(() => GsrCalibrateCommand.RefuseOutput(file, force: false)).Message.ShouldContain("is there already: name another file, or say --force to write over it");
        Should.NotThrow(() => GsrCalibrateCommand.RefuseOutput(file, force: true));
    }

    [Fact]
    public async Task LinesReader_NumbersOneAfterAnother_ThreeSecondsAreOneResistor()
    {
        var reader = new LinesResistorReader(new StringReader(string.Concat(Enumerable.Repeat("512\n", 30)) + string.Concat(Enumerable.Repeat("256\n", 29))), 10, 5.0 / 1024);

        (await reader.TakeAsync(47e3, default)).ShouldBe(new ResistorTake(2.5, 0, 0, 30));
        (await Should.ThrowAsync<CalibrationException>(reader.TakeAsync(100e3, default))).Message.ShouldContain("ended after 29 of 30 readings");
    }

    [Theory]
    [InlineData("47k, 100k,1M,open", new[] { 47e3, 100e3, 1e6, double.PositiveInfinity })]
    [InlineData("470,4.7k", new[] { 470.0, 4700 })]
    public void Ohms_AsPeopleWriteThem_AreRead(string list, double[] ohms) => GsrCalibrateCommand.Ohms(list).ShouldBe(ohms);

    [Fact]
    public void Ohms_NoNumber_IsNamed() => Should.Throw<ConfigException>(() => GsrCalibrateCommand.Ohms("47k,1x")).Message.ShouldContain("'1x': must be ohms as 470, 47k or 1M, or open");

    public void Dispose() => _said.Dispose();

    private CalibrationDialogue Dialogue(IResistorReader reader, string answers) => new(reader, Divider, new StringReader(answers), _said);

    private static SensorReading Reading(double seconds, double volts) => new(new FrameTime(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(seconds)), volts);

    private sealed class Swapped(IResistorReader inner) : IResistorReader
    {
        public Task<ResistorTake> TakeAsync(double ohms, CancellationToken cancellation) => inner.TakeAsync(ohms == 47e3 ? 220e3 : ohms == 220e3 ? 47e3 : ohms, cancellation);
    }

    private sealed class Restless : IResistorReader
    {
        public int Asked { get; private set; }

        public Task<ResistorTake> TakeAsync(double ohms, CancellationToken cancellation)
        {
            Asked++;
            return Task.FromResult(new ResistorTake(1, 0.001, 0.02, 300));
        }
    }

    private sealed class HandedSource : IReadingSource
    {
        public double NominalRate => 100;

        public bool IsPaced => true;

        public ReadingSourceStatus Status => default;

        public Task RunAsync(IReadingSink into, CancellationToken cancellation) => Task.CompletedTask;
    }
}
