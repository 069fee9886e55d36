using StoreSensing.Hardware.Buses;
using StoreSensing.Hardware.Gpio;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.Gpio;

public sealed class StatusLedTests : IDisposable
{
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly Line _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public void Show_Contact_IsSteady()
    {
        using var led = new StatusLed(_line, _time);
        led.Show(LedState.Contact);
        Run(led, 30);
        _line.Changes.ShouldBe([true]);
    }

    [Fact]
    public void Show_Waiting_FlashesShortlyEveryTwoSeconds()
    {
        using var led = new StatusLed(_line, _time);
        led.Show(LedState.Waiting);
        Run(led, 60);
        _line.Changes.ShouldBe([true, false, true, false, true, false, true]);
    }

    [Fact]
    public void Show_Asking_BlinksOnceASecond()
    {
        using var led = new StatusLed(_line, _time);
        led.Show(LedState.Asking);
        Run(led, 29);
        _line.Changes.ShouldBe([true, false, true, false, true, false]);
    }

    [Fact]
    public void Show_Fault_BlinksFast()
    {
        using var led = new StatusLed(_line, _time);
        led.Show(LedState.Fault);
        Run(led, 10);
        _line.Changes.Count.ShouldBe(11);
    }

    [Fact]
    public void Show_SameStateAgain_DoesNotRestartThePattern()
    {
        using var led = new StatusLed(_line, _time);
        led.Show(LedState.Waiting);
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(LedPattern.Step);
            led.Show(LedState.Waiting);
            led.Update();
        }
        _line.Changes.ShouldBe([true, false]);
    }

    [Fact]
    public void Dispose_IsDarkAndLetsTheLineGo()
    {
        var led = new StatusLed(_line, _time);
        led.Show(LedState.Contact);
        led.Dispose();
        led.Dispose();
        led.Update();
        _line.Changes.ShouldBe([true, false]);
        _line.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public void Show_LineFails_IsAFaultAndNoException()
    {
        using var led = new StatusLed(_line, _time);
        _line.Fails = true;
        led.Show(LedState.Contact);
        led.Fault.ShouldBe("the line is gone");
        _line.Fails = false;
        led.Update();
        led.Fault.ShouldBeNull();
        _line.Changes.ShouldBe([true]);
    }

    [Fact]
    public async Task Start_RunsByItself()
    {
        using var led = new StatusLed(_line, TimeProvider.System).Start();
        led.Show(LedState.Fault);
        await Eventually.True(() => _line.Count >= 4, "the LED blinks");
    }

    private void Run(StatusLed led, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            _time.Advance(LedPattern.Step);
            led.Update();
        }
    }

    private sealed class Line : IOutputLine
    {
        private readonly Lock _lock = new();

        public List<bool> Changes { get; } = [];

        public int Count
        {
            get
            {
                lock (_lock)
                    return Changes.Count;
            }
        }

        public bool Fails { get; set; }

        public bool IsDisposed { get; private set; }

        public void Set(bool active)
        {
            if (Fails)
                throw new BusException(BusFault.Absent, "the line is gone");
            lock (_lock)
                Changes.Add(active);
        }

        public void Dispose() => IsDisposed = true;
    }
}
