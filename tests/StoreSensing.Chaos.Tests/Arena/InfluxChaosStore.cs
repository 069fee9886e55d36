using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Storage.Influx;
using StoreSensing.Testing;

namespace StoreSensing.Chaos.Tests.Arena;

/// <summary>InfluxDB: a server of its own, that can be killed.</summary>
internal sealed class InfluxChaosStore : IChaosStore
{
    private const string Database = "chaos";

    private readonly InfluxServer _server = new();
    private readonly string _configuration;

    public InfluxChaosStore(string folder)
    {
        _configuration = Path.Combine(folder, "influx-cloud.yaml");
        File.WriteAllText(_configuration, $"store:\n  driver: influx\n  influx:\n    url: {_server.Url}\n    database: {Database}\n    writer: chaos-cloud\n");
    }

    public string Name => "influx";

    public string[] CloudArguments => ["--config", _configuration];

    public SmallDisk? Disk => null;

    public bool Kill()
    {
        _server.Kill();
        return true;
    }

    public void Start() => _server.Start();

    public IMetricStore Open() => new InfluxMetricStore(new InfluxOptions { Url = _server.Url, Database = Database, Writer = "reckoning" });

    public void Dispose() => _server.Dispose();
}
