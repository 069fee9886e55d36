namespace StoreSensing.Edge.Core.Physiology.Arousal;

/// <summary>What others must know to read the figures.</summary>
public static class ArousalLimits
{
    /// <summary>From this probability of stress on (0..1) a second counts as elevated.</summary>
    public const double ElevatedFrom = 0.5;

    /// <summary>Seconds over which responses and slope are summed up; they are compared with the contact's last minutes.</summary>
    public const int FeatureSeconds = 60;

    /// <summary>Clean seconds that must be known of a person before anything is said.</summary>
    public const int LeastHistorySeconds = 180;
}
