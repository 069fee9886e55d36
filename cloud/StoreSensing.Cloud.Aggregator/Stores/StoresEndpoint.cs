using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Aggregator.Stores;

/// <summary>The shops, and what stands where in one.</summary>
internal static class StoresEndpoint
{
    public static void MapStores(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/stores", List).WithName("stores").WithTags("stores").WithSummary("Every store with its devices");

    public static void MapLayout(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/layout", Layout).WithName("layout").WithTags("stores")
            .WithSummary("Surfaces, zones, lines, cameras, privacy and models as the store's devices describe them").ProducesProblem(404);

    private static Ok<StoresAnswer> List(IMetricStore metrics) => TypedResults.Ok(new StoresAnswer(
        [.. metrics.Devices().GroupBy(d => StoreAddress.Of(d.Address))
            .Select(s => new StoreEntry(s.Key.Tenant, s.Key.Store, [.. s.Select(d => d.Address.Device)]))]));

    private static Results<Ok<StoreLayout>, ProblemHttpResult> Layout(string tenant, string store, IMetricStore metrics) =>
        StoreView.TryOpen(metrics, tenant, store, out var view, out var problem) ? TypedResults.Ok(view.Layout) : problem;
}

/// <summary>Every store.</summary>
internal sealed record StoresAnswer(IReadOnlyList<StoreEntry> Stores);

/// <summary>A store and its devices.</summary>
internal sealed record StoreEntry(string Tenant, string Store, IReadOnlyList<string> Devices);
