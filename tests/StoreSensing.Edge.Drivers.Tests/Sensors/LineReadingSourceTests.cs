using System.Text;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Drivers.Sensors;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Drivers.Tests.Sensors;

public sealed class LineReadingSourceTests
{
    private static readonly LineReadingOptions Options = new() { Rate = 10 };
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Run_LinesThatArriveTogether_AreSpreadBackOverTheirTime()
    {
        _time.Advance(TimeSpan.FromSeconds(5));
        var source = Source([() => Board("1\n2\n3\n")], comesBack: false);
        _time.Advance(TimeSpan.FromSeconds(5));
        var log = new ReadingLog();

        await source.RunAsync(log, default);

        log.Readings.Select(r => r.Value).ShouldBe([1, 2, 3]);
        log.Readings.Select(r => Math.Round(r.Time.Elapsed.TotalSeconds, 3)).ShouldBe([4.8, 4.9, 5]);
        log.Readings[^1].Time.Utc.ShouldBe(_time.GetUtcNow());
        source.Status.ShouldBe(new ReadingSourceStatus(ReadingSourceState.Ended, 3, 0, null));
    }

    [Fact]
    public async Task Run_MoreAtOnceThanTimeAllows_TimesStillGrow()
    {
        var source = Source([() => Board("1\n2\n3\n", "4\n5\n6\n")], comesBack: false);
        var log = new ReadingLog();

        await source.RunAsync(log, default);

        log.Readings.Zip(log.Readings.Skip(1)).ShouldAllBe(pair => pair.Second.Time.Elapsed > pair.First.Time.Elapsed);
    }

    [Fact]
    public async Task Run_Scaled_GivesVolts()
    {
        var source = new LineReadingSource("board", Options with { Scale = 5.0 / 1024 }, () => Board("512\n"), false, _time, null, () => 0);
        var log = new ReadingLog();

        await source.RunAsync(log, default);

        log.Readings.ShouldHaveSingleItem().Value.ShouldBe(2.5);
    }

    [Fact]
    public async Task Run_BadLines_AreCountedAndNamedWhileReadingGoesOn()
    {
        var source = Source([() => Board("hello\n1\n", "oops\n2\n")], comesBack: false);
        var log = new ReadingLog();

        await source.RunAsync(log, default);

        log.Count.ShouldBe(2);
        source.Status.Fault.ShouldBe("board: lines came that are no numbers");
    }

    [Fact]
    public async Task Run_Unplugged_GivesOneNaNAndComesBackWithGrowingPauses()
    {
        using var stop = new CancellationTokenSource();
        var waits = new List<TimeSpan>();
        var opened = 0;
        ILinePort Open() => ++opened switch
        {
            1 => Board("0\n1\n"),
            2 or 3 => throw new ReadingSourceException("no such serial line: 'board'"),
            _ => Board("0\n2\n"),
        };
        var states = new List<ReadingSourceStatus>();
        LineReadingSource? source = null;
        source = new LineReadingSource("board", Options, Open, true, _time, (wait, _) =>
        {
            waits.Add(wait);
            states.Add(source!.Status);
            _time.Advance(wait);
        }, () => 0.5);
        var log = new ReadingLog
        {
            Then = reading =>
            {
                if (reading.Value == 2)
                    stop.Cancel();
            },
        };

        await source.RunAsync(log, stop.Token);

        log.Readings.Select(r => r.Value).ShouldBe([1, double.NaN, 2]); // the first line after opening may be half a one
        waits.Select(w => w.TotalSeconds).ShouldBe([0.1875, 0.375, 0.75]);
        states.ShouldAllBe(s => s.State == ReadingSourceState.Stalled);
        states.Select(s => s.Fault).ShouldBe(["board was closed by the other end; is the board unplugged?", "no such serial line: 'board'", "no such serial line: 'board'"]);
        source.Status.Restarts.ShouldBe(1);
    }

