using System.Collections.Concurrent;

namespace StoreSensing.Chaos.Tests.Arena;

/// <summary>
/// One thread that starts all children and lives as long as the suite: a child's parent-death signal (prctl(2), PR_SET_PDEATHSIG) comes when the thread
/// that made it ends, and threads of the pool end when they are idle.
/// </summary>
internal static class Starter
{
    private static readonly BlockingCollection<Task> Work = [];

    static Starter() => new Thread(() =>
    {
        foreach (var task in Work.GetConsumingEnumerable())
            task.RunSynchronously();
    }) { IsBackground = true, Name = "starter" }.Start();

    /// <summary>Runs it there and waits for it.</summary>
    public static void Run(Action start)
    {
        var task = new Task(start);
        Work.Add(task);
        task.GetAwaiter().GetResult();
    }
}
