namespace StoreSensing.Edge.Core.Physiology;

/// <summary>Seconds of a contact, judged late.</summary>
public static class SecondLog
{
    /// <summary>How long after its beginning a second is judged, seconds.</summary>
    public const int LagSeconds = 10;
}