    [Fact]
    public async Task Run_LineGoneWithAnError_IsUnplugged()
    {
        using var stop = new CancellationTokenSource();
        var source = new LineReadingSource("board", Options, () => new FakePort(["0\n1\n"], new IOException("Input/output error")), true, _time, (_, _) => stop.Cancel(), () => 0);
        var log = new ReadingLog();

        await source.RunAsync(log, stop.Token);

        log.Readings.Select(r => r.Value).ShouldBe([1, double.NaN]);
        source.Status.Fault.ShouldBe("board: Input/output error");
    }

    [Fact]
    public void Status_SilentForLonger_IsStalledAndSaysSo()
    {
        var source = Source([() => Board()], comesBack: true);
        source.Status.State.ShouldBe(ReadingSourceState.Starting);

        _time.Advance(TimeSpan.FromSeconds(4));

        source.Status.ShouldBe(new ReadingSourceStatus(ReadingSourceState.Stalled, 0, 0, "board sends nothing"));
    }

    [Fact]
    public async Task Run_NoSuchLineAtTheStart_IsAMistakeOfTheConfiguration()
    {
        var source = LineReadingSource.Serial("/dev/no-such-tty", Options, TimeProvider.System);

        (await Should.ThrowAsync<ReadingSourceException>(source.RunAsync(new ReadingLog(), default))).Message.ShouldStartWith("no such serial line: '/dev/no-such-tty'; ");

        source.Status.State.ShouldBe(ReadingSourceState.Failed);
    }

    [Fact]
    public async Task Run_FileThatIsNoTerminal_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("x"), "1\n");
        var source = LineReadingSource.Serial(folder.File("x"), Options, TimeProvider.System);

        (await Should.ThrowAsync<ReadingSourceException>(source.RunAsync(new ReadingLog(), default))).Message.ShouldBe($"'{folder.File("x")}': is no serial line");
    }

    // A real terminal of the kernel's: raw, no echo, unplugged and plugged in again under the same name.
    [Fact]
    public async Task Serial_RealTerminalUnpluggedAndBack_IsReadAgain()
    {
        using var folder = new TemporaryFolder();
        var name = folder.File("ttyBoard");
        using var stop = new CancellationTokenSource();
        var log = new ReadingLog();
        var first = new PseudoTerminal();
        File.CreateSymbolicLink(name, first.Path);
        var source = LineReadingSource.Serial(name, Options with { Rate = 100 }, TimeProvider.System);
        var running = source.RunAsync(log, stop.Token);
        await Eventually.True(
            () =>
            {
                first.Send("0.5\n1.25\n");
                return log.Count > 2;
            },
            "numbers arrive");

        first.Dispose();
        await Eventually.True(() => source.Status.State == ReadingSourceState.Stalled, "unplugging is seen");
        log.Readings[^1].Value.ShouldBe(double.NaN);
        File.Delete(name);
        using var second = new PseudoTerminal();
        File.CreateSymbolicLink(name, second.Path);
        var before = log.Count;
        await Eventually.True(
            () =>
            {
                second.Send("7\n8\n");
                return log.Count > before;
            },
            "the board is read again");

        source.Status.State.ShouldBe(ReadingSourceState.Reading);
        source.Status.Restarts.ShouldBe(1);
        log.Readings[^1].Value.ShouldBeInRange(7, 8);
        await stop.CancelAsync();
        await running;
        source.Status.State.ShouldBe(ReadingSourceState.Ended);
        log.Readings.Zip(log.Readings.Skip(1)).ShouldAllBe(pair => pair.Second.Time.Elapsed > pair.First.Time.Elapsed);
    }

    private LineReadingSource Source(Queue<Func<ILinePort>> ports, bool comesBack) => new("board", Options, () => ports.Dequeue()(), comesBack, _time, null, () => 0);

    private LineReadingSource Source(IEnumerable<Func<ILinePort>> ports, bool comesBack) => Source(new Queue<Func<ILinePort>>(ports), comesBack);

    private static FakePort Board(params string[] pieces) => new(pieces, null);

    private sealed class FakePort(string[] pieces, IOException? end) : ILinePort
    {
        private int _next;

        public int Read(Span<byte> into, TimeSpan patience) =>
            _next < pieces.Length ? Encoding.ASCII.GetBytes(pieces[_next++], into) : end is null ? -1 : throw end;

        public void Dispose()
        {
        }
    }
}
