using System.Security.Cryptography;
using System.Threading.Channels;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Agent.Reporting;
using StoreSensing.Edge.Agent.Sensors;
using StoreSensing.Edge.Agent.Twin;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Anonymisation.Strict;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Merging;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Drivers.Cameras;
using StoreSensing.Edge.Drivers.Outbox;
using StoreSensing.Edge.Drivers.Privacy;
using StoreSensing.Mqtt;

namespace StoreSensing.Edge.Agent;

/// <summary>
/// The agent put together: a lane per camera and per skin-conductance sensor → window desk → outbox → publisher → broker, and the device's own state beside it.
/// </summary>
internal sealed class EdgeAgent : IAsyncDisposable
{
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WindowPatience = TimeSpan.FromSeconds(30);
    private readonly EdgeConfig _config;
    private readonly Func<long> _firstNumber;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly DeviceAddress _address;
    private readonly string _session = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private readonly LaneModels _models;
    private readonly SqliteOutbox _outbox;
    private readonly PrivacyBudget? _budget;
    private readonly WindowDesk _desk;
    private readonly DeviceReporter _reporter;
    private readonly ExclusionLog _exclusions;
    private readonly IReadOnlyList<ILane> _lanes;
    private readonly SensorLanes _sensors;
    private readonly TimeSpan _drainAtMost = TimeSpan.FromSeconds(15);
    private readonly MosquittoClient _mqtt;
    private readonly OutboxPublisher _publisher;
    private readonly Channel<bool> _introduce = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Checks models and cameras, opens the outbox; starts nothing yet.</summary>
    /// <param name="config">What to measure.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where to log.</param>
    /// <param name="simulation">What measures instead of cameras; null for the cameras.</param>
    /// <param name="firstNumber">Where numbers of tracks and contact sessions start; random when null.</param>
    public EdgeAgent(EdgeConfig config, TimeProvider time, ILoggerFactory loggers, Func<WindowDesk, ILane>? simulation = null, Func<long>? firstNumber = null)
    {
        _firstNumber = firstNumber ?? (() => RandomNumberGenerator.GetInt32(int.MaxValue));
        _config = config;
        _time = time;
        _logger = loggers.CreateLogger("storesensing-edge");
        _address = new DeviceAddress(config.Tenant, config.Store, config.Device);
        _models = new LaneModels(config.Inference);
        var surfaces = LanePlans.Surfaces(config);
        var measured = simulation is null ? _models.Measured(config) : null;
        _reporter = new DeviceReporter(config, _session, surfaces, simulation is null ? _models.Verify(config) : [], measured, time, SensorLanes.Describe(config), config.SkinConductance is null ? null : ArousalMethod.Description);
        _exclusions = new ExclusionLog(_logger);
        _outbox = new SqliteOutbox(OutboxOptionsOf(config), time, loggers.CreateLogger<SqliteOutbox>());
        _mqtt = new MosquittoClient(MqttOptionsOf(config), loggers.CreateLogger<MosquittoClient>());
        _publisher = new OutboxPublisher(_outbox, PublishMetricAsync, _address, PublisherOptionsOf(config), time, loggers.CreateLogger<OutboxPublisher>());
        _budget = Budget(config, loggers);
        var byId = surfaces.ToDictionary(s => s.Id);
        var strict = config.Profile.IsStrict ? new StrictProfile(config.Strict, LanePlans.Groups(config), new RandomBits(RandomNumberGenerator.Fill), _budget, config.Occupancy.TimeZone) : null;
        var anonymiser = new Anonymiser(
            _session, config.Profile, surfaces, LanePlans.ExpressionZones(config), LanePlans.Occupancy(config), measured, LanePlans.Watchers(config), id => LanePlans.ZoneCells(config, byId[id]), strict);
        _desk = new WindowDesk(new WindowGathering(), anonymiser, _outbox, _publisher.Notify);
        _sensors = new SensorLanes(simulation is null ? config : config with { SkinConductance = null }, _address, _desk, time, loggers, _firstNumber);
        if (simulation is not null)
        {
            _lanes = [simulation(_desk)];
            _drainAtMost = TimeSpan.FromMinutes(5); // a simulated week comes at once
            return;
        }
        foreach (var note in LanePlans.Notes(config))
            _logger.LogInformation("{Note}", note);
        var sources = config.Cameras.ToDictionary(camera => camera.Id, camera => Source(camera, loggers));
        var floor = Floor(sources);
        _lanes = [.. config.Cameras.Select(camera => Lane(camera, sources[camera.Id], camera.Calibration.Count > 0 ? floor : null))];
    }

