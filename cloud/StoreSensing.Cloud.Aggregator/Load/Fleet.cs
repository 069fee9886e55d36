using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Load;

/// <summary>The simulated devices: their names, sessions and how they describe themselves.</summary>
internal sealed class Fleet
{
    public const string Provenance = "simulated";
    private const string Prefix = "load-";

    private readonly DeviceAddress[] _devices;
    private readonly string[] _topics;
    private readonly byte[][] _sessions;
    private readonly int _zones;
    private readonly int _windowSeconds;

    /// <param name="plan">How many, and of which shop.</param>
    /// <param name="run">Random: sessions of another run are others.</param>
    public Fleet(LoadPlan plan, uint run)
    {
        (_zones, _windowSeconds) = (plan.Zones, plan.WindowSeconds);
        _devices = [.. Enumerable.Range(1, plan.Devices).Select(i => new DeviceAddress(plan.Tenant, plan.Store, $"{Prefix}{i:00000}"))];
        _topics = [.. _devices.Select(d => d.TopicOf(MessageKind.Zone))];
        _sessions = [.. Enumerable.Range(0, plan.Devices).Select(i => Encoding.ASCII.GetBytes($"{run:x8}{i:x8}"))];
    }

    public int Count => _devices.Length;

    public string Topic(int device) => _topics[device];

    public string DescribeTopic(int device) => _devices[device].TopicOf(MessageKind.Describe);

    public ReadOnlySpan<byte> Session(int device) => _sessions[device];

    /// <summary>Where acknowledgements of all of them arrive.</summary>
    public static string AckFilter(LoadPlan plan) => $"{Contracts.Wire.Topic.Prefix}/{plan.Tenant}/{plan.Store}/+/set/{Contracts.Wire.Topic.AckCommand}";

    /// <summary>Which device a session belongs to; -1 when it is none of this run's.</summary>
    public int DeviceOf(ReadOnlySpan<byte> session)
    {
        Span<byte> index = stackalloc byte[4];
        if (session.Length != 16 || Convert.FromHexString(session[8..], index, out _, out _) != System.Buffers.OperationStatus.Done)
            return -1;
        var device = BinaryPrimitives.ReadInt32BigEndian(index);
        return device >= 0 && device < _sessions.Length && session.SequenceEqual(_sessions[device]) ? device : -1;
    }

    /// <summary>The description, which marks every figure of the device as simulated.</summary>
    public byte[] Describe(int device) => JsonSerializer.SerializeToUtf8Bytes(
        new DescribeMessage
        {
            Schema = MessageKind.Describe.SchemaName(), Session = Encoding.ASCII.GetString(_sessions[device]), Software = "storesensing-cloud load", WindowSeconds = _windowSeconds,
            Provenance = Provenance, Overlap = "all", Expression = null, Arousal = null, Lines = [], Displays = [], Cameras = [], Sensors = [], Models = [],
            Privacy = new PrivacyDescription
            {
                Profile = "standard", CountThreshold = null, HeatThreshold = 5, Noise = null, DwellThreshold = 5, ExpressionThreshold = null, AttentionThreshold = null,
                ArousalThreshold = null,
            },
            Surfaces =
            [
                new SurfaceDescription
                {
                    Surface = "floor", Name = "Simulated floor", Unit = "metre", OriginX = 0, OriginY = 0, CellWidth = 0.5, CellHeight = 0.5, Columns = 2 * _zones, Rows = 4,
                    Aspect = _zones / 2.0, Visible = null,
                },
            ],
            Zones = [.. Enumerable.Range(0, _zones).Select(i => new ZoneDescription
            {
                Zone = FleetMessages.Zone(i), Name = $"Zone {i + 1}", Surface = "floor", Polygon = [[i, 0], [i + 1, 0], [i + 1, 2], [i, 2]], Queue = false,
            })],
        },
        WireJson.Default.DescribeMessage);
}
