namespace StoreSensing.Hardware.Tests;

/// <summary>Counts what a call allocates.</summary>
internal static class Allocations
{
    /// <summary>Bytes of 200 calls: the median of nine runs, because the runtime itself allocates once in a while, when it compiles a method anew.</summary>
    public static long Of<T>(Func<T> call)
    {
        Span<long> runs = stackalloc long[9];
        for (var run = 0; run < runs.Length; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 200; i++)
                call();
            runs[run] = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        runs.Sort();
        return runs[runs.Length / 2];
    }
}
