using StoreSensing.Configuration;

namespace StoreSensing.Cloud.Aggregator.Configuration;

/// <summary>Where figures are kept, and how long.</summary>
internal sealed record StoreConfig
{
    public const string DefaultPath = "storesensing.sqlite";
    public const string Sqlite = "sqlite";
    public const string Influx = "influx";

    /// <summary><see cref="Sqlite"/> or <see cref="Influx"/>.</summary>
    public required string Driver { get; init; }

    public required string Path { get; init; }

    public required int RetentionDays { get; init; }

    /// <summary>The server; null when the section is left out.</summary>
    public required InfluxConfig? Server { get; init; }

    public static StoreConfig Read(ConfigSection section)
    {
        var config = new StoreConfig
        {
            Driver = section.Choice("driver", "One SQLite file, or an InfluxDB server, which several cloud processes may share.", Sqlite, Sqlite, Influx),
            Path = section.Text("path", "SQLite file, relative to the working folder; made when it is absent.", DefaultPath),
            RetentionDays = section.Integer("retentionDays", "Windows older than this are deleted, unless retention says otherwise for their kind.", 400, 1, 4000),
            Server = section.OptionalSection(Influx, "The InfluxDB server, 1.x, 2.x or 3.x; which of these it is, it is asked.", InfluxConfig.Read),
        };
        if (config is { Driver: Influx, Server: null })
            section.Refuse("driver", "needs the section store.influx, with url at least");
        return config;
    }
}

/// <summary>How to reach an InfluxDB server.</summary>
internal sealed record InfluxConfig
{
    public required Uri Url { get; init; }

    public required string Database { get; init; }

    public required string? Org { get; init; }

    public required string? Username { get; init; }

    public required string? Password { get; init; }

    public required string? PasswordFile { get; init; }

    public required string? Token { get; init; }

    public required string? TokenFile { get; init; }

    public required string? CaFile { get; init; }

    public required string? Writer { get; init; }

    public required int TimeoutSeconds { get; init; }

    public required bool Gzip { get; init; }

    public static InfluxConfig Read(ConfigSection section)
    {
        var config = new InfluxConfig
        {
            Url = UrlOf(section.Text("url", "Address of the server, http or https.", "http://127.0.0.1:8086", UrlProblem)),
            Database = section.Text("database", "Database (1.x: made when it is absent; 3.x) or bucket (2.x).", "storesensing"),
            Org = section.OptionalText("org", "Organisation; a 2.x server needs one."),
            Username = section.OptionalText("username", "Name to sign in with at a 1.x server."),
            Password = section.Secret("password", "Password to sign in with.", mayStandHere: false),
            PasswordFile = section.OptionalText("passwordFile", "File that holds the password and nothing else; readable by this service only.", FileProblem),
            Token = section.Secret("token", "Token to sign in with at a 2.x or 3.x server.", mayStandHere: false),
            TokenFile = section.OptionalText("tokenFile", "File that holds the token and nothing else; readable by this service only.", FileProblem),
            CaFile = section.OptionalText("caFile", "File with the CA certificates to trust instead of the system's.", FileProblem),
            Writer = section.OptionalText(
                "writer", "Name of this process among those that write to the same database, the same at every start; when left out mqtt.clientId, in a group with host and a random part.",
                text => Contracts.Wire.Identifier.IsValid(text) ? null : $"use {Contracts.Wire.Identifier.Rule}"),
            TimeoutSeconds = section.Integer("timeoutSeconds", "How long one request may take.", 15, 1, 300),
            Gzip = section.Flag("gzip", "Compresses what is written; for a server beyond a slow network.", false),
        };
        if (config.Password is not null && config.PasswordFile is not null)
            section.Refuse("passwordFile", "stands beside password: use one of them");
        if (config.Token is not null && config.TokenFile is not null)
            section.Refuse("tokenFile", "stands beside token: use one of them");
        if (config.Username is not null && (section.Has("token") || section.Has("tokenFile")))
            section.Refuse("username", "stands beside a token: a 1.x server takes a name, 2.x and 3.x a token");
        if (config.Username is not null != (section.Has("password") || section.Has("passwordFile")))
            section.Refuse("username", "needs password or passwordFile, and they it");
        // The whole value is kept out of the problem: a name or password in the address would end up in logs.
        if (config.Url.UserInfo.Length > 0 || config.Url.Query.Length > 0)
            section.RefuseUnseen("url", "may hold no name, password or query: there are keys for them");
        return config;
    }

    private static Uri UrlOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : new Uri("http://127.0.0.1:8086");

    private static string? UrlProblem(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? null : "must be http://HOST:PORT or https://HOST:PORT";

    private static string? FileProblem(string text) => File.Exists(text) ? null : "there is no such file";
}
