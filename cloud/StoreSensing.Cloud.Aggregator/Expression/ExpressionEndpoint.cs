using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Aggregator.Expression;

/// <summary>Expression shares of a store's zones.</summary>
internal static class ExpressionEndpoint
{
    public static void MapExpression(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/expression", Get).WithName("expression").WithTags("expression")
            .WithSummary("Shares averaged over people, per zone that expression was looked for in, over [from, to)").ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<ExpressionAnswer>, ProblemHttpResult> Get(
        string tenant, string store, string? from, string? to, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem))
            return problem;
        return TypedResults.Ok(new ExpressionAnswer(range.From, range.To, view.Layout.Provenance, ExpressionQuery.Summarise(view.Layout, metrics.Expressions(view.Address, range))));
    }
}

/// <summary>A store's expression shares over [from, to).</summary>
internal sealed record ExpressionAnswer(DateTimeOffset From, DateTimeOffset To, string? Provenance, IReadOnlyList<ExpressionSummary> Zones);
