using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Agent.Sensors;
using StoreSensing.Edge.Core.Physiology;
using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Agent.Gsr;

/// <summary>A sensor before an installer's eyes: the same pipeline as in the agent, but nothing leaves it except what <see cref="State"/> keeps for the screen.</summary>
internal sealed class MonitorLane : IReadingSink
{
    private readonly IReadingSource _source;
    private readonly PhysiologyPipeline _pipeline;
    private readonly RateMeter _rate;
    private readonly TimeProvider _time;
    private readonly string _name;
    private readonly long _began;

    public MonitorLane(SensorConfig sensor, TimeProvider time)
    {
        _time = time;
        _began = time.GetTimestamp();
        _rate = new RateMeter(time);
        _source = SensorSources.Make(AtItsOwnPace(sensor), time);
        _name = $"{sensor.Id} ({SensorSources.Driver(sensor)})";
        FrontEnd = SensorCircuits.Of(sensor);
        _pipeline = new PhysiologyPipeline(
            new PhysiologyPlan
            {
                Sensor = sensor.Id, NominalRate = _source.NominalRate, FrontEnd = FrontEnd, WindowSeconds = 3600, AsksConsent = false,
                LossAfter = TimeSpan.FromSeconds(sensor.LossSeconds),
            },
            0,
            State);
    }

    /// <summary>What is drawn.</summary>
    public MonitorState State { get; } = new();

    /// <summary>What turns its readings into µS.</summary>
    public IFrontEnd FrontEnd { get; }

    /// <summary>Each reading, on the source's thread.</summary>
    public Action<SensorReading>? Took { get; init; }

    /// <summary>How it does.</summary>
    public MonitorFigures Figures => new(_name, _time.GetElapsedTime(_began), _rate.PerSecond(), _source.NominalRate, _source.Status);

    /// <summary>Runs until the source ends or the token is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) => _source.RunAsync(this, cancellation);

    /// <inheritdoc/>
    public void Add(in SensorReading reading)
    {
        _pipeline.Add(reading);
        while (_pipeline.Close(reading.Time) is not null)
        {
        }
        _rate.Count();
        Took?.Invoke(reading);
    }

    private static SensorConfig AtItsOwnPace(SensorConfig sensor) => sensor with { Recording = sensor.Recording with { RealTime = sensor.Recording.RealTime ?? true } };
}
