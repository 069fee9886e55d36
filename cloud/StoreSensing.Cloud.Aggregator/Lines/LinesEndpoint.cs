using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Aggregator.Lines;

/// <summary>Crossings of a store's lines.</summary>
internal static class LinesEndpoint
{
    public static void MapLines(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/lines", Get).WithName("lines").WithTags("lines").WithSummary("Crossings of each line over [from, to)").ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<LinesAnswer>, ProblemHttpResult> Get(string tenant, string store, string? from, string? to, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem))
            return problem;
        return TypedResults.Ok(new LinesAnswer(range.From, range.To, view.Layout.Provenance, LineQuery.Summarise(view.Layout, metrics.Lines(view.Address, range, coarsest: RollUpLadder.Coarsest))));
    }
}

/// <summary>A store's lines over [from, to).</summary>
internal sealed record LinesAnswer(DateTimeOffset From, DateTimeOffset To, string? Provenance, IReadOnlyList<LineSummary> Lines);
