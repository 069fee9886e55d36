using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Influx;

namespace StoreSensing.Cloud.Storage.Tests.Influx;

/// <summary>The contract over a real server, and what only this driver has.</summary>
[Collection(InfluxCollection.Name)]
public sealed class InfluxMetricStoreTests(SharedInflux influx) : MetricStoreContract
{
    private readonly string _database = influx.NewDatabase();

    protected override IMetricStore Open() => new InfluxMetricStore(influx.Options(_database));
}
