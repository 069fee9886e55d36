using System.CommandLine;
using System.Globalization;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Load;

/// <summary>The options of <c>load</c>, and the plan they make.</summary>
internal sealed class LoadOptions
{
    private const string Max = "max";
    private const int MostZones = 200; // zone/1's bound
    private const int InFlightOtherwise = 4000;

    private readonly Option<string?> _config = new("--config", "-c") { Description = "The cloud's YAML file with the broker; without one the defaults hold." };
    private readonly Option<string?> _mqtt = new("--mqtt") { Description = "HOST:PORT of the broker." };
    private readonly Option<string?> _ca = new("--ca") { Description = "CA certificates to trust, over the configuration's; switches TLS on.", HelpName = "FILE" };
    private readonly Option<string?> _cert = new("--cert") { Description = "The fleet's certificate, over the configuration's: mutual TLS.", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--key") { Description = "Its key.", HelpName = "FILE" };
    private readonly Option<string> _tenant = new("--tenant") { Description = "Whose shop the fleet stands in.", DefaultValueFactory = _ => "load" };
    private readonly Option<string> _store = new("--store") { Description = "The shop; one with real devices is refused.", DefaultValueFactory = _ => "fleet" };
    private readonly Option<int> _devices = new("--devices") { Description = "How many devices.", DefaultValueFactory = _ => 100 };
    private readonly Option<int> _zones = new("--zones") { Description = "Zones of each device: figures in a message.", DefaultValueFactory = _ => 10 };
    private readonly Option<string?> _rate = new("--rate") { Description = "Messages a second of the whole fleet, or max; left out: each device's window a minute (--per-minute).", HelpName = "N|max" };
    private readonly Option<double> _perMinute = new("--per-minute") { Description = "Windows a minute of each device.", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _burst = new("--burst") { Description = "All devices send in the same moment, not one after the other." };
    private readonly Option<double?> _seconds = new("--seconds") { Description = "Stop sending after this long; left out: 60, or when --windows are sent." };
    private readonly Option<long?> _windows = new("--windows") { Description = "Stop after so many windows of each device." };
    private readonly Option<int> _windowSeconds = new("--window-seconds") { Description = "Length of a window.", DefaultValueFactory = _ => 60 };
    private readonly Option<double?> _back = new("--back") { Description = "Windows begin so many hours ago and follow each other, as after an outage; left out: those of the clock.", HelpName = "HOURS" };
    private readonly Option<int> _connections = new("--connections") { Description = "MQTT connections that the fleet shares.", DefaultValueFactory = _ => 4 };
    private readonly Option<int?> _inFlight = new("--in-flight") { Description = "Messages on their way to the cloud's acknowledgement at one time; left out: 4000, with --burst the fleet's." };
    private readonly Option<double> _resend = new("--resend") { Description = "Send again what is unacknowledged after so many seconds.", DefaultValueFactory = _ => 30 };
    private readonly Option<double> _drain = new("--drain") { Description = "At the end, wait so many seconds for what is unacknowledged.", DefaultValueFactory = _ => 60 };
    private readonly Option<string?> _api = new("--api") { Description = "The cloud's address, e.g. http://127.0.0.1:8080: its own counts, and its CPU when it runs here.", HelpName = "URL" };
    private readonly Option<int?> _brokerPid = new("--broker-pid") { Description = "The broker's process; left out: the one that listens on its port here." };
    private readonly Option<int?> _cloudPid = new("--cloud-pid") { Description = "The cloud's process; left out: the one that listens on --api's port here." };
    private readonly Option<bool> _json = new("--json") { Description = "The summary as a line of JSON." };

    public void AddTo(Command command)
    {
        Option[] all =
        [
            _config, _mqtt, _ca, _cert, _key, _tenant, _store, _devices, _zones, _rate, _perMinute, _burst, _seconds, _windows, _windowSeconds, _back, _connections, _inFlight, _resend,
            _drain, _api, _brokerPid, _cloudPid, _json,
        ];
        foreach (var option in all)
            command.Add(option);
    }

    public string? Config(ParseResult parsed) => parsed.GetValue(_config);

    public string? Broker(ParseResult parsed) => parsed.GetValue(_mqtt);

    public string? Ca(ParseResult parsed) => parsed.GetValue(_ca);

    public string? Cert(ParseResult parsed) => parsed.GetValue(_cert);

    public string? Key(ParseResult parsed) => parsed.GetValue(_key);

    public int? BrokerPid(ParseResult parsed) => parsed.GetValue(_brokerPid);

    public int? CloudPid(ParseResult parsed) => parsed.GetValue(_cloudPid);

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Throws <see cref="ConfigException"/> when the address is none.</summary>
    public Uri? Api(ParseResult parsed) => parsed.GetValue(_api) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
        : throw new ConfigException([$"--api '{text}': must be an address such as http://127.0.0.1:8080"]);

    /// <summary>The plan; throws <see cref="ConfigException"/> with everything that is wrong.</summary>
    public LoadPlan Plan(ParseResult parsed)
    {
        var problems = new List<string>();
        var devices = Within(parsed, _devices, 1, 100_000, problems);
        var perMinute = Within(parsed, _perMinute, 0.01, 6000, problems);
        var rate = Rate(parsed, devices * perMinute / 60, problems);
        if (parsed.GetResult(_rate) is not null && parsed.GetResult(_perMinute) is { Implicit: false })
            problems.Add("--rate and --per-minute say the same in two ways: leave one out");
        if (rate == 0 && parsed.GetValue(_burst))
            problems.Add("--burst and --rate max: one after the other as fast as it goes, or all at once?");
        var windowSeconds = Within(parsed, _windowSeconds, 1, 3600, problems);
        var plan = new LoadPlan
        {
            Tenant = Id(parsed, _tenant, problems), Store = Id(parsed, _store, problems), Devices = devices, Zones = Within(parsed, _zones, 1, MostZones, problems),
            MessagesPerSecond = rate, Burst = parsed.GetValue(_burst), WindowSeconds = windowSeconds,
            Windows = Given(parsed, _windows, 1, long.MaxValue, problems) ?? Ahead(parsed, windowSeconds) ?? long.MaxValue,
            AtMost = TimeSpan.FromSeconds(Given(parsed, _seconds, 0.1, 1e6, problems) ?? (parsed.GetValue(_windows) is null ? 60 : 1e6)),
            Back = Given(parsed, _back, 0.01, 24 * 400, problems) is { } hours ? TimeSpan.FromHours(hours) : null,
            Connections = Math.Min(devices, Within(parsed, _connections, 1, 64, problems)), InFlight = Given(parsed, _inFlight, 1, 1_000_000, problems) ?? (parsed.GetValue(_burst) ? Math.Max(devices, InFlightOtherwise) : InFlightOtherwise),
            ResendAfter = TimeSpan.FromSeconds(Within(parsed, _resend, 1, 3600, problems)), Drain = TimeSpan.FromSeconds(Within(parsed, _drain, 0, 86_400, problems)),
        };
        return problems.Count == 0 ? plan : throw new ConfigException(problems);
    }

    // Windows that follow each other end at the present: those of the future would be refused.
    private long? Ahead(ParseResult parsed, int windowSeconds) => parsed.GetValue(_back) is { } hours ? (long)(hours * 3600 / windowSeconds) : null;

    private double Rate(ParseResult parsed, double otherwise, List<string> problems)
    {
        if (parsed.GetValue(_rate) is not { } text)
            return otherwise;
        if (text == Max)
            return 0;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= 1e6)
            return rate;
        problems.Add($"--rate '{text}': must be messages a second, more than 0, or {Max}");
        return 1;
    }

    private static string Id(ParseResult parsed, Option<string> option, List<string> problems)
    {
        var id = parsed.GetValue(option)!;
        if (!Identifier.IsValid(id))
            problems.Add($"{option.Name} '{id}': use {Identifier.Rule}");
        return id;
    }

    private static T Within<T>(ParseResult parsed, Option<T> option, T least, T most, List<string> problems)
        where T : struct, IComparable<T>, IFormattable
    {
        var value = parsed.GetValue(option);
        return IsWithin(value, option, least, most, problems) ? value : least;
    }

    private static T? Given<T>(ParseResult parsed, Option<T?> option, T least, T most, List<string> problems)
        where T : struct, IComparable<T>, IFormattable
    {
        var value = parsed.GetValue(option);
        return value is { } given && !IsWithin(given, option, least, most, problems) ? least : value;
    }

    private static bool IsWithin<T>(T value, Option option, T least, T most, List<string> problems)
        where T : IComparable<T>, IFormattable
    {
        if (value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0)
            return true;
        problems.Add(string.Create(CultureInfo.InvariantCulture, $"{option.Name} {value}: must be {least} to {most}"));
        return false;
    }
}
