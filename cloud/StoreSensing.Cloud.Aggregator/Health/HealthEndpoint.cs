using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Aggregator.Ingest;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Aggregator.Health;

/// <summary>Whether messages come in and stay: 200 or 503.</summary>
internal static class HealthEndpoint
{
    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/healthz", Get).WithName("health").WithTags("operation").WithSummary("200 while the broker is connected and the store answers, else 503")
            .Produces<HealthAnswer>(503);

    private static Results<Ok<HealthAnswer>, JsonHttpResult<HealthAnswer>> Get(BrokerLink broker, IMetricStore store)
    {
        var fault = store.Problem();
        var well = broker.IsConnected && fault is null;
        var answer = new HealthAnswer(well ? "ok" : "degraded", broker.State, fault ?? "ok");
        return well ? TypedResults.Ok(answer) : TypedResults.Json(answer, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary><c>ok</c> or <c>degraded</c>, and a sentence for the part that is at fault.</summary>
internal sealed record HealthAnswer(string Status, string Broker, string Store);
