using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Aggregator.Devices;

/// <summary>How a store's devices do.</summary>
internal static class DevicesEndpoint
{
    public static void MapDevices(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/devices", Get).WithName("devices").WithTags("devices").WithSummary("State, cameras and outbox of each device").ProducesProblem(404);

    private static Results<Ok<DevicesAnswer>, ProblemHttpResult> Get(string tenant, string store, IMetricStore metrics, IngestPipeline pipeline) =>
        StoreView.TryOpen(metrics, tenant, store, out var view, out var problem)
            ? TypedResults.Ok(new DevicesAnswer([.. view.Devices.Select(d => DeviceState.Of(d, pipeline.Clocks.SkewOf(d.Address)))]))
            : problem;
}

/// <summary>A store's devices.</summary>
internal sealed record DevicesAnswer(IReadOnlyList<DeviceState> Devices);
