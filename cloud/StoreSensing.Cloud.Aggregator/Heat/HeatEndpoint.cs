using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Heat;

/// <summary>Heat per cell of a store's surfaces.</summary>
internal static class HeatEndpoint
{
    public static void MapHeat(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/heat", Get).WithName("heat").WithTags("heat")
            .WithSummary("One layer (path, linger, entry or exit) of each observed surface over [from, to); cells that are listed nowhere hold 0").ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<HeatAnswer>, ProblemHttpResult> Get(
        string tenant, string store, string? from, string? to, string? surface, string? layer, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem))
            return problem;
        layer ??= HeatLayers.Path;
        if (!HeatLayers.All.Contains(layer))
            return Problems.BadRequest($"layer {Problems.Quote(layer)} is not known{Nearest.Suggest(layer, HeatLayers.All)}");
        var surfaces = HeatQuery.Sum(view.Layout, metrics.Heat(view.Address, range, layer, coarsest: RollUpLadder.Coarsest), surface, layer);
        if (surfaces.Count == 0 && surface is not null && view.Layout.Surfaces.All(s => s.Surface != surface))
            return Problems.NotFound($"store {view.Address} has no surface {Problems.Quote(surface)}{Nearest.Suggest(surface, view.Layout.Surfaces.Select(s => s.Surface))}");
        return TypedResults.Ok(new HeatAnswer(range.From, range.To, view.Layout.Provenance, surfaces));
    }
}

/// <summary>A store's heat over [from, to).</summary>
internal sealed record HeatAnswer(DateTimeOffset From, DateTimeOffset To, string? Provenance, IReadOnlyList<HeatSurface> Surfaces);
