using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.Attention;

/// <summary>What is known of one person before one display. The default value is nobody.</summary>
internal struct Watch
{
    public TimeSpan Present;
    public TimeSpan Known;
    public TimeSpan Attention;
    public TimeSpan LongestLook;
    public TimeSpan Unfilled; // of unknown direction since the last known one
    public bool Stopped;
    public bool Entered;
    public Stand Stand;
    public Look Look;
    public Visit Visit;
}

/// <summary>A run of attention.</summary>
internal struct Look
{
    public bool Open;
    public bool AnyKnown;
    public TimeSpan Seconds;
    public TimeSpan LastKnown;
}

/// <summary>Where somebody may be standing since when.</summary>
internal struct Stand
{
    public bool Active;
    public TimeSpan Since;
    public PlanePoint Anchor;
}

/// <summary>A stay in the display's area.</summary>
internal struct Visit
{
    public bool Active;
    public bool Glanced;
    public TimeSpan First;
    public TimeSpan Last;
    public TimeSpan AttentionEnd;
    public TimeSpan KnownSince; // known directions after the attention's end, summed
}
