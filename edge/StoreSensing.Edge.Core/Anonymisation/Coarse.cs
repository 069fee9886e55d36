namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>Seconds told in two significant digits: a sum that somebody takes from another then says little about a single person in it.</summary>
internal static class Coarse
{
    /// <summary>The nearest multiple of <paramref name="step"/>, or of the second digit's place where that is coarser.</summary>
    public static double TwoDigits(double seconds, double step)
    {
        if (!(seconds > 0))
            return 0;
        var place = Math.Pow(10, Math.Floor(Math.Log10(seconds)) - 1);
        var coarse = Math.Max(step, place);
        return Math.Round(Math.Round(seconds / coarse) * coarse, 2);
    }
}
