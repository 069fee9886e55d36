using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Aggregator.Api;

/// <summary>The parameter <c>stepSeconds</c> of a series; a step that gives at most 200 points when left out.</summary>
internal static class StepQuery
{
    private const int LongestStep = 31 * 86_400;

    public static bool TryRead(
        string? stepSeconds, TimeRange range, StoreLayout layout, out int step, [NotNullWhen(false)] out ProblemHttpResult? problem,
        int maxPoints = SeriesQuery.MaxPoints)
    {
        problem = null;
        step = SeriesQuery.DefaultStep(range, StoreView.WindowSeconds(layout));
        if (!string.IsNullOrEmpty(stepSeconds) && (!int.TryParse(stepSeconds, out step) || step is < 1 or > LongestStep))
            problem = Problems.BadRequest($"stepSeconds {Problems.Quote(stepSeconds)} must be a whole number from 1 to {LongestStep}");
        else if ((range.To - range.From).TotalSeconds / step > maxPoints)
            problem = Problems.BadRequest($"stepSeconds {step} gives more than {maxPoints} points over this range");
        return problem is null;
    }
}
