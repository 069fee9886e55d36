namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>Gathers cameras' windows.</summary>
public sealed class WindowGathering() : Gathering<RawWindow, RawDeviceWindow>(parts => RawDeviceWindow.Of(parts) is { } window ? [window] : []);

/// <summary>Gathers skin-conductance sensors' windows; a window gives one entry per study.</summary>
public sealed class ArousalGathering() : Gathering<RawArousalWindow, RawDeviceArousal>(RawDeviceArousal.Of)
{
    /// <summary>Drops a contact session whose person took consent back.</summary>
    public void Forget(long session) => Replace(part => part with { People = [.. part.People.Where(p => p.SessionId != session)] });
}
