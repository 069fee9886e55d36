using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Reporting;
using StoreSensing.Edge.Agent.Sensors;
using StoreSensing.Edge.Core.Physiology;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Mqtt;

namespace StoreSensing.Edge.Agent.Lanes;

/// <summary>All skin-conductance sensors of the device, with their LEDs, buttons and commands. Empty without <c>skinConductance</c>.</summary>
internal sealed class SensorLanes : IDisposable
{
    private readonly DeviceAddress _address;
    private readonly List<SensorPanel> _panels = [];
    private readonly SensorCommands _commands;

    /// <summary>Makes lanes and takes the GPIO lines; starts nothing yet.</summary>
    /// <param name="config">What to measure.</param>
    /// <param name="address">The device's.</param>
    /// <param name="desk">Where windows go.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where to log.</param>
    /// <param name="firstNumber">Where each sensor's session numbers start; a random number.</param>
    /// <exception cref="ReadingSourceException">A recording can't be read, or a GPIO line can't be had; names the sensor.</exception>
    public SensorLanes(EdgeConfig config, DeviceAddress address, WindowDesk desk, TimeProvider time, ILoggerFactory loggers, Func<long> firstNumber)
    {
        _address = address;
        var skin = config.SkinConductance;
        var logger = loggers.CreateLogger<SensorLane>();
        All = [.. (skin?.Sensors ?? []).Select(sensor => Lane(config, skin!, sensor, desk, time, firstNumber(), logger))];
        _commands = new SensorCommands(All, [.. config.Zones.Select(z => z.Id)], [.. config.Zones.Where(z => z.Staff).Select(z => z.Id)], loggers.CreateLogger<SensorCommands>());
        for (var i = 0; i < All.Count; i++)
            if (SensorPanel.Open(skin!.Sensors[i], All[i], time) is { } panel)
                _panels.Add(panel);
    }

    /// <summary>One a sensor, in the configuration's order.</summary>
    public IReadOnlyList<SensorLane> All { get; }

    /// <summary>Topics of the commands that are taken.</summary>
    public static IReadOnlyList<string> SubscriptionsOf(EdgeConfig config, DeviceAddress address) =>
        config.SkinConductance is null ? [] : [address.CommandTopic(Topic.LocationCommand), address.CommandTopic(Topic.ConsentCommand)];

    /// <summary>What others are told of the sensors.</summary>
    public static IReadOnlyList<SensorDescription> Describe(EdgeConfig config) =>
        [.. (config.SkinConductance?.Sensors ?? []).Select(s => new SensorDescription { Sensor = s.Id, Name = s.Name, Zone = s.Zone, Driver = SensorSources.Driver(s) })];

    /// <summary>Takes a message if it is a command to a sensor.</summary>
    public void OnMessage(MqttMessage message)
    {
        if (All.Count == 0)
            return;
        foreach (var what in (ReadOnlySpan<string>)[Topic.LocationCommand, Topic.ConsentCommand])
            if (message.Topic == _address.CommandTopic(what))
                _commands.Take(what, message.Payload.Span, message.Retained);
    }

    public void Dispose()
    {
        foreach (var panel in _panels)
            panel.Dispose();
        foreach (var lane in All)
            lane.Dispose();
    }

    private static SensorLane Lane(EdgeConfig config, SkinConductanceConfig skin, SensorConfig sensor, WindowDesk desk, TimeProvider time, long firstNumber, ILogger logger)
    {
        IReadingSource source;
        try
        {
            source = SensorSources.Make(sensor, time);
        }
        catch (ReadingSourceException fault)
        {
            throw new ReadingSourceException($"sensor '{sensor.Id}': {fault.Message}");
        }
        return new SensorLane(sensor, source, PlanOf(config, sensor, source.NominalRate), StudySchedule.Of(skin.Protocol, sensor.Id), desk, time, firstNumber, logger);
    }

    /// <summary>What a sensor's pipeline measures.</summary>
    public static PhysiologyPlan PlanOf(EdgeConfig config, SensorConfig sensor, double nominalRate) => new()
    {
        Sensor = sensor.Id,
        NominalRate = nominalRate is >= 2 and <= 10_000 ? nominalRate : throw new ReadingSourceException($"sensor '{sensor.Id}': {nominalRate:0.##} readings a second are too few or too many: 2 to 10000 are possible"),
        FrontEnd = SensorCircuits.Of(sensor),
        WindowSeconds = config.WindowSeconds,
        Zone = sensor.Zone,
        AsksConsent = sensor.Consent == "ask",
        LossAfter = TimeSpan.FromSeconds(sensor.LossSeconds),
    };
}
