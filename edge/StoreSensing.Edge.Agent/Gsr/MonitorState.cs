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
    private const double NoiseShare = 0.02; // about the last five seconds

    private readonly Queue<SignalBlock> _blocks = new(MostBlocks);
    private readonly Queue<ContactSecond> _seconds = new(MostSeconds);
    private readonly List<ScrEvent> _responses = [];
    private double _value;
    private double _difference;
    private int _steady;

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

    // White noise of variance v gives second differences of variance 6·v; what is smooth falls out of them.
    private void Follow(in SignalBlock block)
    {
        var steady = !block.Violates && block.Contact == ContactState.Contact;
        _steady = steady ? _steady + 1 : 0;
        var difference = block.Microsiemens - _value;
        if (_steady >= 3)
        {
            var variance = (difference - _difference) * (difference - _difference) / 6;
            Noise = double.IsNaN(Noise) ? Math.Sqrt(variance) : Math.Sqrt((Noise * Noise * (1 - NoiseShare)) + (variance * NoiseShare));
        }
        (_value, _difference) = (block.Microsiemens, difference);
    }
}

/// <summary>Sums since the start.</summary>
internal readonly record struct MonitorSums(int Contacts, long ContactSeconds, long CleanSeconds, long ScoredSeconds, long Responses);
