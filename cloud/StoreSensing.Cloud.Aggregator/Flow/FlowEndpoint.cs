using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Configuration;

namespace StoreSensing.Cloud.Aggregator.Flow;

/// <summary>How a store's visitors went from zone to zone.</summary>
internal static class FlowEndpoint
{
    public static void MapFlow(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/flow", Get).WithName("flow").WithTags("flow")
            .WithSummary("Ways from zone to zone, first zones and share of visitors that reach each zone, per surface, over [from, to)")
            .ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<FlowAnswer>, ProblemHttpResult> Get(
        string tenant, string store, string? from, string? to, string? surface, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem))
            return problem;
        var surfaces = FlowQuery.Summarise(metrics.Flow(view.Address, range, coarsest: RollUpLadder.Coarsest), surface);
        if (surfaces.Count == 0 && surface is not null && view.Layout.Surfaces.All(s => s.Surface != surface))
            return Problems.NotFound($"store {view.Address} has no surface {Problems.Quote(surface)}{Nearest.Suggest(surface, view.Layout.Surfaces.Select(s => s.Surface))}");
        return TypedResults.Ok(new FlowAnswer(range.From, range.To, view.Layout.Provenance, surfaces));
    }
}

/// <summary>A store's ways over [from, to).</summary>
internal sealed record FlowAnswer(DateTimeOffset From, DateTimeOffset To, string? Provenance, IReadOnlyList<FlowSummary> Surfaces);
