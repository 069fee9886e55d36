using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>Makes a 1.x database ready: it and our retention policy are made when they are absent; a database with other fields under our names is refused.</summary>
internal static class InfluxDatabase
{
    /// <summary>What is kept of a row beyond its time.</summary>
    public static Entry Kept(InfluxRow row) => new(row.Text("name") ?? row.Text("fieldKey") ?? "", row.Text("fieldType") ?? row.Text("duration") ?? "");

    /// <summary>Throws <see cref="StoreException"/> in one sentence.</summary>
    public static void Prepare(Func<string, IReadOnlyList<Entry>> ask, InfluxVersion version, InfluxOptions options)
    {
        try
        {
            if (version.IsOne)
                Policy(ask, options);
            Fields(ask, options);
        }
        catch (InfluxQueryException e)
        {
            throw new StoreException($"{options}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new StoreException($"{options}: the answer broke off", e);
        }
    }

    private static void Policy(Func<string, IReadOnlyList<Entry>> ask, InfluxOptions options)
    {
        var database = InfluxNames.Name(options.Database);
        // Two days more: what is deleted here by its age must not be in question by the server's clock.
        var duration = $"{(options.RetentionDays is { } days ? $"{days + 2}d" : "INF")} REPLICATION 1 SHARD DURATION {(options.RetentionDays < 7 ? "1d" : "7d")}";
        IReadOnlyList<Entry> policies;
        try
        {
            policies = ask($"SHOW RETENTION POLICIES ON {database}");
        }
        catch (InfluxQueryException e) when (e.Message.Contains("database not found", StringComparison.OrdinalIgnoreCase))
        {
            ask($"CREATE DATABASE {database}");
            policies = [];
        }
        var name = InfluxNames.Name(InfluxNames.Policy);
        var ours = policies.FirstOrDefault(p => p.Name == InfluxNames.Policy);
        if (ours is null)
            ask($"CREATE RETENTION POLICY {name} ON {database} DURATION {duration} DEFAULT");
        else if (Hours(ours.Type) != (options.RetentionDays + 2) * 24)
            ask($"ALTER RETENTION POLICY {name} ON {database} DURATION {duration}");
    }

    private static void Fields(Func<string, IReadOnlyList<Entry>> ask, InfluxOptions options)
    {
        foreach (var (measurement, fields) in InfluxFields.All)
        {
            foreach (var there in ask($"SHOW FIELD KEYS FROM {InfluxNames.Name(measurement)}"))
            {
                if (fields.TryGetValue(there.Name, out var type) && there.Type.Length > 0 && type != there.Type)
                    throw new StoreException(
                        $"{options}: field {there.Name} of measurement {measurement} is {there.Type} there and {type} here: this is another program's database, choose another name");
            }
        }
    }

    // "9600h0m0s"; for ever is "0s".
    private static int? Hours(string duration) => duration.IndexOf('h') is var h and > 0 && int.TryParse(duration.AsSpan(0, h), out var hours) ? hours : null;

    /// <summary>A retention policy with its duration, or a field with its type.</summary>
    public sealed record Entry(string Name, string Type);
}
