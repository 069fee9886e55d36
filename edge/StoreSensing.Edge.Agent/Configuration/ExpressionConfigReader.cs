using StoreSensing.Configuration;
using StoreSensing.Edge.Core.Exclusion;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>Asks for every key of <c>expression</c>.</summary>
internal static class ExpressionConfigReader
{
    public static ExpressionConfig Read(ConfigSection s) => new(PurposeReader.Read(s, "expressions are looked at", "where the notice to visitors hangs", PurposeReader.ExpressionProblem))
    {
        Models = s.Choice("models", "the networks whose calibrated opinions are averaged; fer comes with storesensing-models fetch --recommended, mini-xception by hand (fetch says how)", "emotion", EdgeConfigReader.ExpressionSets),
        Sampling = s.OptionalSection("sampling", "expressions are read in some minutes only; all the time when left out", Sampling),
    };

    private static SamplingConfig Sampling(ConfigSection s)
    {
        var sampling = new SamplingConfig(
            s.Integer("everyMinutes", "length of a period, minutes; periods begin at midnight UTC", null, 2, 1440),
            s.Integer("forMinutes", "expressions are read in the first minutes of each period, this many", null, 1, 1439));
        if (SamplingPlan.Problem(sampling.EveryMinutes, 1) is { } period)
            s.Refuse("everyMinutes", period);
        else if (SamplingPlan.Problem(sampling.EveryMinutes, sampling.ForMinutes) is { } problem)
            s.Refuse("forMinutes", problem);
        return sampling;
    }
}
