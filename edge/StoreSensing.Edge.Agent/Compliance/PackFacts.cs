using System.Globalization;
using System.Security.Cryptography;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Compliance.Cards;
using StoreSensing.Edge.Agent.Compliance.Fields;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;

namespace StoreSensing.Edge.Agent.Compliance;

/// <summary>Everything that the documents say of a configuration, worked out once.</summary>
internal sealed class PackFacts
{
    /// <param name="config">The configuration.</param>
    /// <param name="file">The name of its file, without folder.</param>
    /// <param name="fingerprint">SHA-256 of the file, hex.</param>
    /// <param name="models">The models that it uses.</param>
    public PackFacts(EdgeConfig config, string file, string fingerprint, IReadOnlyList<ModelCard> models)
    {
        (Config, File, Fingerprint, Models) = (config, file, fingerprint, models);
        Address = new DeviceAddress(config.Tenant, config.Store, config.Device);
        Rules = DisclosureRules.Of(config.Profile, config.Strict);
        Kinds = [.. Enum.GetValues<MessageKind>().Where(kind => Sends(config, kind))];
    }

    public EdgeConfig Config { get; }

    /// <summary>The configuration file's name.</summary>
    public string File { get; }

    /// <summary>SHA-256 of the configuration file, hex.</summary>
    public string Fingerprint { get; }

    public DeviceAddress Address { get; }

    /// <summary>What the privacy profile withholds.</summary>
    public DisclosureRules Rules { get; }

    /// <summary>The kinds of message that this configuration sends.</summary>
    public IReadOnlyList<MessageKind> Kinds { get; }

    public IReadOnlyList<ModelCard> Models { get; }

    /// <summary>Facial expression, or null while it is off.</summary>
    public PurposeConfig? Expression => Config.Expression;

    /// <summary>Skin conductance, or null while it is off.</summary>
    public PurposeConfig? SkinConductance => Config.SkinConductance;

    /// <summary>The zones in which expression is looked for, by the names people see.</summary>
    public IReadOnlyList<string> ExpressionZones => Expression is null ? [] : [.. Config.Zones.Where(z => z.Expression).Select(z => z.Name)];

    /// <summary>The zones in which only employees are, by the names people see.</summary>
    public IReadOnlyList<string> StaffZones => [.. Config.Zones.Where(z => z.Staff).Select(z => z.Name)];

    /// <summary>The zones that people step through who don't want to be looked at, by the names people see.</summary>
    public IReadOnlyList<string> OptOutZones => [.. Config.Zones.Where(z => z.OptOut).Select(z => z.Name)];

    /// <summary>Whether hours are set in which only employees are there.</summary>
    public bool StaffHours => Config.StaffHours.Count > 0;

    /// <summary>Of how many minutes expression is read in how many; null: in all.</summary>
    public SamplingConfig? Sampling => Config.Expression?.Sampling;

    /// <summary>Whether anything is inferred about how people feel.</summary>
    public bool Emotion => Expression is not null || SkinConductance is not null;

    /// <summary>Most privacy loss ε of any one track over a day; null: no noise is added.</summary>
    public double? EpsilonPerDay => Config.IsNoisy ? Config.Strict.EpsilonPerDay : null;

    /// <summary>Whether it is told how long people stay.</summary>
    public bool TellsDwell => Rules.Dwell.Kind != GuardKind.Never;

    public bool Cameras => Config.Cameras.Count > 0;

    public bool Attention => Config.Displays.Count > 0;

    /// <summary>Whether faces are looked for: for displays, for expression, or to find people by.</summary>
    public bool Faces => Config.Cameras.Any(c => EdgeConfigReader.FaceDetectors.Contains(c.Detector) || LanePlans.LooksAtFaces(Config, c));

    /// <summary>Cameras that look at faces for displays or expression.</summary>
    public int Looking => Config.Cameras.Count(c => LanePlans.LooksAtFaces(Config, c));

    /// <summary>Whether a camera finds people by their faces: then no face is passed over.</summary>
    public bool FindsByFaces => Config.Cameras.Any(c => EdgeConfigReader.FaceDetectors.Contains(c.Detector));

    /// <summary>The lines that the cloud program's configuration must hold for figures to be kept no longer than people are told; where nothing is inferred of them there is none.</summary>
    public IReadOnlyList<string> CloudRetention => Emotion ? [.. ((string?[])["retention:", Kept(MessageKind.Expression, Expression), Kept(MessageKind.Arousal, SkinConductance)]).OfType<string>()] : [];

    public int Masks => Config.Cameras.Sum(c => c.Masks.Count);

    public string StoreName => Config.Tenant == "default" ? Config.Store : $"{Config.Tenant} / {Config.Store}";

    /// <summary>Whether what is measured is sent to another machine.</summary>
    public bool BrokerIsRemote => Config.Mqtt.Host is not ("127.0.0.1" or "localhost" or "::1");

    public IReadOnlyList<ModelCard> WithoutCard => [.. Models.Where(m => m.Text is null)];

    /// <summary>SHA-256 of a configuration file, hex: it says later which configuration the documents were made from.</summary>
    public static string FingerprintOf(string path) => Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(path)));

    private static string? Kept(MessageKind kind, PurposeConfig? purpose) => purpose is null ? null : string.Create(CultureInfo.InvariantCulture, $"  {kind.Name()}: {purpose.RetentionDays}");

    private static bool Sends(EdgeConfig config, MessageKind kind) => kind switch
    {
        MessageKind.Zone => config.Cameras.Count > 0 && config.Zones.Count > 0,
        MessageKind.Flow => config.Cameras.Count > 0 && config.Zones.Count > 0 && !config.Profile.IsStrict,
        MessageKind.Heat => config.Cameras.Count > 0,
        MessageKind.Line => config.Cameras.Count > 0 && config.Lines.Count > 0,
        MessageKind.Expression => LanePlans.ExpressionZones(config).Count > 0,
        MessageKind.Queue => config.Cameras.Count > 0 && config.Queues.Count > 0 && !config.Profile.IsStrict,
        MessageKind.Occupancy => config.Cameras.Count > 0 && config.Lines.Any(l => l.Entrance) && !config.Profile.IsStrict,
        MessageKind.Attention => config.Displays.Count > 0,
        MessageKind.Arousal => config.SkinConductance is not null,
        MessageKind.Status or MessageKind.Describe => true,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
