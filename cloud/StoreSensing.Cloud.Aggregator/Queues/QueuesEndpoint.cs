using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Configuration;

namespace StoreSensing.Cloud.Aggregator.Queues;

/// <summary>Length, waits and service of a store's queues.</summary>
internal static class QueuesEndpoint
{
    public static void MapQueues(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/queues", Queues).WithName("queues").WithTags("queues")
            .WithSummary("Each queue over [from, to); length now from the newest window").ProducesProblem(400).ProducesProblem(404);
        routes.MapGet("/queues/{queue}/series", Series).WithName("queueSeries").WithTags("queues")
            .WithSummary("A queue in steps; steps that were not observed are absent").ProducesProblem(400).ProducesProblem(404);
    }

    private static Results<Ok<QueuesAnswer>, ProblemHttpResult> Queues(
        string tenant, string store, string? from, string? to, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem))
            return problem;
        var now = time.GetUtcNow();
        var recent = metrics.Queues(view.Address, view.Recent(now));
        var queues = QueueQuery.Summarise(view.Layout, metrics.Queues(view.Address, range, coarsest: RollUpLadder.Coarsest), recent, view.Devices, now);
        return TypedResults.Ok(new QueuesAnswer(range.From, range.To, view.Layout.Provenance, queues));
    }

    private static Results<Ok<QueueSeriesAnswer>, ProblemHttpResult> Series(
        string tenant, string store, string queue, string? from, string? to, string? stepSeconds, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem)
            || !StepQuery.TryRead(stepSeconds, range, view.Layout, out var step, out problem))
            return problem;
        var points = QueueQuery.Points(queue, metrics.Queues(view.Address, range, coarsest: RollUpLadder.ForStep(step)), step);
        if (points.Count == 0 && !QueueQuery.Described(view.Layout).Contains(queue))
            return Problems.NotFound($"store {view.Address} has no queue {Problems.Quote(queue)}{Nearest.Suggest(queue, QueueQuery.Described(view.Layout))}");
        return TypedResults.Ok(new QueueSeriesAnswer(range.From, range.To, view.Layout.Provenance, queue, step, points));
    }
}

/// <summary>A store's queues over [from, to).</summary>
internal sealed record QueuesAnswer(DateTimeOffset From, DateTimeOffset To, string? Provenance, IReadOnlyList<QueueSummary> Queues);

/// <summary>A queue in steps over [from, to).</summary>
internal sealed record QueueSeriesAnswer(
    DateTimeOffset From, DateTimeOffset To, string? Provenance, string Queue, int StepSeconds, IReadOnlyList<QueuePoint> Points);
