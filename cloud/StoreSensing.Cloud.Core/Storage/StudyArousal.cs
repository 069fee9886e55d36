using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Storage;

/// <summary>A zone's arousal, and the study it belongs to.</summary>
/// <param name="Study">The opaque id of the study; null outside of studies.</param>
/// <param name="It">The figures.</param>
public sealed record StudyArousal(string? Study, ArousalFigures It);
