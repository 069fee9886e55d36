namespace StoreSensing.Hardware.Buses;

/// <summary>What went wrong on a bus or with a chip on it.</summary>
public enum BusFault
{
    /// <summary>The device file is not there.</summary>
    Absent,

    /// <summary>This user may not open it.</summary>
    Denied,

    /// <summary>Somebody else holds the bus, the line or the address.</summary>
    Busy,

    /// <summary>Nobody acknowledged the address (NACK).</summary>
    NoAnswer,

    /// <summary>The bus or the chip did not come to an end in time: a line is held, or a conversion never ends.</summary>
    TimedOut,

    /// <summary>Something answers, but not as the chip should.</summary>
    WrongReply,

    /// <summary>Not a device of this kind, or the kernel refused the request.</summary>
    Refused,
}

/// <summary>A fault of a bus, a line or a chip, in one sentence that names it.</summary>
public sealed class BusException(BusFault fault, string message) : Exception(message)
{
    /// <summary>What kind of fault.</summary>
    public BusFault Fault { get; } = fault;
}
