using StoreSensing.Hardware.Buses;
using StoreSensing.Hardware.Gpio;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.Gpio;

public sealed class PushButtonTests
{
    private readonly PushButton _button = new();

    [Fact]
    public void Add_PressAndRelease_IsOnePress() => Play([(0, true), (200, false)], until: 400).ShouldBe([(220, ButtonEvent.Press)]);

    // Contacts bounce at both ends.
    [Fact]
    public void Add_BouncingContacts_AreOnePress() =>
        Play([(0, true), (2, false), (3, true), (5, false), (6, true), (200, false), (201, true), (203, false)], until: 400)
            .ShouldBe([(223, ButtonEvent.Press)]);

    [Fact]
    public void Add_ShortSpike_IsNothing() => Play([(0, true), (5, false)], until: 500).ShouldBeEmpty();

    [Fact]
    public void Add_ShortInterruption_IsNoRelease() => Play([(0, true), (300, false), (310, true), (600, false)], until: 800).ShouldBe([(620, ButtonEvent.Press)]);

    [Fact]
    public void Settle_HeldDown_IsOneLongPressWhileHeld() => Play([(0, true), (3000, false)], until: 4000).ShouldBe([(1000, ButtonEvent.LongPress)]);

    [Fact]
    public void Add_TwoPresses_AreTwo() =>
        Play([(0, true), (100, false), (300, true), (400, false)], until: 600).ShouldBe([(120, ButtonEvent.Press), (420, ButtonEvent.Press)]);

    [Fact]
    public void Add_PressAfterALongOne_IsAPress() =>
        Play([(0, true), (1500, false), (2000, true), (2100, false)], until: 2300).ShouldBe([(1000, ButtonEvent.LongPress), (2120, ButtonEvent.Press)]);

    // Edges that were queued in the kernel while the thread was busy: nobody asked in between.
    [Fact]
    public void Add_EdgesInABurst_GiveTheSameEvents()
    {
        var events = new List<ButtonEvent>();
        foreach (var (milliseconds, active) in ((int, bool)[])[(0, true), (100, false), (300, true), (1500, false), (2000, true), (2100, false)])
            events.Add(_button.Add(new LineEdge(active, TimeSpan.FromMilliseconds(milliseconds))));
        for (var i = 2110; i < 2200; i += 10)
            events.Add(_button.Settle(TimeSpan.FromMilliseconds(i)));
        events.Where(e => e != ButtonEvent.None).ShouldBe([ButtonEvent.Press, ButtonEvent.LongPress, ButtonEvent.Press]);
    }

    [Fact]
    public void Run_LineWithEdges_TellsItsPressesAndItsFault()
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        var line = new Line(time, [(0, true), (150, false), (1000, true), (2500, false)], endsAt: 3000);
        var happened = new List<ButtonEvent>();
        using var watch = new ButtonWatch(line, _button, happened.Add, time);
        watch.Run(CancellationToken.None);
        happened.ShouldBe([ButtonEvent.Press, ButtonEvent.LongPress]);
        watch.Fault.ShouldBe("the line is gone");
    }

    [Fact]
    public async Task Start_OnItsOwnThread_TellsAPress()
    {
        var line = new Line(new ManualTime(DateTimeOffset.UnixEpoch), [(0, true), (150, false)], endsAt: 1000);
        var pressed = 0;
        using (new ButtonWatch(line, _button, e => pressed += e == ButtonEvent.Press ? 1 : 0, line.Time).Start())
            await Eventually.True(() => Volatile.Read(ref pressed) == 1, "the press is told");
        line.IsDisposed.ShouldBeTrue();
    }

    private List<(int, ButtonEvent)> Play((int Milliseconds, bool Active)[] edges, int until)
    {
        var events = new List<(int, ButtonEvent)>();
        for (var now = 0; now <= until; now++)
        {
            foreach (var edge in edges.Where(e => e.Milliseconds == now))
                Note(now, _button.Add(new LineEdge(edge.Active, TimeSpan.FromMilliseconds(now))));
            Note(now, _button.Settle(TimeSpan.FromMilliseconds(now)));
        }
        return events;

        void Note(int at, ButtonEvent happened)
        {
            if (happened != ButtonEvent.None)
                events.Add((at, happened));
        }
    }

    private sealed class Line(ManualTime time, (int Milliseconds, bool Active)[] edges, int endsAt) : IInputLine
    {
        private static readonly TimeSpan KernelsClock = TimeSpan.FromHours(77);
        private int _next;

        public ManualTime Time => time;

        public bool IsDisposed { get; private set; }

        public bool TryWait(TimeSpan patience, out LineEdge edge)
        {
            var now = time.GetElapsedTime(0);
            var due = _next < edges.Length ? TimeSpan.FromMilliseconds(edges[_next].Milliseconds) : TimeSpan.MaxValue;
            if (now > TimeSpan.FromMilliseconds(endsAt))
                throw new BusException(BusFault.Absent, "the line is gone");
            if (due > now + patience)
            {
                time.Advance(patience);
                edge = default;
                return false;
            }
            time.Advance(due - now);
            edge = new LineEdge(edges[_next++].Active, KernelsClock + due);
            return true;
        }

        public void Dispose() => IsDisposed = true;
    }
}
