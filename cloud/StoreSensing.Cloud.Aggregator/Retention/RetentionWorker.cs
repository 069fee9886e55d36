using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Aggregator.Retention;

/// <summary>Deletes windows that are older than the configuration keeps them: at the start, then every hour.</summary>
internal sealed class RetentionWorker(CloudConfig config, IMetricStore store, TimeProvider time, ILogger<RetentionWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first round must not hold up the start.
        await Task.Yield();
        try
        {
            using var timer = new PeriodicTimer(Pause, time);
            do
                Forget();
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private void Forget()
    {
        try
        {
            var deleted = store.Forget(time.GetUtcNow().AddDays(-config.Store.RetentionDays));
            if (deleted > 0)
                logger.LogInformation("deleted {Count} messages older than {Days} days", deleted, config.Store.RetentionDays);
        }
        catch (StoreException e)
        {
            logger.LogError("old windows stay for now: {Reason}", e.Message);
        }
    }
}
