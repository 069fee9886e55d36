using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Aggregator.Retention;

/// <summary>Deletes what is older than the configuration keeps it, at the start, then every hour, and proves it in the log: a line a run.</summary>
internal sealed class RetentionWorker(CloudConfig config, IMetricStore store, IngestPipeline pipeline, TimeProvider time, ILogger<RetentionWorker> logger) : BackgroundService
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
                Expire();
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private void Expire()
    {
        var now = time.GetUtcNow();
        var reasons = pipeline.Quarantine.Forget(now.AddDays(-config.Retention.RejectionDays));
        try
        {
            var proof = store.Expire(config.Retention.At(now, config.Store));
            logger.Log(proof.Verified ? LogLevel.Information : LogLevel.Error, "retention {Proof}", ProofLine.Of(proof, reasons, now));
        }
        catch (StoreException e)
        {
            logger.LogError("old windows stay for now: {Reason}", e.Message);
        }
        catch (Exception e)
        {
            // Whatever it is, taking in messages and answering go on.
            logger.LogError(e, "old windows stay for now");
        }
    }
}
