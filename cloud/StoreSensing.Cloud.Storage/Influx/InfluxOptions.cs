namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>Which InfluxDB, and how to sign in. A secret is never shown: <see cref="ToString"/> names the server only.</summary>
public sealed record InfluxOptions
{
    /// <summary>Address, e.g. <c>http://127.0.0.1:8086</c>, without a name or password in it.</summary>
    public required Uri Url { get; init; }

    /// <summary>The database (1.x, 3.x) or bucket (2.x).</summary>
    public required string Database { get; init; }

    /// <summary>The organisation; 2.x needs one.</summary>
    public string? Org { get; init; }

    /// <summary>Name to sign in with at a 1.x server.</summary>
    public string? Username { get; init; }

    /// <summary>Password to <see cref="Username"/>.</summary>
    public string? Password { get; init; }

    /// <summary>Token to sign in with at a 2.x or 3.x server.</summary>
    public string? Token { get; init; }

    /// <summary>File with the CA certificates to trust instead of the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>Name of this process among those that write to the same database, the same at every start; each needs its own.</summary>
    public required string Writer { get; init; }

    /// <summary>Days after which a 1.x server may drop points by itself; null: never. No less than the longest-kept kind is kept.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Compresses what is written: for a server beyond a slow network.</summary>
    public bool Gzip { get; init; }

    /// <summary>Most lines of one request.</summary>
    public int BatchLines { get; init; } = 5000;

    /// <summary>How often a request is tried when the server is busy or gone.</summary>
    public int Tries { get; init; } = 4;

    /// <summary><c>influx URL, database NAME</c>.</summary>
    public override string ToString() => $"influx {Url.GetLeftPart(UriPartial.Path).TrimEnd('/')}, database {Database}";
}
