using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Core.Physiology.Signal;

namespace StoreSensing.Edge.Core.Physiology.Contact;

/// <summary>
/// Sees from the conductance whether somebody touches the electrodes. Skin lies between 0.05 and 60 µS (Kleckner et al. 2018, IEEE Trans. Biomed. Eng. 65(7));
/// what is there for half a second is a hand, what is away for <c>lossAfter</c> seconds has let go. Between, nothing changes: a loose grip is an artefact, not
/// another person.
/// </summary>
/// <remarks>
/// Letting go is judged by means, not by an unbroken run: an open circuit's noise and offset cross any limit now and then, and whoever comes next would be taken
/// for whoever was there before. Each step counts at most 1 µS, so that a spark is no hand.
/// </remarks>
internal sealed class ContactGate
{
    /// <summary>Least conductance of skin, µS.</summary>
    public const double Least = 0.05;

    /// <summary>Greatest conductance of skin, µS.</summary>
    public const double Greatest = 60;

    /// <summary>Seconds after the first touch that are left out: electrolyte and skin are still settling.</summary>
    public const double SettleSeconds = 10;

    /// <summary>Dry skin may go below what is taken for a first touch, but not for longer than this, seconds.</summary>
    public const double FaintSeconds = 30;

    private const double Gone = 0.02; // µS, on the average
    private const double MostCounted = 1; // µS
    private const double TouchSeconds = 0.5;
    private readonly double _lossAfter;
    private readonly TrailingMean _lately;
    private readonly TrailingMean _faintly;
    private double _sameSince = double.NaN;
    private double _touchedAt;

    /// <summary>A gate for steps of this period, seconds.</summary>
    public ContactGate(double lossAfter, double period)
    {
        _lossAfter = lossAfter;
        _lately = new TrailingMean((int)Math.Ceiling(lossAfter / period));
        _faintly = new TrailingMean((int)Math.Ceiling(FaintSeconds / period));
    }

    /// <summary>The state after the last step.</summary>
    public ContactState State { get; private set; } = ContactState.Silent;

    private bool IsHeld => State is ContactState.Settling or ContactState.Contact;

    /// <summary>Takes a step; true when the state changed.</summary>
    public bool Update(in GridSample sample, in Conductance conductance)
    {
        var before = State;
        if (sample.GapSeconds >= _lossAfter || before == ContactState.Silent)
            (State, _sameSince) = (ContactState.None, double.NaN);
        var seen = Seen(conductance);
        if (IsHeld)
            Hold(seen, conductance);
        else
            Await(seen, sample.Seconds);
        if (State == ContactState.Settling && sample.Seconds - _touchedAt >= SettleSeconds)
            State = ContactState.Contact;
        return State != before;
    }

    /// <summary>No readings come; true when the state changed.</summary>
    public bool Silence()
    {
        var before = State;
        (State, _sameSince) = (ContactState.Silent, double.NaN);
        return before != State;
    }

    private void Hold(ContactState seen, in Conductance conductance)
    {
        var counted = Counted(seen, conductance);
        // Not to be skipped: both must see every step.
        var gone = _lately.Add(counted) < Gone;
        var faint = _faintly.Add(counted) < Least;
        if ((gone && _lately.IsFull) || (faint && _faintly.IsFull))
            State = seen == ContactState.Short ? ContactState.Short : ContactState.None;
    }

    // What lies below zero counts as it is: cut off, an open circuit's noise would have a mean above zero.
    private static double Counted(ContactState seen, in Conductance conductance) =>
        !double.IsFinite(conductance.Microsiemens) || seen == ContactState.Short ? 0
        : Math.Clamp(conductance.Microsiemens, -MostCounted, conductance.Rail == InputRail.None ? MostCounted : 0);

    private void Await(ContactState seen, double now)
    {
        if (seen == State)
            _sameSince = double.NaN;
        else if (double.IsNaN(_sameSince))
            _sameSince = now;
        else if (now - _sameSince >= (seen == ContactState.Contact ? TouchSeconds : _lossAfter))
        {
            State = seen == ContactState.Contact ? ContactState.Settling : seen;
            (_touchedAt, _sameSince) = (_sameSince, double.NaN);
            _lately.Reset();
            _faintly.Reset();
        }
    }

    private ContactState Seen(in Conductance conductance)
    {
        if (conductance.Rail == InputRail.Short || conductance.Microsiemens > Greatest)
            return ContactState.Short;
        var least = IsHeld ? 0 : Least;
        return conductance.Rail == InputRail.None && conductance.Microsiemens >= least ? ContactState.Contact : ContactState.None;
    }
}
