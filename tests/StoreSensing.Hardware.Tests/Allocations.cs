namespace StoreSensing.Hardware.Tests;

/// <summary>Counts what a call allocates.</summary>
internal static class Allocations
{
    /// <summary>Bytes of 1,000 calls, after the code is warm.</summary>
    public static long Of<T>(Func<T> call)
    {
        for (var i = 0; i < 200; i++)
            call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
