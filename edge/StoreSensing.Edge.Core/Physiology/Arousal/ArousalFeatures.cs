namespace StoreSensing.Edge.Core.Physiology.Arousal;

/// <summary>
/// What is known of one second of a contact, all of it relative to the same contact's own history: changes, never how long it lasts. Elapsed time is no feature
/// and must never be one: on laboratory protocols it alone separates stress from rest with an AUC of 0.97, and means nothing.
/// </summary>
internal readonly record struct ArousalFeatures
{
    /// <summary>Number of features.</summary>
    public const int Count = 8;

    /// <summary>Their names, in order.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["levelOver150s", "levelOver600s", "levelOver1200s", "rankIn300s", "rankIn600s", "slope60s", "scrs60s", "amplitudeOver600s"];

    /// <summary>Log level above its mean of half-life 150 s, in standard deviations of half-life 600 s.</summary>
    public required double LevelOver150 { get; init; }

    /// <summary>The same with a mean of half-life 600 s.</summary>
    public required double LevelOver600 { get; init; }

    /// <summary>The same with a mean of half-life 1200 s.</summary>
    public required double LevelOver1200 { get; init; }

    /// <summary>Share of the last five minutes with a lower level, 0..1.</summary>
    public required double RankIn300 { get; init; }

    /// <summary>Share of the last ten minutes with a lower level, 0..1.</summary>
    public required double RankIn600 { get; init; }

    /// <summary>Change of the log level over 60 s, −1..1.</summary>
    public required double Slope60 { get; init; }

    /// <summary>Responses in the last 60 s.</summary>
    public required double Scrs60 { get; init; }

    /// <summary>Log of the last 60 s' summed amplitudes, above its mean of half-life 600 s, in its standard deviations.</summary>
    public required double AmplitudeOver600 { get; init; }

    /// <summary>Writes them in the order of <see cref="Names"/>.</summary>
    public void CopyTo(Span<double> values)
    {
        values[0] = LevelOver150;
        values[1] = LevelOver600;
        values[2] = LevelOver1200;
        values[3] = RankIn300;
        values[4] = RankIn600;
        values[5] = Slope60;
        values[6] = Scrs60;
        values[7] = AmplitudeOver600;
    }
}
