namespace StoreSensing.Edge.Core.Physiology.Contact;

/// <summary>Whether somebody touches the electrodes.</summary>
public enum ContactState
{
    /// <summary>Nobody does, or a wire is off: the circuit is open.</summary>
    None,

    /// <summary>Somebody does since less than 10 s: skin and electrodes are still settling.</summary>
    Settling,

    /// <summary>Somebody does.</summary>
    Contact,

    /// <summary>The electrodes touch each other, or the converter is stuck at its upper end.</summary>
    Short,

    /// <summary>No readings come.</summary>
    Silent,
}
