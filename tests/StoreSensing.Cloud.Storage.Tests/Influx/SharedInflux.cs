using StoreSensing.Cloud.Storage.Influx;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Storage.Tests.Influx;

/// <summary>One server for the tests of a run, started by the first that needs it; each test has a database of its own.</summary>
public sealed class SharedInflux : IDisposable
{
    private readonly Lazy<InfluxServer> _server = new(() => new InfluxServer());
    private int _databases;

    internal InfluxServer Server => _server.Value;

    internal string NewDatabase() => $"test{Interlocked.Increment(ref _databases)}";

    internal InfluxOptions Options(string database, string writer = "cloud-1") => new() { Url = Server.Url, Database = database, Writer = writer };

    public void Dispose()
    {
        if (_server.IsValueCreated)
            _server.Value.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class InfluxCollection : ICollectionFixture<SharedInflux>
{
    public const string Name = "influx";
}
