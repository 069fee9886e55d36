using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>Whether a server keeps what is written as it is: a point with every type of field goes there and comes back. It overwrites itself, so one stays.</summary>
internal static class InfluxCheck
{
    private const string Measurement = "check";
    private const string Odd = "a \"quoted\", back\\slashed = text\nof two lines, ü and 火";
    private const double Third = 1.0 / 3;
    private const long Large = 9007199254740991;

    public static InfluxReport Run(InfluxGate gate, DevicePoints devices)
    {
        RoundTrip(gate);
        var sessions = new HashSet<(string, string, string, string)>();
        foreach (var row in gate.Rows($"SELECT \"session\", \"tenant\"::tag, \"store\"::tag, \"device\"::tag FROM {InfluxNames.Sessions}"))
            sessions.Add((row.Must("tenant"), row.Must("store"), row.Must("device"), row.Must("session")));
        var messages = 0L;
        foreach (var row in gate.Rows($"SELECT count(\"seq\") FROM {InfluxNames.Messages}"))
            messages += row.Long("count") ?? 0;
        return new InfluxReport(gate.Version.Text, devices.Heard().Count, sessions.Count, messages);
    }

    private static void RoundTrip(InfluxGate gate)
    {
        using var line = new LineBuffer();
        line.Begin(Measurement);
        line.Tag("writer", gate.Options.Writer);
        line.Field("odd", Odd);
        line.Field("third", Third);
        line.Field("large", Large);
        line.Field("yes", true);
        // A time of now: a bucket with a short retention would drop an old one.
        var at = PointTime.OfDay(TimeProvider.System.GetUtcNow());
        line.End(at);
        if (gate.Write(line) is { } refusal)
            throw new StoreException(refusal);
        var query = $"SELECT \"odd\", \"third\", \"large\", \"yes\" FROM \"{Measurement}\" WHERE \"writer\" = {InfluxNames.Quote(gate.Options.Writer)} AND time = {at}";
        foreach (var row in gate.Rows(query))
        {
            var lost = row.Text("odd") != Odd ? "texts" : row.Number("third") != Third ? "numbers" : row.Long("large") != Large ? "whole numbers" : !row.Flag("yes") ? "flags" : null;
            if (lost is not null)
                throw new StoreException($"{gate.Options}: takes the line protocol but does not keep {lost} as they are: it can't be the store");
            return;
        }
        throw new StoreException($"{gate.Options}: what was written can't be read back: it can't be the store");
    }
}
