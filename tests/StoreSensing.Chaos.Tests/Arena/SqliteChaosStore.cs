using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Storage.Sqlite;

namespace StoreSensing.Chaos.Tests.Arena;

/// <summary>The embedded store: one file, on a disk that can be full.</summary>
internal sealed class SqliteChaosStore(string folder) : IChaosStore
{
    private readonly SmallDisk _disk = new(Path.Combine(folder, "store"), megabytes: 512);

    public string Name => "sqlite";

    public string[] CloudArguments => ["--store", File];

    public SmallDisk? Disk => _disk;

    private string File => Path.Combine(_disk.Path, "store.sqlite");

    public bool Kill() => false;

    public void Start()
    {
    }

    public IMetricStore Open() => new SqliteMetricStore(File);

    public void Dispose() => _disk.Dispose();
}
