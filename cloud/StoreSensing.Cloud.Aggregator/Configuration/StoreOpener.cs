using StoreSensing.Cloud.Aggregator.Ingest;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Storage.Influx;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Configuration;

/// <summary>Opens the store that the configuration names.</summary>
internal static class StoreOpener
{
    /// <summary>
    /// Throws <see cref="StoreException"/> or <see cref="ConfigException"/> when it can't be used. An InfluxDB server that is not there yet is only warned of: it may start
    /// later, and until then the broker keeps what comes.
    /// </summary>
    public static IMetricStore Open(CloudConfig config, Action<string> warn)
    {
        if (config.Store.Driver == StoreConfig.Sqlite)
            return new SqliteMetricStore(config.Store.Path);
        var store = new InfluxMetricStore(Influx(config, warn));
        try
        {
            if (store.Unreachable() is { } reason)
                warn($"{reason}; figures wait at the broker until it answers");
            else
                store.Open();
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>The server that the configuration names, with its secrets read from their files.</summary>
    public static InfluxOptions Influx(CloudConfig config, Action<string> warn)
    {
        var server = config.Store.Server ?? throw new ConfigException(["store.influx: is missing: it says which server"]);
        return new InfluxOptions
        {
            Url = server.Url,
            Database = server.Database,
            Org = server.Org,
            Username = server.Username,
            Password = server.Password ?? Secret("store.influx.passwordFile", server.PasswordFile, warn),
            Token = server.Token ?? Secret("store.influx.tokenFile", server.TokenFile, warn),
            CaFile = server.CaFile,
            Writer = server.Writer ?? BrokerSubscription.ProcessName(config),
            RetentionDays = MessageKinds.Metrics.Max(kind => config.Retention.Days(kind, config.Store)),
            Timeout = TimeSpan.FromSeconds(server.TimeoutSeconds),
            Gzip = server.Gzip,
        };
    }

    private static string? Secret(string key, string? file, Action<string> warn)
    {
        if (file is null)
            return null;
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
                warn($"{key} '{file}': other users of this machine may read it; chmod 600 keeps them out");
            var secret = File.ReadAllText(file).Trim();
            return secret.Length > 0 && !secret.Any(char.IsControl) ? secret : throw new ConfigException([$"{key} '{file}': must hold one line, the secret"]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException([$"{key} '{file}': can't be read: {e.Message}"]);
        }
    }
}
