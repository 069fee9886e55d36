using StoreSensing.Edge.Core.Physiology.Contact;

namespace StoreSensing.Edge.Core.Physiology.Signal;

/// <summary>
/// Collects a contact by seconds and gives each one ten seconds after its beginning: by then its level, its tonic level, its responses and the artefacts around it
/// are known. Allocates nothing.
/// </summary>
public sealed class SecondLog
{
    /// <summary>How long after its beginning a second is judged, seconds.</summary>
    public const int LagSeconds = 10;

    private const int Kept = 32; // a power of two above twice the lag
    private const double StillMicrosiemens = 0.0002; // a tenth of a wrist sensor's last digit
    private readonly int _enough;
    private readonly Collected[] _seconds = new Collected[Kept];
    private TimeSpan _start;
    private long _judged;

    /// <summary>A log for steps of this period, seconds.</summary>
    internal SecondLog(double period) => _enough = Math.Max(1, (int)(0.5 / period));

    /// <summary>Begins anew with a contact.</summary>
    internal void Begin(TimeSpan start)
    {
        Array.Clear(_seconds);
        _start = start;
        _judged = 0;
    }

    /// <summary>Takes a step whose middle is at this time, µS, at a place. Ask <see cref="TryJudge"/> first.</summary>
    internal void Add(TimeSpan middle, double microsiemens, bool violates, Place place)
    {
        ref var second = ref At(IndexOf(middle));
        second.Place ??= place;
        second.Steps++;
        second.Violated |= violates;
        if (violates)
            return;
        second.Sum += microsiemens;
        second.Good++;
    }

    /// <summary>A rise was confirmed at this time, seconds.</summary>
    internal void AddRise(double seconds)
    {
        if (TryFind(seconds, out var index))
            At(index).Rises++;
    }

    /// <summary>A response's peak lies at this time, seconds; its amplitude is added, µS.</summary>
    internal void AddAmplitude(double seconds, double amplitude)
    {
        if (TryFind(seconds, out var index))
            At(index).Amplitude += amplitude;
    }

    /// <summary>The next second that can be judged at this time, or false.</summary>
    internal bool TryJudge(TimeSpan now, out JudgedSecond judged)
    {
        judged = default;
        if (IndexOf(now) < _judged + LagSeconds)
            return false;
        var second = At(_judged);
        judged = new JudgedSecond(
            _start + TimeSpan.FromSeconds(_judged), LevelOf(_judged),
            second.Steps >= _enough && second.Good > 0 && !IsDisturbed(_judged), IsFrozen(_judged), second.Rises, second.Amplitude, second.Place ?? Place.Unknown);
        // What lies further back than anything looks makes room for what comes.
        At(_judged - LagSeconds) = default;
        _judged++;
        return true;
    }

    /// <summary>The mean level of a second that may not be judged yet, µS; NaN when nothing of it is believed.</summary>
    internal double LevelOf(long index) => At(index) is { Good: > 0 } second ? second.Sum / second.Good : double.NaN;

    /// <summary>Which second of the contact an instant lies in.</summary>
    internal long IndexOf(TimeSpan at) => (long)Math.Floor((at - _start).TotalSeconds);

    private bool IsDisturbed(long index)
    {
        for (var i = index - ArtefactRules.RadiusSeconds; i <= index + ArtefactRules.RadiusSeconds; i++)
            if (At(i).Violated)
                return true;
        return false;
    }

    // From this second on, or up to it, nothing changes for ten seconds. The converter's last bits differ in the mean; skin differs by far more.
    private bool IsFrozen(long index) => IsStill(index, index + LagSeconds - 1) || (index >= LagSeconds - 1 && IsStill(index - LagSeconds + 1, index));

    private bool IsStill(long from, long to)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = from; i <= to; i++)
        {
            var level = LevelOf(i);
            if (double.IsNaN(level))
                return false;
            (least, most) = (Math.Min(least, level), Math.Max(most, level));
        }
        return most - least <= StillMicrosiemens;
    }

    private bool TryFind(double seconds, out long index)
    {
        index = IndexOf(TimeSpan.FromSeconds(seconds));
        return index >= _judged;
    }

    private ref Collected At(long index) => ref _seconds[index & (Kept - 1)];

    private record struct Collected(int Steps, int Good, double Sum, bool Violated, int Rises, double Amplitude, Place? Place);
}
