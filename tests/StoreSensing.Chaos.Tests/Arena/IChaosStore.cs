using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Chaos.Tests.Arena;

/// <summary>The store under the cloud, as the suite needs it: one class a driver.</summary>
internal interface IChaosStore : IDisposable
{
    /// <summary>Its name, for the log.</summary>
    string Name { get; }

    /// <summary>What <c>storesensing-cloud run</c> is told of it.</summary>
    string[] CloudArguments { get; }

    /// <summary>Its disk, when it can be full.</summary>
    SmallDisk? Disk { get; }

    /// <summary>SIGKILL for its server; false when it has none.</summary>
    bool Kill();

    /// <summary>Starts its server again.</summary>
    void Start();

    /// <summary>Opens it for reading, after the cloud has ended.</summary>
    IMetricStore Open();
}
