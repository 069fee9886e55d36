using System.Runtime.InteropServices;

namespace StoreSensing.Edge.Drivers.Privacy;

/// <summary>
/// Keeps this process's memory, in which pictures are, out of core files: nothing of the size 0 (setrlimit(2)), and nothing for a program that the kernel pipes
/// cores to, which that limit does not bind (core(5)), nor for another process of the same user (prctl(2), PR_SET_DUMPABLE). Linux; children inherit the limit alone.
/// </summary>
public static unsafe partial class CoreDumps
{
    private const int CoreFile = 4; // RLIMIT_CORE
    private const int SetDumpable = 4; // PR_SET_DUMPABLE

    /// <summary>Forbids them for good: the hard limit goes, too. False where the system refused.</summary>
    public static bool Forbid()
    {
        var nothing = stackalloc ulong[2]; // struct rlimit64: soft, hard
        (nothing[0], nothing[1]) = (0, 0);
        var limited = SetLimit(0, CoreFile, nothing, null) == 0;
        return Control(SetDumpable, 0, 0, 0, 0) == 0 && limited;
    }

    // The 64-bit one by name: the layout of plain rlimit changes with the processor.
    [LibraryImport("libc", EntryPoint = "prlimit64")]
    private static partial int SetLimit(int process, int resource, ulong* limit, ulong* old);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint second, nuint third, nuint fourth, nuint fifth);
}