    /// <summary>Sums of everything so far.</summary>
    public RunSummary Summary() => _desk.Totals.Summary(
        _session, _desk.LastSeq, _outbox.Status,
        _lanes.Select(l => new CameraTotal(l.Camera, l.Frames, l.Detections, l.FacesRead, l.Status().Restarts, l.Fault, l.Excluded)),
        _sensors.All.Select(s => s.Total()));

    /// <summary>Runs until every recording has ended or the token is cancelled; then sends what is left and says <c>stopped</c>.</summary>
    /// <exception cref="FrameSourceException">A source can't work at all, or a recording was cut off.</exception>
    /// <exception cref="ReadingSourceException">A sensor can't be read at all.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        _mqtt.Connected += _publisher.OnConnected;
        _mqtt.Connected += Introduce;
        foreach (var lane in _lanes)
            lane.Started += Introduce;
        _mqtt.Start();
        using var lanesStop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var restStop = new CancellationTokenSource();
        var publishing = _publisher.RunAsync(restStop.Token);
        var reporting = ReportAsync(restStop.Token);
        try
        {
            await RunLanesAsync(lanesStop);
        }
        finally
        {
            // Without a broker there is nobody to hand anything to: it waits on disk for the next start.
            await _publisher.DrainAsync(_mqtt.IsConnected ? _drainAtMost : TimeSpan.FromSeconds(1));
            await restStop.CancelAsync();
            await Task.WhenAll(Quietly(publishing), Quietly(reporting));
            if (reporting.IsFaulted)
                _logger.LogError(reporting.Exception, "the device's state could not be told");
            await PublishStateAsync("stopped");
        }
        if (_lanes.FirstOrDefault(l => l.Fault is not null) is { } cut && !cancellation.IsCancellationRequested)
            throw new FrameSourceException($"camera '{cut.Camera}': {cut.Fault}");
    }

    public async ValueTask DisposeAsync()
    {
        await _mqtt.DisposeAsync();
        foreach (var lane in _lanes)
            lane.Dispose();
        _sensors.Dispose();
        _outbox.Dispose();
        _models.Dispose();
    }

    // A camera or sensor that can't work at all stops the agent: the installer must see it now, not find an empty dashboard tomorrow.
    private async Task RunLanesAsync(CancellationTokenSource stop)
    {
        var running = _lanes.Select(lane => lane.RunAsync(stop.Token)).Concat(_sensors.All.Select(sensor => sensor.RunAsync(stop.Token))).ToList();
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running);
            running.Remove(ended);
            if (!ended.IsFaulted)
                continue;
            await stop.CancelAsync();
            await Task.WhenAll(running.Select(Quietly));
            await ended;
        }
    }

    private IFrameSource Source(CameraConfig camera, ILoggerFactory loggers) => TwinInput.Is(camera.Input) ? new TwinFrameSource(camera, _time) : new FfmpegFrameSource(
        new CameraOptions
        {
            Input = camera.Input,
            Width = camera.Width,
            FramesPerSecond = camera.FramesPerSecond,
            Loop = camera.Loop,
            RealTime = camera.RealTime,
            Filter = camera.Filter,
            StallAfter = TimeSpan.FromSeconds(camera.StallSeconds),
            StartUtc = camera.StartedAt,
        },
        _time,
        loggers.CreateLogger<FfmpegFrameSource>());

    // Where several cameras look at the floor plan, their people are merged; null where there is at most one.
    private MergedFloor? Floor(IReadOnlyDictionary<string, IFrameSource> sources)
    {
        var cameras = LanePlans.Merged(_config);
        if (cameras.Count == 0)
            return null;
        var recordings = cameras.Count(c => !sources[c.Id].IsPaced);
        if (recordings > 0 && recordings < cameras.Count)
            throw new ConfigException([$"cameras: '{cameras.First(c => !sources[c.Id].IsPaced).Id}' is read as fast as possible and can't be merged with a live camera on the floor plan: set its realTime to true"]);
        var merger = new FloorMerger(
            LanePlans.OfFloor(_config, cameras),
            [.. cameras.Select(c => LanePlans.PlacementOf(c, LaneModels.Boxes(c.Detector)))],
            new MergeOptions { WaitsForAll = recordings > 0, OneClock = recordings == 0 && cameras.All(c => c.StartedAt is null) },
            _firstNumber());
        return new MergedFloor(merger, [.. cameras.Select(c => c.Id)], recordings > 0, _desk);
    }

    private VisionLane Lane(CameraConfig camera, IFrameSource source, MergedFloor? floor)
    {
        var whenFull = source.IsPaced ? WhenFull.DropOldest : WhenFull.Wait;
        return new VisionLane(camera, source, whenFull, MakePipeline, _desk, _time, floor);

        VisionPipeline MakePipeline(Frame frame) => new(
            LanePlans.Of(_config, camera, LaneModels.Boxes(camera.Detector), zones => _models.Expression(_config.Expression!, camera, zones), frame) with
            {
                Faces = _models.FacesOf(_config, camera, frame.Width, frame.Height),
            },
            _models.Detector(camera, frame.Width, frame.Height),
            _firstNumber(),
            floor?.Input(camera.Id));
    }

    // Who we are after each connect and when a camera has started, how we are every few seconds. All of it is told from here, so that nothing
    // can be told after the last word.
    private async Task ReportAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (await IntroductionDueAsync(cancellation))
            {
                var aspects = _lanes.Where(l => l.Aspect is not null).ToDictionary(l => l.Camera, l => l.Aspect!.Value);
                await PublishAsync(MessageKind.Describe, _reporter.Describe(aspects));
            }
            _desk.TakeOverdue(_time.GetUtcNow() - WindowPatience);
            _exclusions.Tell(_lanes, _time.GetUtcNow());
            await PublishStateAsync("online");
        }
    }

    /// <summary>True as soon as somebody asks for it, false when the time for the next status has come.</summary>
    private async Task<bool> IntroductionDueAsync(CancellationToken cancellation)
    {
        using var pause = new CancellationTokenSource(StatusEvery, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, cancellation);
        try
        {
            return await _introduce.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Introduce() => _introduce.Writer.TryWrite(true);

    private Task PublishStateAsync(string state) =>
        PublishAsync(MessageKind.Status, _reporter.Status(state, _desk.LastSeq, _lanes.Select(l => l.Status()), _outbox.Status, _sensors.All.Select(s => s.Status()), _desk.Now(() => _budget?.Status)));

    // State is told again every few seconds and after each connect, so a failure here needs no retry.
    private async Task PublishAsync(MessageKind kind, byte[] payload)
    {
        if (!_mqtt.IsConnected)
            return;
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5), _time);
            await _mqtt.PublishAsync(new MqttPublication(_address.TopicOf(kind), payload) { Retain = true, Schema = kind.SchemaName() }, patience.Token);
        }
        catch (Exception e) when (e is MqttException or OperationCanceledException)
        {
            _logger.LogDebug("{Kind} was not told: {Reason}", kind.Name(), e.Message);
        }
    }

    // No expiry: the outbox waits until the cloud has it.
    private Task PublishMetricAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellation) =>
        _mqtt.PublishAsync(new MqttPublication(topic, payload) { Schema = Topic.TryParse(topic, out _, out var kind) ? kind.SchemaName() : null }, cancellation);

    private void OnMessages(IReadOnlyList<MqttMessage> messages)
    {
        foreach (var message in messages)
            if (message.Topic == _address.CommandTopic(Topic.AckCommand))
                _publisher.OnAck(message.Payload.Span);
            else
                _sensors.OnMessage(message);
    }

    private MqttOptions MqttOptionsOf(EdgeConfig config) => config.Mqtt.BrokerAs($"storesensing-edge-{config.Tenant}-{config.Store}-{config.Device}") with
    {
        Will = new MqttWill(_address.TopicOf(MessageKind.Status), _reporter.Will()) { Schema = MessageKind.Status.SchemaName() },
        Subscriptions = [_address.CommandTopic(Topic.AckCommand), .. SensorLanes.SubscriptionsOf(config, _address)],
        OnMessages = OnMessages,
    };

    private static PublisherOptions PublisherOptionsOf(EdgeConfig config) => new()
    {
        Delivery = config.Mqtt.Delivery == "broker" ? DeliveryMode.Broker : DeliveryMode.Cloud,
    };

    // The ledger lies beside the outbox, which one process alone can open.
    private static PrivacyBudget? Budget(EdgeConfig config, ILoggerFactory loggers)
    {
        if (!config.IsNoisy)
            return null;
        var logger = loggers.CreateLogger<PrivacyBudget>();
        return new PrivacyBudget(
            config.Strict.EpsilonPerDay, new SqlitePrivacyLedger(Path.Combine(FolderOf(config), "privacy-ledger.db")), reason => logger.LogWarning("{Reason}", reason));
    }

    private static string FolderOf(EdgeConfig config) => config.Outbox.Folder ?? Path.Combine(StateFolder(), config.Device);

    /// <summary>Where the outbox of a configuration lies.</summary>
    internal static string OutboxFileOf(EdgeConfig config) => Path.Combine(FolderOf(config), "outbox.db");

    private static OutboxOptions OutboxOptionsOf(EdgeConfig config) => new()
    {
        File = OutboxFileOf(config),
        MaxBytes = config.Outbox.MaxMegabytes * 1024L * 1024,
        MaxAge = TimeSpan.FromDays(config.Outbox.MaxDays),
    };

    private static string StateFolder() => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state
            ? state
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"),
        "storesensing");

    private static async Task Quietly(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
