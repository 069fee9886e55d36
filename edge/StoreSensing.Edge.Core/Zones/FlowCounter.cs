using System.Numerics;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Zones;

/// <summary>
/// Which way visitors take from zone to zone: the order in which their stays become visits. Kept per track, summed when the track ends, so
/// that a visitor is counted once for each way and each zone however often he takes it. Coming back to the same zone is no way. What is kept
/// dies with the track.
/// </summary>
internal sealed class FlowCounter(int zones, WindowSequence<LaneWindow> windows, int capacity)
{
    private const int Bits = 64;
    private readonly Visitor[] _visitors = new Visitor[capacity];
    private readonly ulong[] _ways = new ulong[capacity * Words(zones * zones)];
    private readonly ulong[] _reached = new ulong[capacity * Words(zones)];

    /// <summary>Takes one sighting.</summary>
    public void Sample(in TrackSample sample)
    {
        ref var visitor = ref _visitors[sample.Slot];
        visitor.Active = true;
        visitor.LastSeen = sample.At;
    }

    /// <summary>A visit began.</summary>
    public void Visit(int slot, int zone)
    {
        ref var visitor = ref _visitors[slot];
        if (!visitor.Active)
            return; // already told
        if (visitor.First == 0)
            visitor.First = zone + 1;
        if (visitor.Latest > 0 && visitor.Latest != zone + 1)
            Set(Ways(slot), ((visitor.Latest - 1) * zones) + zone);
        visitor.Latest = zone + 1;
        Set(Reached(slot), zone);
    }

    /// <summary>The visitor came in over an entrance: the first zone after it is the first one.</summary>
    public void Enter(int slot) => _visitors[slot].First = 0;

    /// <summary>The visitor's track ended.</summary>
    public void End(in TrackEnd end)
    {
        if (end.Withdrawn)
            _visitors[end.Slot] = default;
        else
            End(end.Slot, windows.At(end.LastSeen).Flow);
    }

    /// <summary>The agent stops: everybody's way ends.</summary>
    public void Stop()
    {
        for (var slot = 0; slot < _visitors.Length; slot++)
            End(slot, windows.At(_visitors[slot].LastSeen).Flow);
    }

    /// <summary>Ends the ways of those who were not seen from the window's end on: no track lives so long unseen, even if no picture came to say so.</summary>
    public void Close(LaneWindow window)
    {
        for (var slot = 0; slot < _visitors.Length; slot++)
            if (_visitors[slot].LastSeen < window.To)
                End(slot, window.Flow);
    }

    private void End(int slot, FlowSum sum)
    {
        ref var visitor = ref _visitors[slot];
        if (!visitor.Active)
            return;
        sum.Visitors++;
        if (visitor.First > 0)
            sum.First[visitor.First - 1]++;
        Add(Ways(slot), sum.Transitions);
        Add(Reached(slot), sum.Reached);
        Ways(slot).Clear();
        Reached(slot).Clear();
        visitor = default;
    }

    private Span<ulong> Ways(int slot) => _ways.AsSpan(slot * Words(zones * zones), Words(zones * zones));

    private Span<ulong> Reached(int slot) => _reached.AsSpan(slot * Words(zones), Words(zones));

    private static int Words(int bits) => (bits + Bits - 1) / Bits;

    private static void Set(Span<ulong> bits, int i) => bits[i / Bits] |= 1UL << (i % Bits);

    private static void Add(ReadOnlySpan<ulong> bits, int[] counts)
    {
        for (var word = 0; word < bits.Length; word++)
            for (var rest = bits[word]; rest != 0; rest &= rest - 1)
                counts[(word * Bits) + BitOperations.TrailingZeroCount(rest)]++;
    }

    /// <summary>Zones as number + 1, so that an empty slot has been in none.</summary>
    private struct Visitor
    {
        public bool Active;
        public TimeSpan LastSeen;
        public int First;
        public int Latest;
    }
}
