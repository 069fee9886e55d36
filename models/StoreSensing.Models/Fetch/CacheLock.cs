namespace StoreSensing.Models.Fetch;

/// <summary>One process at a time changes the cache; the system frees the lock when its holder dies.</summary>
internal sealed class CacheLock : IDisposable
{
    private readonly FileStream _file;

    private CacheLock(FileStream file) => _file = file;

    public static async Task<CacheLock> Take(string folder, Action waiting, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var said = false;
        while (true)
        {
            try
            {
                // FileShare.None is flock(LOCK_EX | LOCK_NB) on Linux.
                return new CacheLock(new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
                if (!said)
                    waiting();
                said = true;
                await Task.Delay(200, cancellation);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
