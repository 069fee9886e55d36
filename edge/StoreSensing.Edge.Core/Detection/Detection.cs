namespace StoreSensing.Edge.Core.Detection;

/// <summary>Something found.</summary>
/// <param name="Box">Where.</param>
/// <param name="Score">How sure, 0..1.</param>
public readonly record struct Detection(Box Box, float Score) : IScoredBox;
