using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Drivers.Sensors;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Drivers.Tests.Sensors;

public sealed class ReplayReadingSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Run_AsFastAsPossible_HasTheRecordingsTimes()
    {
        var source = new ReplayReadingSource(new ReplayOptions { File = Recording("walk_4hz.csv", "1\n2\nnan\n4\n"), StartUtc = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) }, _time);
        var log = new ReadingLog();

        await source.RunAsync(log, default);

        (source.NominalRate, source.IsPaced).ShouldBe((4, false));
        log.Readings.Select(r => r.Value).ShouldBe([1, 2, double.NaN, 4]);
        log.Readings.Select(r => r.Time.Elapsed.TotalSeconds).ShouldBe([0, 0.25, 0.5, 0.75]);
        log.Readings[3].Time.Utc.ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 0, 0, 750, TimeSpan.Zero));
        source.Status.ShouldBe(new ReadingSourceStatus(ReadingSourceState.Ended, 4, 0, null));
    }

    [Fact]
    public async Task Run_InRealTimeAndLooped_FollowsTheClockWithoutAStepBack()
    {
        using var stop = new CancellationTokenSource();
        var began = _time.GetUtcNow();
        var source = new ReplayReadingSource(
            new ReplayOptions { File = Recording("walk_10hz.csv", "1\n2\n3\n"), RealTime = true, Loop = true }, _time, (span, _) => _time.Advance(span));
        var log = new ReadingLog
        {
            Then = reading =>
            {
                (began + reading.Time.Elapsed).ShouldBeLessThanOrEqualTo(_time.GetUtcNow()); // never before its time
                if (reading.Time.Elapsed > TimeSpan.FromSeconds(1))
                    stop.Cancel();
            },
        };

        await source.RunAsync(log, stop.Token);

        source.IsPaced.ShouldBeTrue();
        log.Readings.Select(r => r.Value).Take(7).ShouldBe([1, 2, 3, 1, 2, 3, 1]);
        log.Readings.Select(r => Math.Round(r.Time.Elapsed.TotalSeconds, 6)).ShouldBe(Enumerable.Range(0, log.Count).Select(i => i / 10.0));
    }

    [Fact]
    public void Make_WithRateOfItsOwn_UsesIt() =>
        new ReplayReadingSource(new ReplayOptions { File = Recording("a.csv", "1\n2\n"), Rate = 8 }, _time).NominalRate.ShouldBe(8);

    [Theory]
    [InlineData("a.csv", "1\nx\n", "line 2: 'x' is no number")]
    [InlineData("a.csv", "1\n2\n", "doesn't tell its rate")]
    [InlineData("a_4hz.csv", "", "holds no value")]
    public void Make_NoRecording_SaysWhy(string name, string text, string why) =>
        Should.Throw<ReadingSourceException>(() => new ReplayReadingSource(new ReplayOptions { File = Recording(name, text) }, _time)).Message.ShouldContain(why);

    [Fact]
    public void Make_NoFileOrAFolder_SaysSo()
    {
        Should.Throw<ReadingSourceException>(() => new ReplayReadingSource(new ReplayOptions { File = _folder.File("none.csv") }, _time)).Message.ShouldContain("no such recording");
        Should.Throw<ReadingSourceException>(() => new ReplayReadingSource(new ReplayOptions { File = _folder.Path }, _time)).Message.ShouldContain("is a folder");
    }

    public void Dispose() => _folder.Dispose();

    private string Recording(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }
}
