using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Aggregator.Live;

/// <summary>Server-sent events (WHATWG HTML, section 9.2). By hand, because the framework's results have no comment lines for the heartbeat.</summary>
internal static class LiveEndpoint
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/live", Get).WithName("live").WithTags("live")
            .WithSummary("Server-sent events: window {kind,device,windowStart}, device {device,state}, layout {device}; a comment line every 10 s")
            .Produces<string>(200, "text/event-stream").ProducesProblem(404).ProducesProblem(503);

    private static IResult Get(string tenant, string store, IMetricStore metrics, LiveUpdates live, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        if (!StoreView.TryOpen(metrics, tenant, store, out var view, out var problem))
            return problem;
        var subscription = live.Subscribe(view.Address);
        return subscription is null
            ? Problems.Unavailable($"{LiveUpdates.MaxSubscribers} pages are open already")
            : new LiveStream(subscription, time, lifetime.ApplicationStopping);
    }

    private sealed class LiveStream(LiveSubscription subscription, TimeProvider time, CancellationToken stopping) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using var _ = subscription;
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
            var response = httpContext.Response;
            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-cache, no-store";
            try
            {
                await Send(response, ": connected\n\n", ended.Token);
                while (true)
                {
                    // A cancelled wait is complete at once, so nothing below would ever yield.
                    ended.Token.ThrowIfCancellationRequested();
                    using var wait = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
                    var events = subscription.Events.Reader.WaitToReadAsync(wait.Token).AsTask();
                    var beat = Task.Delay(Heartbeat, time, wait.Token);
                    if (await Task.WhenAny(events, beat) == beat)
                        await Send(response, ": heartbeat\n\n", ended.Token);
                    await wait.CancelAsync();
                    while (subscription.Events.Reader.TryRead(out var next))
                        await Send(response, $"event: {next.Name}\ndata: {next.Data}\n\n", ended.Token);
                }
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                // The page went away, or the program stops.
            }
        }

        private static async Task Send(HttpResponse response, string text, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            await response.WriteAsync(text, cancellation);
            await response.Body.FlushAsync(cancellation);
        }
    }
}
