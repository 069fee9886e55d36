namespace StoreSensing.Hardware.Gpio;

/// <summary>What the status LED tells.</summary>
public enum LedState
{
    /// <summary>Dark: the program is not measuring.</summary>
    Off,

    /// <summary>A short flash every two seconds: ready, nobody touches the electrodes.</summary>
    Waiting,

    /// <summary>Half a second on, half a second off: contact, and consent is waited for; nothing is measured.</summary>
    Asking,

    /// <summary>Steady light: contact, measuring.</summary>
    Contact,

    /// <summary>Fast blinking: the sensor is faulty or unplugged.</summary>
    Fault,
}

/// <summary>When the LED is lit, as a function of its state and the time in it.</summary>
public static class LedPattern
{
    /// <summary>How finely patterns are made: nothing in them is shorter.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan FlashEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BlinkEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether it is lit after <paramref name="since"/> in <paramref name="state"/>.</summary>
    public static bool IsLit(LedState state, TimeSpan since) => state switch
    {
        LedState.Waiting => since.Ticks % FlashEvery.Ticks < Step.Ticks,
        LedState.Asking => since.Ticks % AskEvery.Ticks < AskEvery.Ticks / 2,
        LedState.Contact => true,
        LedState.Fault => since.Ticks % BlinkEvery.Ticks < BlinkEvery.Ticks / 2,
        _ => false,
    };
}
