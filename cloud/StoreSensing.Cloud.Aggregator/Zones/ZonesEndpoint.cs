using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Configuration;

namespace StoreSensing.Cloud.Aggregator.Zones;

/// <summary>Visits, dwell and occupancy of a store's zones.</summary>
internal static class ZonesEndpoint
{
    // Only until the first device has said how long its windows are.
    private const int UnknownWindowSeconds = 60;
    private const int LongestStep = 31 * 86_400;

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
        var recent = metrics.Zones(view.Address, Occupancy.RecentRange(now, view.Layout.WindowSeconds ?? UnknownWindowSeconds));
        var zones = ZoneQuery.Summarise(view.Layout, metrics.Zones(view.Address, range), recent, view.Devices, now);
        return TypedResults.Ok(new ZonesAnswer(range.From, range.To, zones));
    }

    private static Results<Ok<SeriesAnswer>, ProblemHttpResult> Series(
        string tenant, string store, string zone, string? from, string? to, string? stepSeconds, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem))
            return problem;
        var step = SeriesQuery.DefaultStep(range, view.Layout.WindowSeconds ?? UnknownWindowSeconds);
        if (!string.IsNullOrEmpty(stepSeconds) && (!int.TryParse(stepSeconds, out step) || step is < 1 or > LongestStep))
            return Problems.BadRequest($"stepSeconds {Problems.Quote(stepSeconds)} must be a whole number from 1 to {LongestStep}");
        if ((range.To - range.From).TotalSeconds / step > SeriesQuery.MaxPoints)
            return Problems.BadRequest($"stepSeconds {step} gives more than {SeriesQuery.MaxPoints} points over this range");
        var points = SeriesQuery.Points(zone, metrics.Zones(view.Address, range), step);
        if (points.Count == 0 && view.Layout.Zones.All(z => z.Zone != zone))
            return Problems.NotFound($"store {view.Address} has no zone {Problems.Quote(zone)}{Nearest.Suggest(zone, view.Layout.Zones.Select(z => z.Zone).Distinct())}");
        return TypedResults.Ok(new SeriesAnswer(range.From, range.To, zone, step, points));
    }
}

/// <summary>A store's zones over [from, to).</summary>
internal sealed record ZonesAnswer(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ZoneSummary> Zones);

/// <summary>A zone in steps over [from, to).</summary>
internal sealed record SeriesAnswer(DateTimeOffset From, DateTimeOffset To, string Zone, int StepSeconds, IReadOnlyList<ZonePoint> Points);
