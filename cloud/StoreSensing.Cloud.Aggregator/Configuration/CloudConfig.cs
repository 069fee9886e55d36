using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Configuration;

/// <summary>What the user wrote, checked.</summary>
internal sealed record CloudConfig
{
    public required MqttConfig Mqtt { get; init; }

    public required ListenAddress Listen { get; init; }

    /// <summary>Names, besides this machine's own, that a request may call us by.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    public required StoreConfig Store { get; init; }

    public required RetentionConfig Retention { get; init; }

    /// <summary>A tenant's id, or <c>+</c> for all.</summary>
    public required string Tenant { get; init; }

    /// <summary>The dashboard's folder, or null to look for it.</summary>
    public required string? Pages { get; init; }

    /// <summary>How the log's lines look.</summary>
    public required LogFormat Log { get; init; }

    public static CloudConfig Read(ConfigSection root) => new()
    {
        Mqtt = root.Section("mqtt", "The broker.", MqttConfig.Read),
        Listen = ListenAddress.Parse(root.Text(
            "listen", "ADDRESS:PORT of the API and the dashboard; port 0 takes a free one. There is no sign-in: open it to a network only behind one.",
            ListenAddress.Default, ListenAddress.Problem)) ?? ListenAddress.Parse(ListenAddress.Default)!,
        Hosts = Names(root.Text(
            "hosts", "More host names to answer to, separated by commas: those that a proxy passes on, or by which the network knows this machine. Others get 400.",
            "", text => Names(text).FirstOrDefault(name => Uri.CheckHostName(name) != UriHostNameType.Dns) is { } bad ? $"'{bad}' is no host name" : null)),
        Store = root.Section("store", "Where figures are kept.", StoreConfig.Read),
        Retention = root.Section("retention", "How long each kind of figures is kept, days.", RetentionConfig.Read),
        Tenant = root.Text("tenant", "Only this tenant's messages are taken; '+' takes all.", "+", text => text == "+" || Identifier.IsValid(text) ? null : $"must be '+' or {Identifier.Rule}"),
        Pages = root.OptionalText(
            "pages", "Folder with the dashboard's built files; when left out it is looked for beside the program and in the repository.",
            text => Directory.Exists(text) ? null : "there is no such folder"),
        Log = root.Choice("log", "How the log's lines look: text for people, json (an object a line) for programs that collect logs.", "text", "text", "json") == "json" ? LogFormat.Json : LogFormat.Text,
    };

    private static string[] Names(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The command line's word over the file's; throws <see cref="ConfigException"/> naming the option.</summary>
    public CloudConfig With(string? listen, string? store, string? mqtt)
    {
        var problems = new List<string>();
        if (listen is not null && ListenAddress.Problem(listen) is { } bad)
            problems.Add($"--listen '{listen}': {bad}");
        var broker = mqtt is null ? null : HostAndPort.Parse(mqtt);
        if (mqtt is not null && broker is null)
            problems.Add($"--mqtt '{mqtt}': {HostAndPort.Rule}");
        if (problems.Count == 0 && broker is not null && (Mqtt with { Host = broker.Host }).PlainPasswordProblem is { } plain)
            problems.Add($"--mqtt '{mqtt}': {plain}");
        if (problems.Count > 0)
            throw new ConfigException(problems);
        return this with
        {
            Listen = listen is null ? Listen : ListenAddress.Parse(listen)!,
            Store = store is null ? Store : Store with { Driver = StoreConfig.Sqlite, Path = store },
            Mqtt = broker is null ? Mqtt : Mqtt with { Host = broker.Host, Port = broker.Port },
        };
    }
}

/// <summary>How the log's lines look.</summary>
internal enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>An object a line.</summary>
    Json,
}
