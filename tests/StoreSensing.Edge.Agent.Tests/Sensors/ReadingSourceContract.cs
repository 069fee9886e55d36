using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Agent.Tests.Sensors;

/// <summary>What every source of readings must do, whatever it reads.</summary>
public abstract class ReadingSourceContract : IDisposable
{
    private const int Enough = 30;

    /// <summary>A source that gives <see cref="Enough"/> readings and more.</summary>
    protected abstract IReadingSource Make();

    /// <summary>Called again and again while readings are waited for.</summary>
    protected virtual void Feed()
    {
    }

    /// <summary>Nothing is left behind.</summary>
    protected virtual void CleanUp()
    {
    }

    public void Dispose()
    {
        CleanUp();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Run_TimesGrowAndCallsDoNotOverlap()
    {
        var log = await RunAsync(Make());

        log.Overlapped.ShouldBeFalse();
        log.Readings.Zip(log.Readings.Skip(1)).ShouldAllBe(pair => pair.Second.Time.Elapsed > pair.First.Time.Elapsed);
        var offsets = log.Readings.Select(r => (r.Time.Utc - log.Readings[0].Time.Utc - (r.Time.Elapsed - log.Readings[0].Time.Elapsed)).Duration());
        offsets.ShouldAllBe(offset => offset < TimeSpan.FromSeconds(0.1), "wall time and monotonic time go together unless the clock is stepped");
        log.Readings.ShouldAllBe(r => r.Time.Utc.Offset == TimeSpan.Zero);
    }

    [Fact]
    public async Task Status_TellsWhatItDoes()
    {
        var source = Make();
        source.NominalRate.ShouldBeInRange(2, 10_000);
        source.Status.State.ShouldBe(ReadingSourceState.Starting);
        ReadingSourceStatus? during = null;
        var log = await RunAsync(source, count => during ??= count > 3 ? source.Status : null);

        during!.Value.State.ShouldBe(ReadingSourceState.Reading);
        during.Value.Readings.ShouldBeGreaterThan(0);
        source.Status.Readings.ShouldBe(log.Count);
        (source.Status.Fault, source.Status.Restarts).ShouldBe((null, 0));
    }

    [Fact]
    public async Task Run_CancelledBefore_GivesNothingAndDoesNotThrow()
    {
        var log = new ReadingLog();

        await Make().RunAsync(log, new CancellationToken(canceled: true));

        log.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Run_Twice_IsRefused()
    {
        var source = Make();
        await RunAsync(source);

        Should.Throw<InvalidOperationException>(() => { _ = source.RunAsync(new ReadingLog(), default); });
    }

    private async Task<ReadingLog> RunAsync(IReadingSource source, Action<int>? then = null)
    {
        using var stop = new CancellationTokenSource();
        ReadingLog log = null!;
        var enough = false;
        log = new ReadingLog
        {
            Then = _ =>
            {
                then?.Invoke(log.Count);
                enough |= log.Count >= Enough;
            },
        };
        var running = source.RunAsync(log, stop.Token);
        await Eventually.True(
            () =>
            {
                if (!enough)
                    Feed();
                return enough || running.IsCompleted;
            },
            "readings come");
        await stop.CancelAsync();
        await running;
        return log;
    }
}
