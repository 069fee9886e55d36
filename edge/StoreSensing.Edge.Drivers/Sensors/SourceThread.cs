using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Drivers.Sensors;

/// <summary>Runs a source on a thread of its own, once, and notes how it ended.</summary>
public sealed class SourceThread(SourceProgress progress)
{
    private int _started;

    /// <summary>The task ends when <paramref name="run"/> does; cancelling is no fault.</summary>
    public Task Run(Action run, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
            throw new InvalidOperationException("one run per source");
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                run();
                progress.Set(ReadingSourceState.Ended);
                done.SetResult();
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                progress.Set(ReadingSourceState.Ended);
                done.SetResult();
            }
            catch (Exception fault)
            {
                progress.Set(ReadingSourceState.Failed, fault.Message);
                done.SetException(fault);
            }
        })
        { IsBackground = true, Name = "skin conductance" };
        thread.Start();
        return done.Task;
    }
}
