namespace StoreSensing.Edge.Core.Anonymisation.Strict;

/// <summary>What the profile <c>strict</c> needs beside its thresholds.</summary>
/// <param name="Options">Bounds and budget.</param>
/// <param name="Groups">What this device tells.</param>
/// <param name="Bits">Secure random numbers.</param>
/// <param name="Budget">The day's budget; null without noise.</param>
/// <param name="TimeZone">Whose midnight begins a day.</param>
public sealed record StrictProfile(StrictOptions Options, FigureGroups Groups, RandomBits Bits, PrivacyBudget? Budget, TimeZoneInfo TimeZone);
