using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Hardware.Buses;
using StoreSensing.Hardware.Converters;
using StoreSensing.Hardware.Readings;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.Readings;

public sealed class AdcReadingSourceTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly ManualTime _time = new(Start);
    private readonly CancellationTokenSource _end = new();
    private readonly Sink _sink = new();
    private readonly List<Input> _opened = [];
    private Func<int, Input?> _next;

    public AdcReadingSourceTests() => _next = _ => new Input(_time);

    public void Dispose() => _end.Dispose();

    [Fact]
    public void Run_AHundredPerSecond_IsOnTheGridForAnHour()
    {
        var source = Source(new());
        _sink.EndAfter(360_000, _end);
        source.Run(_sink, _end.Token);
        _sink.Count.ShouldBe(360_000);
        // The last reading is due 359,999 periods after the first, which began at once: no drift, however long each reading took.
        (_sink.Last.Time.Elapsed - _sink.First.Time.Elapsed).ShouldBe(TimeSpan.FromMilliseconds(10 * 359_999));
        (_sink.Last.Time.Utc - _sink.First.Time.Utc).ShouldBe(TimeSpan.FromMilliseconds(10 * 359_999));
        source.Skipped.ShouldBe(0);
        source.Status.ShouldBe(new ReadingSourceStatus(ReadingSourceState.Reading, 360_000, 0, null));
    }

    [Fact]
    public void Run_RateThatIsNoWholeTicks_DoesNotDriftEither()
    {
        var source = Source(new() { Rate = 60 });
        _sink.EndAfter(216_000, _end);
        source.Run(_sink, _end.Token);
        (_sink.Last.Time.Elapsed - _sink.First.Time.Elapsed).ShouldBe(TimeSpan.FromSeconds(215_999 / 60.0), TimeSpan.FromMicroseconds(1));
    }

    // A reading is stamped with the middle of its conversion, on both clocks.
    [Fact]
    public void Run_Reading_IsStampedInTheMiddleOfItsConversion()
    {
        _next = _ => new Input(_time) { Takes = TimeSpan.FromMilliseconds(4) };
        var source = Source(new());
        _sink.EndAfter(2, _end);
        source.Run(_sink, _end.Token);
        _sink.First.Time.Elapsed.ShouldBe(TimeSpan.FromMilliseconds(2));
        _sink.First.Time.Utc.ShouldBe(Start + TimeSpan.FromMilliseconds(2));
        _sink.First.Value.ShouldBe(1.25);
    }

    // A converter slower than the rate: deadlines that passed are skipped and the rest stay on the grid.
    [Fact]
    public void Run_SlowConverter_SkipsDeadlinesAndStaysOnTheGrid()
    {
        _next = _ => new Input(_time) { Takes = TimeSpan.FromMilliseconds(14) };
        var source = Source(new());
        _sink.EndAfter(101, _end);
        source.Run(_sink, _end.Token);
        // 14 ms on a grid of 10: every second deadline.
        (_sink.Last.Time.Elapsed - _sink.First.Time.Elapsed).ShouldBe(TimeSpan.FromMilliseconds(100 * 20 - 4), TimeSpan.FromMilliseconds(10));
        source.Skipped.ShouldBeInRange(98, 101);
        _sink.Times.Zip(_sink.Times.Skip(1)).ShouldAllBe(pair => pair.Second > pair.First);
    }

    [Fact]
    public void Run_OneLongPause_IsNotCaughtUpWith()
    {
        var readings = 0;
        _next = _ => new Input(_time) { Before = () => _time.Advance(++readings == 10 ? TimeSpan.FromSeconds(5) : TimeSpan.Zero) };
        var source = Source(new());
        _sink.EndAfter(30, _end);
        source.Run(_sink, _end.Token);
        source.Skipped.ShouldBe(499);
        var gaps = _sink.Times.Zip(_sink.Times.Skip(1), (a, b) => b - a).Where(gap => gap < TimeSpan.FromMilliseconds(9.9));
        gaps.ShouldBeEmpty();
    }

    // A wall clock that is stepped moves Utc only.
    [Fact]
    public void Run_ClockStep_LeavesElapsedAlone()
    {
        var readings = 0;
        _next = _ => new Input(_time)
        {
            Before = () =>
            {
                if (++readings == 50)
                    _time.StepWallClock(TimeSpan.FromHours(-1));
            },
        };
        var source = Source(new());
        _sink.EndAfter(100, _end);
        source.Run(_sink, _end.Token);
        (_sink.Last.Time.Elapsed - _sink.First.Time.Elapsed).ShouldBe(TimeSpan.FromMilliseconds(990));
        (_sink.Last.Time.Utc - _sink.First.Time.Utc).ShouldBe(TimeSpan.FromMilliseconds(990) - TimeSpan.FromHours(1));
    }

    [Fact]
    public void Run_UnpluggedAndPluggedIn_StallsSaysWhyAndComesBack()
    {
        var unplugged = new BusException(BusFault.NoAnswer, "nobody answers at address 0x48");
        ReadingSourceStatus? during = null;
        AdcReadingSource? source = null;
        _next = opening =>
        {
            switch (opening)
            {
                case 0:
                    return new Input(_time) { FailsAfter = 20, Failure = unplugged };
                case < 5:
                    during = source!.Status;
                    return null; // can't be opened
                case 5:
                    return new Input(_time) { FailsAfter = 0, Failure = unplugged }; // opened, but still not readable
                default:
                    return new Input(_time);
            }
        };
        source = Source(new());
        _sink.EndAfter(121, _end);
        source.Run(_sink, _end.Token);

        during.ShouldBe(new ReadingSourceStatus(ReadingSourceState.Stalled, 21, 0, "still gone"), "while unplugged");
        source.Status.ShouldBe(new ReadingSourceStatus(ReadingSourceState.Reading, 121, 1, unplugged.Message));
        _sink.Values.Count(double.IsNaN).ShouldBe(1, "one failed reading tells those who listen; the rest is silence");
        double.IsNaN(_sink.Values[20]).ShouldBeTrue();
        _opened.Count.ShouldBe(3);
        _opened.ShouldAllBe(input => input.IsDisposed);
    }

    // Each wait is longer than the one before, up to the longest; it begins anew after a time of good readings.
    [Fact]
    public void Run_LongOutage_WaitsLongerAndLonger()
    {
        var tries = new List<TimeSpan>();
        _next = opening =>
        {
            tries.Add(_time.GetElapsedTime(0));
            return opening switch { 0 => new Input(_time) { FailsAfter = 1 }, < 12 => null, 12 => new Input(_time) { FailsAfter = 200 }, _ => new Input(_time) };
        };
        var source = Source(new() { LongestWait = TimeSpan.FromSeconds(4) });
        _sink.EndAfter(300, _end);
        source.Run(_sink, _end.Token);
        var waits = tries.Zip(tries.Skip(1), (a, b) => b - a).ToList();
        waits[..4].Zip(waits[1..5]).ShouldAllBe(pair => pair.Second > pair.First * 1.5);
        waits.ShouldAllBe(wait => wait <= TimeSpan.FromSeconds(4.1));
        waits[^1].ShouldBeLessThan(TimeSpan.FromSeconds(2.5)); // 2 s of readings and one short wait
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_NothingAtTheStart_IsFinal(bool opens)
    {
        var absent = new BusException(BusFault.NoAnswer, "/dev/i2c-1: nobody answers at address 0x49");
        _next = _ => opens ? new Input(_time) { FailsAfter = 0, Failure = absent } : throw absent;
        var source = Source(new());
        var fault = await Should.ThrowAsync<ReadingSourceException>(() => source.RunAsync(_sink, _end.Token));
        fault.Message.ShouldContain("0x49");
        source.Status.State.ShouldBe(ReadingSourceState.Failed);
        source.Status.Fault.ShouldBe(fault.Message);
        _opened.ShouldAllBe(input => input.IsDisposed);
        _sink.Count.ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsAndClosesTheConverter()
    {
        var source = new AdcReadingSource(new() { Rate = 1000 }, Open, TimeProvider.System);
        _sink.EndAfter(20, _end);
        await source.RunAsync(_sink, _end.Token);
        _sink.Count.ShouldBe(20);
        _opened.ShouldHaveSingleItem().IsDisposed.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => { _ = source.RunAsync(_sink, _end.Token); });
    }

    [Fact]
    public async Task RunAsync_SinkThrows_FailsWithItsException()
    {
        var source = Source(new());
        _sink.Throws = true;
        await Should.ThrowAsync<FormatException>(() => source.RunAsync(_sink, _end.Token));
        _opened.ShouldHaveSingleItem().IsDisposed.ShouldBeTrue();
    }

    // A driver that hangs in the kernel can't say so itself.
    [Fact]
    public void Status_NoReadingForLong_IsStalled()
    {
        var source = Source(new());
        ReadingSourceStatus? hanging = null;
        var readings = 0;
        _next = _ => new Input(_time)
        {
            Before = () =>
            {
                if (++readings != 5)
                    return;
                _time.Advance(TimeSpan.FromSeconds(1.5));
                hanging = source.Status;
            },
        };
        _sink.EndAfter(10, _end);
        source.Run(_sink, _end.Token);
        hanging!.Value.State.ShouldBe(ReadingSourceState.Stalled);
        hanging.Value.Fault.ShouldNotBeNull();
        source.Status.State.ShouldBe(ReadingSourceState.Reading);
    }

    [Fact]
    public void Status_BeforeTheRun_IsStarting() => Source(new()).Status.ShouldBe(new ReadingSourceStatus(ReadingSourceState.Starting, 0, 0, null));

    [Fact]
    public void Run_Allocates_NothingPerReading()
    {
        var source = Source(new());
        _sink.EndAfter(20_000, _end);
        source.Run(_sink, _end.Token);
        // By the thousand: the runtime itself allocates once in a while, when it compiles a method anew.
        _sink.AllocatedByThousand.Count.ShouldBe(20);
        _sink.AllocatedByThousand[1..].Order().ElementAt(9).ShouldBe(0);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(2000.0)]
    [InlineData(double.NaN)]
    public void Options_RateThatNoConverterHas_IsRefused(double rate) => Should.Throw<ArgumentOutOfRangeException>(() => new AdcReadingOptions { Rate = rate });

    private AdcReadingSource Source(AdcReadingOptions options) =>
        new(options, Open, _time, (wait, _) => _time.Advance(wait), () => 0.5);

    private int _openings;

    private IAnalogInput Open()
    {
        var input = _next(_openings++) ?? throw new BusException(BusFault.Absent, "still gone");
        _opened.Add(input);
        return input;
    }

    private sealed class Input(ManualTime time) : IAnalogInput
    {
        private int _readings;

        public TimeSpan Takes { get; init; }

        public Action? Before { get; init; }

        public int FailsAfter { get; init; } = int.MaxValue;

        public BusException Failure { get; init; } = new(BusFault.TimedOut, "stuck");

        public bool IsDisposed { get; private set; }

        public string Name => "fake";

        public double VoltsPerCode => 1e-4;

        public AnalogReading Read()
        {
            Before?.Invoke();
            if (_readings++ >= FailsAfter)
                throw Failure;
            time.Advance(Takes);
            return new AnalogReading(1.25, 12500, false);
        }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class Sink : IReadingSink
    {
        private int _last = int.MaxValue;
        private CancellationTokenSource? _end;
        private long _before;

        public int Count { get; private set; }

        public SensorReading First { get; private set; }

        public SensorReading Last { get; private set; }

        public List<TimeSpan> Times { get; } = new(400_000);

        public List<double> Values { get; } = new(400_000);

        public bool Throws { get; set; }

        public List<long> AllocatedByThousand { get; } = new(1000);

        public void EndAfter(int readings, CancellationTokenSource end) => (_last, _end) = (readings, end);

        public void Add(in SensorReading reading)
        {
            if (Throws)
                throw new FormatException("the sink's own");
            if (Count == 0)
                First = reading;
            Last = reading;
            Times.Add(reading.Time.Elapsed);
            Values.Add(reading.Value);
            Count++;
            if (Count % 1000 == 0)
            {
                AllocatedByThousand.Add(GC.GetAllocatedBytesForCurrentThread() - _before);
                _before = GC.GetAllocatedBytesForCurrentThread();
            }
            if (Count == _last)
                _end!.Cancel();
        }
    }
}
