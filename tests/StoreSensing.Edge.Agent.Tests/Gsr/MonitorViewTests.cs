using StoreSensing.Edge.Agent.Gsr;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology;
using StoreSensing.Edge.Core.Physiology.Arousal;
using StoreSensing.Edge.Core.Physiology.Contact;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Core.Physiology.Responses;

namespace StoreSensing.Edge.Agent.Tests.Gsr;

public sealed class MonitorViewTests
{
    private static readonly MonitorFigures Figures = new("grip (ads1115 grove)", TimeSpan.FromSeconds(125), 99.84, 100, new ReadingSourceStatus(ReadingSourceState.Reading, 12500, 0, null));

    [Fact]
    public void Draw_RisingSignalWithAResponseAndAnArtefact_IsThisFrame()
    {
        var state = Rise();

        MonitorView.Draw(state, Figures, 48, 13, 39).ShouldBe(
            """
            grip (ads1115 grove)  00:02:05  99.8 of 100 read
            signal 7.90 µS  SCL 5.00 µS  SCR 1/min  arousal 
               7.79 │                                  •••••
                    │                            •••••••    
                    │                      •••••••          
               5.96 │                •••••••                
                    │          •••••••                      
                    │    ••••••• ──────────                 
               4.12 │•••••                                  
              SCR ▲ │                   ▲        !          
            contact │▒▒▒▒▒▒▒▒▒██████████████████████████████
                    └-39 s                               now
            contact  clean 100 %  noise 0.0000 µS  Ctrl-C en
            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(40, 9)]
    [InlineData(80, 24)]
    [InlineData(200, 60)]
    [InlineData(10, 3)]
    public void Draw_AnySize_FitsIt(int width, int height)
    {
        foreach (var state in (MonitorState[])[new MonitorState(), Rise()])
        {
            var lines = MonitorView.Draw(state, Figures, width, height, 60).Split('\n');

            lines.Length.ShouldBe(height);
            lines.ShouldAllBe(line => line.Length <= width && !line.Contains('\u001b'));
        }
    }

    [Fact]
    public void Draw_Nobody_ShowsNoSignal()
    {
        var state = new MonitorState();
        IPhysiologyObserver observer = state;
        for (var i = 0; i < 100; i++)
            observer.Block(new SignalBlock(At(i / 10.0), 0.001, ContactState.None, false));

        var frame = MonitorView.Draw(state, Figures, 80, 20, 10);

        frame.ShouldNotContain("•");
        frame.ShouldContain("SCL – µS");
    }

    [Fact]
    public void Draw_StalledSensor_SaysWhy()
    {
        var figures = Figures with { Status = new ReadingSourceStatus(ReadingSourceState.Stalled, 9, 0, "'/dev/ttyACM0' sends nothing") };

        MonitorView.Draw(new MonitorState(), figures, 80, 20, 10).ShouldContain("STALLED: '/dev/ttyACM0' sends nothing");
    }

    [Theory]
    [InlineData(0, 0, 80, 24)]
    [InlineData(120, 0, 80, 24)]
    [InlineData(120, 40, 120, 40)]
    public void Size_TerminalThatTellsNone_IsTheUsualOne(int width, int height, int columns, int rows) => MonitorView.Size(width, height).ShouldBe((columns, rows));

    [Fact]
    public void LineAndSummary_FaultySensor_SayWhy()
    {
        var figures = Figures with { Status = new ReadingSourceStatus(ReadingSourceState.Stalled, 9, 0, "'/dev/ttyACM0' sends nothing") };

        MonitorView.Line(new MonitorState(), figures).ShouldEndWith("  FAULT: '/dev/ttyACM0' sends nothing");
        MonitorView.Line(new MonitorState(), figures with { Status = figures.Status with { State = ReadingSourceState.Reading, Restarts = 1 } }).ShouldNotContain("FAULT");
        MonitorView.Summary(new MonitorState(), figures).ReplaceLineEndings("\n").ShouldEndWith("\nlast fault: '/dev/ttyACM0' sends nothing");
    }

    [Fact]
    public void Line_IsOneLineOfFigures() =>
        MonitorView.Line(Rise(), Figures).ShouldBe("00:02:05  signal 7.90 µS  SCL 5.00 µS  SCR 1/min  arousal +1.2 (confidence 0.5)  contact  99.8/s  noise 0.0000 µS");

    [Fact]
    public void Summary_SaysWhatWasSeen() =>
        MonitorView.Summary(Rise(), Figures).ReplaceLineEndings("\n").ShouldBe(
            "grip (ads1115 grove): 12500 readings in 00:02:05, restarts 0, noise 0.0000 µS a step of 100 ms\ncontacts 1, judged 10 s, clean 100 %, scored 100 %\nresponses 1");

    [Fact]
    public void State_ResponseTakenBack_IsNotDrawn()
    {
        var state = Rise();
        ((IPhysiologyObserver)state).Response(new ScrEvent(1, ScrEventKind.Retracted, 17, 19.5, 0.4, At(39)));

        MonitorView.Draw(state, Figures, 48, 13, 39).ShouldNotContain("▲      ");
        state.Responses.ShouldBeEmpty();
    }

    [Fact]
    public void State_TenHours_KeepsWhatFitsOnAScreen()
    {
        var state = new MonitorState();
        IPhysiologyObserver observer = state;
        for (var i = 0; i < 360_000; i++)
        {
            observer.Block(new SignalBlock(At(i / 10.0), 5, ContactState.Contact, false));
            if (i % 10 == 0)
                observer.Second(Second(i / 10.0));
            if (i % 100 == 0)
                observer.Response(new ScrEvent(i, ScrEventKind.Final, i / 10.0, i / 10.0, 0.1, At(i / 10.0)));
        }

        state.Blocks.Count.ShouldBe(6000);
        state.Seconds.Count.ShouldBe(600);
        state.Responses.Count.ShouldBe(300);
    }

    // White noise of 0.01 µS on a slow drift reads as 0.01 µS.
    [Fact]
    public void Noise_WhiteOnADrift_IsItsDeviation()
    {
        var state = new MonitorState();
        IPhysiologyObserver observer = state;
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            observer.Block(new SignalBlock(At(i / 10.0), 5 + (i * 0.002) + (0.01 * normal), ContactState.Contact, false));
        }

        state.Noise.ShouldBe(0.01, 0.003);
    }

    // 4 to 7.9 µS in 39 s, settling for ten seconds.
    private static MonitorState Rise()
    {
        var state = new MonitorState();
        IPhysiologyObserver observer = state;
        observer.Contact(ContactState.Settling, At(0));
        for (var i = 0; i <= 390; i++)
            observer.Block(new SignalBlock(At(i / 10.0), 4 + (i / 100.0), i < 100 ? ContactState.Settling : ContactState.Contact, i == 290));
        observer.Contact(ContactState.Contact, At(10));
        for (var i = 12; i < 22; i++)
            observer.Second(Second(i));
        observer.Response(new ScrEvent(1, ScrEventKind.Provisional, 17, 18, 0.2, At(18)));
        observer.Response(new ScrEvent(1, ScrEventKind.Final, 17, 19.5, 0.4, At(21)));
        return state;
    }

    private static ContactSecond Second(double at) => new(At(at), 5, true, 5, 0, 0, new ArousalScore(Abstention.None, 1.23, 0.5, 0.5));

    private static FrameTime At(double seconds) => new(DateTimeOffset.UnixEpoch.AddSeconds(seconds), TimeSpan.FromSeconds(seconds));
}
