using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Configuration;

namespace StoreSensing.Cloud.Aggregator.Expression;

/// <summary>Expression shares of a store's zones.</summary>
internal static class ExpressionEndpoint
{
    public static void MapExpression(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/expression", Zones).WithName("expression").WithTags("expression")
            .WithSummary("Shares of people with intervals, per zone that expression was looked for in, over [from, to)").ProducesProblem(400).ProducesProblem(404);
        routes.MapGet("/expression/{zone}/series", Series).WithName("expressionSeries").WithTags("expression")
            .WithSummary("A zone's shares in steps; steps without a window are absent").ProducesProblem(400).ProducesProblem(404);
    }

    private static Results<Ok<ExpressionAnswer>, ProblemHttpResult> Zones(
        string tenant, string store, string? from, string? to, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem))
            return problem;
        return TypedResults.Ok(new ExpressionAnswer(
            range.From, range.To, view.Layout.Provenance, ExpressionQuery.Summarise(view.Layout, view.Devices, metrics.Expressions(view.Address, range, coarsest: RollUpLadder.Coarsest))));
    }

    private static Results<Ok<ExpressionSeriesAnswer>, ProblemHttpResult> Series(
        string tenant, string store, string zone, string? from, string? to, string? stepSeconds, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem)
            || !StepQuery.TryRead(stepSeconds, range, view.Layout, out var step, out problem, ExpressionQuery.MaxPoints))
            return problem;
        var points = ExpressionQuery.Points(zone, view.Devices, metrics.Expressions(view.Address, range, zone, coarsest: RollUpLadder.ForStep(step)), step);
        if (points.Count == 0 && view.Layout.Zones.All(z => z.Zone != zone))
            return Problems.NotFound($"store {view.Address} has no zone {Problems.Quote(zone)}{Nearest.Suggest(zone, view.Layout.Zones.Select(z => z.Zone).Distinct())}");
        return TypedResults.Ok(new ExpressionSeriesAnswer(range.From, range.To, view.Layout.Provenance, zone, step, points));
    }
}

/// <summary>A store's expression shares over [from, to).</summary>
internal sealed record ExpressionAnswer(DateTimeOffset From, DateTimeOffset To, string? Provenance, IReadOnlyList<ExpressionSummary> Zones);

/// <summary>A zone's expression shares in steps over [from, to).</summary>
internal sealed record ExpressionSeriesAnswer(
    DateTimeOffset From, DateTimeOffset To, string? Provenance, string Zone, int StepSeconds, IReadOnlyList<ExpressionPoint> Points);
