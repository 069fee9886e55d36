namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>
/// The way to a server, one request a call, blocking; any thread. Whoever calls decides what an answer means and whether to try again (<see cref="InfluxGate"/>).
/// </summary>
internal interface IInfluxLink : IDisposable
{
    /// <summary>Asks the server what it is.</summary>
    InfluxAnswer Ping(out InfluxVersion version);

    /// <summary>Writes lines with times in nanoseconds; when it answers well they are durable.</summary>
    InfluxAnswer Write(InfluxVersion version, ReadOnlyMemory<byte> lines);

    /// <summary>Starts a query or statement. When it answers well <paramref name="body"/> is JSON, a document a line; the caller disposes it.</summary>
    InfluxAnswer Query(InfluxVersion version, string influxQl, out Stream? body);

    /// <summary>Deletes what a 2.x server's predicate matches before an instant.</summary>
    InfluxAnswer Delete(InfluxVersion version, string predicate, DateTimeOffset from, DateTimeOffset before);
}

/// <summary>What a server answered.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Error">What it says, one line without secrets; empty when all is well.</param>
/// <param name="RetryAfter">How long it wants to be left alone.</param>
internal readonly record struct InfluxAnswer(int Status, string Error = "", TimeSpan? RetryAfter = null)
{
    public bool IsGood => Status is >= 200 and < 300;
}
