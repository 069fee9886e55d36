using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Core.Physiology.Signal;

namespace StoreSensing.Edge.Core.Physiology.Contact;

/// <summary>
/// Sees from the conductance whether somebody touches the electrodes. Skin lies between 0.05 and 60 µS (Kleckner et al. 2018, IEEE Trans. Biomed. Eng. 65(7));
/// what is there for half a second is a hand, what is away for <c>lossAfter</c> has let go. Between, nothing changes: a loose grip is an artefact, not another person.
/// </summary>
internal sealed class ContactGate(double lossAfter)
{
    /// <summary>Least conductance of skin, µS.</summary>
    public const double Least = 0.05;

    /// <summary>Greatest conductance of skin, µS.</summary>
    public const double Greatest = 60;

    /// <summary>Seconds after the first touch that are left out: electrolyte and skin are still settling.</summary>
    public const double SettleSeconds = 10;

    // Once somebody is there, dry skin may go below what is taken for a first touch.
    private const double Gone = 0.02;
    private const double TouchSeconds = 0.5;
    private double _sameSince = double.NaN;
    private double _touchedAt;

    /// <summary>The state after the last step.</summary>
    public ContactState State { get; private set; } = ContactState.Silent;

    private bool IsHeld => State is ContactState.Settling or ContactState.Contact;

    /// <summary>Takes a step; true when the state changed.</summary>
    public bool Update(in GridSample sample, in Conductance conductance)
    {
        var before = State;
        if (sample.GapSeconds >= lossAfter || before == ContactState.Silent)
            (State, _sameSince) = (ContactState.None, double.NaN);
        var seen = Seen(conductance);
        if (IsHeld ? seen == ContactState.Contact : seen == State)
            _sameSince = double.NaN;
        else if (double.IsNaN(_sameSince))
            _sameSince = sample.Seconds;
        else if (sample.Seconds - _sameSince >= (IsHeld ? lossAfter : seen == ContactState.Contact ? TouchSeconds : lossAfter))
            Enter(seen);
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

    private void Enter(ContactState seen)
    {
        State = seen == ContactState.Contact ? ContactState.Settling : seen;
        _touchedAt = _sameSince;
        _sameSince = double.NaN;
    }

    private ContactState Seen(in Conductance conductance)
    {
        if (conductance.Rail == InputRail.Short || conductance.Microsiemens > Greatest)
            return ContactState.Short;
        var least = IsHeld ? Gone : Least;
        return conductance.Rail == InputRail.None && conductance.Microsiemens >= least ? ContactState.Contact : ContactState.None;
    }
}
