namespace StoreSensing.Edge.Core.Detection;

/// <summary>What suppression needs to know of something found.</summary>
public interface IScoredBox
{
    /// <summary>Where, 0..1 of the picture.</summary>
    Box Box { get; }

    /// <summary>How sure, 0..1.</summary>
    float Score { get; }
}
