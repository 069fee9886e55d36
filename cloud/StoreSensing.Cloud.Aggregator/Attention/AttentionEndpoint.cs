using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Configuration;

namespace StoreSensing.Cloud.Aggregator.Attention;

/// <summary>Who passed a store's displays, and who looked.</summary>
internal static class AttentionEndpoint
{
    public static void MapAttention(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/attention", Displays).WithName("attention").WithTags("attention")
            .WithSummary("Each display over [from, to), the one that attracts most first").ProducesProblem(400).ProducesProblem(404);
        routes.MapGet("/attention/{display}/series", Series).WithName("attentionSeries").WithTags("attention")
            .WithSummary("A display in steps; steps that were not observed are absent").ProducesProblem(400).ProducesProblem(404);
    }

    private static Results<Ok<AttentionAnswer>, ProblemHttpResult> Displays(
        string tenant, string store, string? from, string? to, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem))
            return problem;
        return TypedResults.Ok(new AttentionAnswer(
            range.From, range.To, view.Layout.Provenance, AttentionQuery.Summarise(view.Layout, metrics.Attention(view.Address, range, coarsest: RollUpLadder.Coarsest))));
    }

    private static Results<Ok<AttentionSeriesAnswer>, ProblemHttpResult> Series(
        string tenant, string store, string display, string? from, string? to, string? stepSeconds, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem)
            || !StepQuery.TryRead(stepSeconds, range, view.Layout, out var step, out problem))
            return problem;
        var points = AttentionQuery.Points(display, metrics.Attention(view.Address, range, display, coarsest: RollUpLadder.ForStep(step)), step);
        var described = view.Layout.Displays.Select(d => d.Display).Distinct();
        if (points.Count == 0 && !described.Contains(display))
            return Problems.NotFound($"store {view.Address} has no display {Problems.Quote(display)}{Nearest.Suggest(display, described)}");
        return TypedResults.Ok(new AttentionSeriesAnswer(range.From, range.To, view.Layout.Provenance, display, step, points));
    }
}

/// <summary>A store's displays over [from, to).</summary>
internal sealed record AttentionAnswer(DateTimeOffset From, DateTimeOffset To, string? Provenance, IReadOnlyList<DisplaySummary> Displays);

/// <summary>A display in steps over [from, to).</summary>
internal sealed record AttentionSeriesAnswer(
    DateTimeOffset From, DateTimeOffset To, string? Provenance, string Display, int StepSeconds, IReadOnlyList<DisplayPoint> Points);
