using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Aggregator.Retention;

/// <summary>Folds windows into coarser buckets, every minute what has ended, in slices with pauses: ingest goes first.</summary>
internal sealed class RollUpWorker(IMetricStore store, IngestPipeline pipeline, TimeProvider time, ILogger<RollUpWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    // A slice holds up a batch by its length. While messages come thick, folds take a twentieth of the time; what is not folded yet is read finer.
    private const int ManyMessages = 20;
    private static readonly TimeSpan BetweenSlices = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan WhileBusy = TimeSpan.FromMilliseconds(200);

    // A bucket's last windows arrive after its end; those that come later still only cost another fold.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private bool _failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Pause, time);
            do
            {
                for (var before = pipeline.Counts.Received; Fold(); before = pipeline.Counts.Received)
                {
                    await Task.Delay(BetweenSlices, time, stoppingToken);
                    if (pipeline.Counts.Received - before > ManyMessages)
                        await Task.Delay(WhileBusy, time, stoppingToken);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private bool Fold()
    {
        try
        {
            var more = store.RollUpSlice(time.GetUtcNow() - Patience);
            _failing = false;
            return more;
        }
        catch (StoreException e)
        {
            if (!_failing)
                logger.LogWarning("roll-ups wait, ranges are added up from their windows meanwhile: {Reason}", e.Message);
            _failing = true;
            return false;
        }
        catch (Exception e)
        {
            // Whatever it is, taking in messages and answering go on without roll-ups.
            if (!_failing)
                logger.LogError(e, "roll-ups failed; ranges are added up from their windows meanwhile");
            _failing = true;
            return false;
        }
    }
}
