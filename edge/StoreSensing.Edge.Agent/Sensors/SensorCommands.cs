using System.Text.Json;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Lanes;

namespace StoreSensing.Edge.Agent.Sensors;

/// <summary>
/// Takes commands from the broker: where a carried sensor is, and whether its holder consents. What is not as its schema says, or names an unknown sensor or
/// zone, is left out with a warning. Called from the MQTT client's thread.
/// </summary>
internal sealed class SensorCommands(IReadOnlyList<SensorLane> lanes, IReadOnlyList<string> zones, IReadOnlyList<string> staffZones, ILogger logger)
{
    /// <summary>Takes one command, by the last part of its topic.</summary>
    /// <param name="what"><see cref="Topic.LocationCommand"/> or <see cref="Topic.ConsentCommand"/>.</param>
    /// <param name="payload">As it came.</param>
    /// <param name="retained">The broker had kept it from before.</param>
    public void Take(string what, ReadOnlySpan<byte> payload, bool retained)
    {
        if (WireSchemas.Validator($"{what}/1").Problem(payload) is { } problem)
            logger.LogWarning("a command set/{Command} was left out: it {Problem}", what, problem);
        else if (what == Topic.LocationCommand)
            Locate(JsonSerializer.Deserialize(payload, WireJson.Default.LocationMessage)!);
        else
            Consent(JsonSerializer.Deserialize(payload, WireJson.Default.ConsentMessage)!, retained);
    }

    private void Locate(LocationMessage message)
    {
        if (Find(message.Sensor, Topic.LocationCommand) is not { } lane)
            return;
        if (!lane.IsCarried)
            logger.LogWarning("a command set/location was left out: sensor '{Sensor}' is fixed in its zone", message.Sensor);
        else if (message.Zone is { } zone && !zones.Contains(zone))
            logger.LogWarning("a command set/location was left out: there is no zone '{Zone}'{Suggestion}", zone, Nearest.Suggest(zone, zones));
        else
            lane.Locate(IsOfVisitors(message) ? message.Zone : null);
    }

    // Behind the till nobody's stress is measured, and what comes from there must not be told of the place before.
    private bool IsOfVisitors(LocationMessage message)
    {
        if (message.Zone is not { } zone || !staffZones.Contains(zone))
            return true;
        logger.LogWarning("sensor '{Sensor}' was carried into the staff zone '{Zone}': nothing is told of it there", message.Sensor, zone);
        return false;
    }

    // A consent that the broker kept was somebody else's.
    private void Consent(ConsentMessage message, bool retained)
    {
        if (Find(message.Sensor, Topic.ConsentCommand) is not { } lane)
            return;
        if (retained && message.Consent)
            logger.LogWarning("a command set/consent was left out: it was published as retained, and consent is never for whoever comes later");
        else
            lane.Consent(message.Consent, message.Study);
    }

    private SensorLane? Find(string sensor, string what)
    {
        var lane = lanes.FirstOrDefault(l => l.Sensor == sensor);
        if (lane is null)
            logger.LogWarning("a command set/{Command} was left out: there is no sensor '{Sensor}'{Suggestion}", what, sensor, Nearest.Suggest(sensor, lanes.Select(l => l.Sensor)));
        return lane;
    }
}
