using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Configuration;

namespace StoreSensing.Cloud.Aggregator.Zones;

/// <summary>Visits, dwell and occupancy of a store's zones.</summary>
internal static class ZonesEndpoint
{
    public static void MapZones(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/zones", Zones).WithName("zones").WithTags("zones")
            .WithSummary("Each zone over [from, to); occupancy now from the newest window").ProducesProblem(400).ProducesProblem(404);
        routes.MapGet("/zones/{zone}/series", Series).WithName("zoneSeries").WithTags("zones")
            .WithSummary("A zone in steps; steps that were not observed are absent").ProducesProblem(400).ProducesProblem(404);
    }

    private static Results<Ok<ZonesAnswer>, ProblemHttpResult> Zones(
        string tenant, string store, string? from, string? to, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem))
            return problem;
        var now = time.GetUtcNow();
        var recent = metrics.Zones(view.Address, view.Recent(now));
        var zones = ZoneQuery.Summarise(view.Layout, metrics.Zones(view.Address, range, coarsest: RollUpLadder.Coarsest), recent, view.Devices, now);
        return TypedResults.Ok(new ZonesAnswer(range.From, range.To, view.Layout.Provenance, zones));
    }

    private static Results<Ok<SeriesAnswer>, ProblemHttpResult> Series(
        string tenant, string store, string zone, string? from, string? to, string? stepSeconds, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem))
            return problem;
        if (!StepQuery.TryRead(stepSeconds, range, view.Layout, out var step, out problem))
            return problem;
        var points = SeriesQuery.Points(view.Layout, zone, metrics.Zones(view.Address, range, zone, coarsest: RollUpLadder.ForStep(step)), step);
        if (points.Count == 0 && view.Layout.Zones.All(z => z.Zone != zone))
            return Problems.NotFound($"store {view.Address} has no zone {Problems.Quote(zone)}{Nearest.Suggest(zone, view.Layout.Zones.Select(z => z.Zone).Distinct())}");
        return TypedResults.Ok(new SeriesAnswer(range.From, range.To, view.Layout.Provenance, zone, step, points));
    }
}

/// <summary>A store's zones over [from, to).</summary>
internal sealed record ZonesAnswer(DateTimeOffset From, DateTimeOffset To, string? Provenance, IReadOnlyList<ZoneSummary> Zones);

/// <summary>A zone in steps over [from, to).</summary>
internal sealed record SeriesAnswer(DateTimeOffset From, DateTimeOffset To, string? Provenance, string Zone, int StepSeconds, IReadOnlyList<ZonePoint> Points);
