using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology;
using StoreSensing.Edge.Core.Physiology.Arousal;
using StoreSensing.Edge.Core.Physiology.Contact;
using StoreSensing.Edge.Core.Physiology.Responses;

namespace StoreSensing.Edge.Agent.Gsr;

/// <summary>What the pipeline showed lately, as much as fits on a screen. Bounded; whoever draws it holds <see cref="Sync"/>.</summary>
internal sealed class MonitorState : IPhysiologyObserver
{
    private const int MostBlocks = 6000; // ten minutes of 100 ms
    private const int MostSeconds = 600;
    private const int MostResponses = 300;

    private readonly Queue<SignalBlock> _blocks = new(MostBlocks);
    private readonly Queue<ContactSecond> _seconds = new(MostSeconds);
    private readonly List<ScrEvent> _responses = [];
    private double _before = double.NaN;

    /// <summary>Held while the state changes or is drawn.</summary>
    public Lock Sync { get; } = new();

    /// <summary>Steps of the signal, oldest first.</summary>
    public IReadOnlyCollection<SignalBlock> Blocks => _blocks;

    /// <summary>Judged seconds of contact, oldest first.</summary>
    public IReadOnlyCollection<ContactSecond> Seconds => _seconds;

    /// <summary>Responses that were seen and not taken back.</summary>
    public IReadOnlyList<ScrEvent> Responses => _responses;

    /// <summary>The newest step.</summary>
    public SignalBlock Last { get; private set; }

    /// <summary>Whether somebody touches the electrodes.</summary>
    public ContactState State { get; private set; } = ContactState.Silent;

    /// <summary>Since the start.</summary>
    public MonitorSums Sums { get; private set; }

    /// <summary>Standard deviation of a step's noise over the last seconds of contact, µS; NaN while unknown.</summary>
    public double Noise { get; private set; } = double.NaN;

    void IPhysiologyObserver.Block(in SignalBlock block)
    {
        lock (Sync)
        {
            if (_blocks.Count == MostBlocks)
                _blocks.Dequeue();
            _blocks.Enqueue(block);
            Last = block;
            Follow(block);
        }
    }

    void IPhysiologyObserver.Response(in ScrEvent response)
    {
        lock (Sync)
        {
            var (id, peak) = (response.Id, response.PeakSeconds);
            _responses.RemoveAll(r => r.Id == id && Math.Abs(r.PeakSeconds - peak) < 60); // numbers begin anew with each contact
            if (response.Kind != ScrEventKind.Retracted)
                _responses.Add(response);
            if (_responses.Count > MostResponses)
                _responses.RemoveAt(0);
            if (response.Kind == ScrEventKind.Final)
                Sums = Sums with { Responses = Sums.Responses + 1 };
        }
    }

    void IPhysiologyObserver.Second(in ContactSecond second)
    {
        lock (Sync)
        {
            if (_seconds.Count == MostSeconds)
                _seconds.Dequeue();
            _seconds.Enqueue(second);
            Sums = Sums with
            {
                ContactSeconds = Sums.ContactSeconds + 1,
                CleanSeconds = Sums.CleanSeconds + (second.IsClean ? 1 : 0),
                ScoredSeconds = Sums.ScoredSeconds + (second.Score.Why == Abstention.None ? 1 : 0),
            };
        }
    }

    void IPhysiologyObserver.Contact(ContactState state, FrameTime time)
    {
        lock (Sync)
        {
            if (state == ContactState.Settling)
                Sums = Sums with { Contacts = Sums.Contacts + 1 };
            State = state;
        }
    }

    // Half the mean square of the steps' second differences is their noise times 3: what is smooth falls out.
    private void Follow(in SignalBlock block)
    {
        var count = _blocks.Count;
        if (block.Violates || block.Contact != ContactState.Contact || count < 3)
        {
            _before = double.NaN;
            return;
        }
        var difference = block.Microsiemens - _lastValue;
        if (!double.IsNaN(_before))
        {
            var square = (difference - _before) * (difference - _before) / 6;
            var variance = double.IsNaN(Noise) ? square : (Noise * Noise * 0.98) + (square * 0.02);
            Noise = Math.Sqrt(variance);
        }
        _before = difference;
        _lastValue = block.Microsiemens;
    }

    private double _lastValue;
}

/// <summary>Sums since the start.</summary>
internal readonly record struct MonitorSums(int Contacts, long ContactSeconds, long CleanSeconds, long ScoredSeconds, long Responses);
