namespace StoreSensing.Edge.Core.Physiology.Arousal;

/// <summary>
/// Arousal without any training: how far the level lies above the contact's usual of the last ten minutes, and a quarter of the same for the responses' amplitudes.
/// </summary>
internal static class ArousalRule
{
    private const double AmplitudeShare = 0.25;
    private const double Most = 10;

    /// <summary>Standard deviations from the contact's own running history, −10..10.</summary>
    public static double Score(in ArousalFeatures features) =>
        Math.Clamp((features.LevelOver600 + (AmplitudeShare * features.AmplitudeOver600)) / (1 + AmplitudeShare), -Most, Most);
}
