using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Configuration;

namespace StoreSensing.Cloud.Aggregator.Occupancy;

/// <summary>People inside a store, from the crossings of its entrances.</summary>
internal static class OccupancyEndpoint
{
    public static void MapOccupancy(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/occupancy", Occupancy).WithName("occupancy").WithTags("occupancy")
            .WithSummary("People in, out and inside per group of entrances over [from, to), with what was corrected").ProducesProblem(400).ProducesProblem(404);
        routes.MapGet("/occupancy/{group}/series", Series).WithName("occupancySeries").WithTags("occupancy")
            .WithSummary("A group of entrances in steps; steps that were not observed are absent").ProducesProblem(400).ProducesProblem(404);
    }

    private static Results<Ok<OccupancyAnswer>, ProblemHttpResult> Occupancy(
        string tenant, string store, string? from, string? to, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem))
            return problem;
        var now = time.GetUtcNow();
        var recent = metrics.Occupancy(view.Address, view.Recent(now));
        var entrances = EntranceQuery.Summarise(view.Layout, metrics.Occupancy(view.Address, range, coarsest: RollUpLadder.Coarsest), recent, view.Devices, now);
        return TypedResults.Ok(new OccupancyAnswer(range.From, range.To, view.Layout.Provenance, entrances));
    }

    private static Results<Ok<OccupancySeriesAnswer>, ProblemHttpResult> Series(
        string tenant, string store, string group, string? from, string? to, string? stepSeconds, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem)
            || !StepQuery.TryRead(stepSeconds, range, view.Layout, out var step, out problem))
            return problem;
        var points = EntranceQuery.Points(group, metrics.Occupancy(view.Address, range, coarsest: RollUpLadder.ForStep(step)), step);
        if (points.Count == 0 && group != EntranceQuery.StoreGroup)
            return Problems.NotFound($"store {view.Address} has no entrances {Problems.Quote(group)} in this range{Nearest.Suggest(group, [EntranceQuery.StoreGroup])}");
        return TypedResults.Ok(new OccupancySeriesAnswer(range.From, range.To, view.Layout.Provenance, group, step, points));
    }
}

/// <summary>A store's entrances over [from, to).</summary>
internal sealed record OccupancyAnswer(DateTimeOffset From, DateTimeOffset To, string? Provenance, IReadOnlyList<EntranceSummary> Entrances);

/// <summary>A group of entrances in steps over [from, to).</summary>
internal sealed record OccupancySeriesAnswer(
    DateTimeOffset From, DateTimeOffset To, string? Provenance, string Group, int StepSeconds, IReadOnlyList<EntrancePoint> Points);
