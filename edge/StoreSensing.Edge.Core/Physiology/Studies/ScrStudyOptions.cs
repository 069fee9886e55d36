namespace StoreSensing.Edge.Core.Physiology.Studies;

/// <summary>Which skin-conductance responses a study keeps.</summary>
public sealed record ScrStudyOptions
{
    /// <summary>
    /// The least prominence of a response as a share of the recording's greatest, 0..1. NeuroKit2's default; it depends on the greatest artefact, so
    /// recordings with any are better kept apart by <see cref="LeastAmplitude"/>.
    /// </summary>
    public double RelativeProminence { get; init => field = Share(value, nameof(RelativeProminence)); } = 0.1;

    /// <summary>The least amplitude from onset to peak, µS; responses without an onset go, too. Null: whatever their amplitude.</summary>
    public double? LeastAmplitude
    {
        get;
        init => field = value is null or >= 0 and < double.PositiveInfinity
            ? value
            : throw new ArgumentOutOfRangeException(nameof(LeastAmplitude), value, "the least amplitude is a number of µS, 0 or more");
    }

    /// <summary>The share of its amplitude that a response must have lost to count as recovered, 0..1.</summary>
    public double RecoveryShare { get; init => field = Share(value, nameof(RecoveryShare)); } = 0.5;

    private static double Share(double value, string name) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is a share, 0 to 1");
}
