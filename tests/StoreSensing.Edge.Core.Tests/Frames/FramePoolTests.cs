using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Tests.Frames;

public sealed class FramePoolTests
{
    [Fact]
    public void Dispose_AfterWritingPixels_ClearsThem()
    {
        var pool = new FramePool(4, 3);
        var frame = pool.Rent();
        frame.Pixels.Fill(200);
        frame.Time = new FrameTime(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(5));

        frame.Dispose();

        var again = pool.Rent();
        again.ShouldBeSameAs(frame);
        again.Pixels.ToArray().ShouldAllBe(value => value == 0);
        again.Time.ShouldBe(default);
    }

    [Fact]
    public void Dispose_Twice_DoesNotLendOneFrameToTwo()
    {
        var pool = new FramePool(4, 3);
        var frame = pool.Rent();
        frame.Dispose();
        frame.Dispose();

        pool.Rent().ShouldNotBeSameAs(pool.Rent());
        pool.Allocated.ShouldBe(2);
    }

    [Fact]
    public void Rent_TenThousandTimes_MakesOnlyWhatIsInUseAtOnce()
    {
        var pool = new FramePool(8, 8);
        for (var i = 0; i < 10_000; i++)
        {
            using var first = pool.Rent();
            using var second = pool.Rent();
            first.Pixels[0] = 1;
        }
        pool.Allocated.ShouldBe(2);
    }

    [Fact]
    public void Rent_NewFrame_IsBlackAndOfTheRightSize()
    {
        using var frame = new FramePool(5, 7).Rent();
        (frame.Width, frame.Height, frame.Pixels.Length).ShouldBe((5, 7, 105));
        frame.Pixels.ToArray().ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void RentAndDispose_OnceWarm_AllocateNothing()
    {
        var pool = new FramePool(8, 8);
        pool.Rent().Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            pool.Rent().Dispose();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
