using System.Text.Json;
using Microsoft.Extensions.Logging;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Agent.Reporting;
using StoreSensing.Edge.Agent.Sensors;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Drivers.Sensors;
using StoreSensing.Twin.Skin;

namespace StoreSensing.Edge.Agent.Tests.Lanes;

/// <summary>Sensor lanes with everything behind them up to the outbox, on a clock that a test moves.</summary>
internal sealed class SensorBench : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly EdgeConfig _config;
    private readonly MemoryOutbox _outbox = new();

    /// <param name="sensors">The list of sensors in YAML.</param>
    /// <param name="steps">The steps of a study's protocol in YAML, or null.</param>
    public SensorBench(string sensors, string? steps = null)
    {
        _config = ConfigFile.Parse(
            $$"""
            store: s
            device: d
            floor: {widthMetres: 10, heightMetres: 8}
            zones: [{id: till, polygon: [[0, 0], [1, 0], [1, 1]]}, {id: shelf, polygon: [[2, 0], [3, 0], [3, 1]]}]
            skinConductance: {purpose: p, noticePlace: n, noticeSince: 2026-01-01, lawfulBasis: consent, retentionDays: 90, sensors: [{{sensors}}]}
            """,
            "test",
            EdgeConfigReader.Read);
        if (steps is not null)
            _config = _config with { SkinConductance = _config.SkinConductance! with { Protocol = ConfigFile.Parse($"steps: [{steps}]", "test", StudyProtocolReader.Read) } };
        Desk = new WindowDesk(
            new WindowGathering(), new Anonymiser("0123456789abcdef", PrivacyProfile.Standard, LanePlans.Surfaces(_config), []), _outbox, () => { });
    }

    public ManualTime Time { get; } = new(Noon);

    public WindowDesk Desk { get; }

    public TestLog Log { get; } = new();

    /// <summary>Messages of arousal so far, each checked against its schema.</summary>
    public IReadOnlyList<ArousalMessage> Messages => [.. _outbox.Kept.Where(m => m.Kind == MessageKind.Arousal).Select(m =>
    {
        WireSchemas.Validator(MessageKind.Arousal).Problem(m.Payload.Span).ShouldBeNull();
        return JsonSerializer.Deserialize(m.Payload.Span, WireJson.Default.ArousalMessage)!;
    })];

    /// <summary>All figures of a zone that were told.</summary>
    public IReadOnlyList<ArousalBlock> Told(string zone) => [.. Messages.SelectMany(m => m.Zones).Where(z => z.Zone == zone).Select(z => z.Arousal).OfType<ArousalBlock>()];

    public RunSummary Summary(params SensorLane[] lanes) => Desk.Totals.Summary("s", Desk.LastSeq, _outbox.Status, [], lanes.Select(l => l.Total()));

    public void Dispose() => _outbox.Dispose();

    /// <summary>The lane of the sensor at an index, on any source.</summary>
    public SensorLane Lane(IReadingSource source, int sensor = 0)
    {
        var one = _config.SkinConductance!.Sensors[sensor];
        return new SensorLane(one, source, SensorLanes.PlanOf(_config, one, source.NominalRate), StudySchedule.Of(_config.SkinConductance.Protocol, one.Id), Desk, Time, 1000 * (sensor + 1), Log);
    }

    /// <summary>The lane on simulated skin, as fast as possible.</summary>
    public SensorLane Simulated(TimeSpan length, int sensor = 0, double rate = 20, ulong seed = 1) => Lane(
        new SimulatedReadingSource(new SkinOptions { Rate = rate, Seed = seed + (ulong)sensor, ContactSeconds = 400, PauseSeconds = 20 }, Time, realTime: false, Noon, length),
        sensor);
}

/// <summary>A live sensor whose readings a test hands on.</summary>
internal sealed class HandSource(ManualTime time) : IReadingSource
{
    private readonly long _began = time.GetTimestamp();
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadingSink? _into;

    public double NominalRate => 20;

    public bool IsPaced => true;

    public ReadingSourceStatus Status { get; set; } = new(ReadingSourceState.Reading, 0, 0, null);

    public Task RunAsync(IReadingSink into, CancellationToken cancellation)
    {
        _into = into;
        cancellation.Register(_end.SetResult);
        return _end.Task;
    }

    /// <summary>Skin (or none) for so long, as the clock goes on.</summary>
    public void Give(double seconds, double microsiemens)
    {
        for (var i = 0; i < seconds * NominalRate; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1 / NominalRate));
            var elapsed = time.GetElapsedTime(_began);
            var wave = microsiemens > 0.1 ? 0.05 * Math.Sin(elapsed.TotalSeconds / 9) : 0; // skin is never flat
            _into!.Add(new SensorReading(new FrameTime(time.GetUtcNow(), elapsed), microsiemens + wave));
        }
    }
}

internal sealed class TestLog : ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
}
