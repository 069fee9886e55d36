using StoreSensing.Edge.Core.Frames;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Core.Tests.Frames;

public sealed class LatestFrameBufferTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private readonly FramePool _pool = new(2, 2);

    [Fact]
    public async Task Read_TwoWritten_GivesThemInOrder()
    {
        using var buffer = new LatestFrameBuffer(WhenFull.DropOldest);
        await buffer.WriteAsync(Numbered(1), default);
        await buffer.WriteAsync(Numbered(2), default);

        ReadNumber(buffer).ShouldBe(1);
        ReadNumber(buffer).ShouldBe(2);
        buffer.Dropped.ShouldBe(0);
    }

    [Fact]
    public async Task WriteAsync_FullAndDropOldest_FreesAndCountsTheOldest()
    {
        using var buffer = new LatestFrameBuffer(WhenFull.DropOldest);
        for (var i = 1; i <= 5; i++)
            await buffer.WriteAsync(Numbered(i), default);

        buffer.Dropped.ShouldBe(3);
        _pool.Allocated.ShouldBe(3); // two wait, the third was freed and lent again each time
        ReadNumber(buffer).ShouldBe(4);
        ReadNumber(buffer).ShouldBe(5);
    }

    [Fact]
    public async Task WriteAsync_FullAndWait_WaitsUntilOneIsRead()
    {
        using var buffer = new LatestFrameBuffer(WhenFull.Wait);
        await buffer.WriteAsync(Numbered(1), default);
        await buffer.WriteAsync(Numbered(2), default);
        var third = buffer.WriteAsync(Numbered(3), default).AsTask();

        third.IsCompleted.ShouldBeFalse();
        ReadNumber(buffer).ShouldBe(1);
        await third.WaitAsync(Long);
        ReadNumber(buffer).ShouldBe(2);
        ReadNumber(buffer).ShouldBe(3);
        buffer.Dropped.ShouldBe(0);
    }

    [Fact]
    public async Task WriteAsync_CancelledWhileWaiting_FreesTheFrame()
    {
        using var buffer = new LatestFrameBuffer(WhenFull.Wait);
        await buffer.WriteAsync(Numbered(1), default);
        await buffer.WriteAsync(Numbered(2), default);
        using var cancel = new CancellationTokenSource();
        var frame = Numbered(3);
        var third = buffer.WriteAsync(frame, cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => third);
        _pool.Rent().ShouldBeSameAs(frame);
    }

    [Fact]
    public async Task Read_AfterComplete_GivesTheRestThenTheEndForEver()
    {
        using var buffer = new LatestFrameBuffer(WhenFull.DropOldest);
        await buffer.WriteAsync(Numbered(1), default);
        buffer.Complete();
        buffer.Complete();

        ReadNumber(buffer).ShouldBe(1);
        for (var i = 0; i < 3; i++)
        {
            buffer.Read(Long, default, out var arrived).ShouldBeNull();
            arrived.ShouldBeTrue();
        }
    }

    [Fact]
    public void Read_NothingWritten_ComesBackAfterItsPatience()
    {
        using var buffer = new LatestFrameBuffer(WhenFull.DropOldest);
        buffer.Read(TimeSpan.FromMilliseconds(1), default, out var arrived).ShouldBeNull();
        arrived.ShouldBeFalse();
    }

    [Fact]
    public async Task Dispose_FramesWaiting_FreesThem()
    {
        var buffer = new LatestFrameBuffer(WhenFull.DropOldest);
        var frame = Numbered(1);
        frame.Pixels.Fill(9);
        await buffer.WriteAsync(frame, default);
        buffer.Dispose();

        var again = _pool.Rent();
        again.ShouldBeSameAs(frame);
        again.Pixels.ToArray().ShouldAllBe(value => value == 0);
    }

    [Fact]
    public async Task Dispose_WriterWaiting_LetsItGoAndFreesItsFrame()
    {
        var buffer = new LatestFrameBuffer(WhenFull.Wait);
        await buffer.WriteAsync(Numbered(1), default);
        await buffer.WriteAsync(Numbered(2), default);
        var third = buffer.WriteAsync(Numbered(3), default).AsTask();
        buffer.Dispose();

        await third.WaitAsync(Long);
        var back = Enumerable.Range(0, 3).Select(_ => _pool.Rent()).ToList();
        _pool.Allocated.ShouldBe(3);
        back.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task WriteAsync_AfterDispose_FreesTheFrame()
    {
        var buffer = new LatestFrameBuffer(WhenFull.DropOldest);
        buffer.Dispose();
        var frame = Numbered(1);
        await buffer.WriteAsync(frame, default);
        _pool.Rent().ShouldBeSameAs(frame);
    }

    [Fact]
    public async Task WriteAndRead_TwoThreadsTenThousandFrames_LoseNoneInWaitMode()
    {
        using var buffer = new LatestFrameBuffer(WhenFull.Wait);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 10_000; i++)
                await buffer.WriteAsync(Numbered(i), default);
            buffer.Complete();
        });
        for (var i = 0; i < 10_000; i++)
            ReadNumber(buffer).ShouldBe(i);
        buffer.Read(Long, default, out _).ShouldBeNull();
        await writing;
        _pool.Allocated.ShouldBeLessThanOrEqualTo(5);
    }

    [Fact]
    public async Task WriteAndRead_DropOldest_EveryFrameIsReadOrCounted()
    {
        using var buffer = new LatestFrameBuffer(WhenFull.DropOldest);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 10_000; i++)
                await buffer.WriteAsync(Numbered(i), default);
            buffer.Complete();
        });
        var read = 0;
        var last = -1.0;
        while (buffer.Read(Long, default, out _) is { } frame)
        {
            frame.Time.Elapsed.TotalSeconds.ShouldBeGreaterThan(last);
            last = frame.Time.Elapsed.TotalSeconds;
            frame.Dispose();
            read++;
        }
        await writing;
        (read + buffer.Dropped).ShouldBe(10_000);
        last.ShouldBe(9_999);
        await Eventually.True(() => _pool.Allocated <= 4, "a handful of frames");
    }

    private Frame Numbered(int number)
    {
        var frame = _pool.Rent();
        frame.Time = new FrameTime(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(number));
        return frame;
    }

    private static int ReadNumber(LatestFrameBuffer buffer)
    {
        using var frame = buffer.Read(Long, default, out _);
        frame.ShouldNotBeNull();
        return (int)frame.Time.Elapsed.TotalSeconds;
    }
}
