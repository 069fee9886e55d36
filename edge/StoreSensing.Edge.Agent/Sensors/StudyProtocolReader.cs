using System.Globalization;
using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Configuration;

namespace StoreSensing.Edge.Agent.Sensors;

/// <summary>Reads a protocol: <c>steps: [{sensor: wrist-1, from: 0, to: 120, zone: entrance, study: walk-1}]</c>.</summary>
internal static class StudyProtocolReader
{
    private const string MomentRule = "must be seconds after contact begins as 90, a time of day as 09:30 or 09:30:15, or an instant as 2026-03-01T09:30:00Z";

    public static StudyProtocol Read(ConfigSection root)
    {
        var zone = TimeZoneInfo.Utc;
        root.Text("timeZone", "IANA name of the time zone of its times of day, e.g. Europe/Rome", "UTC", text =>
        {
            var known = TimeZoneInfo.TryFindSystemTimeZoneById(text, out var found) && found.HasIanaId;
            zone = known ? found! : zone;
            return known ? null : "is not an IANA time zone, e.g. Europe/Rome";
        });
        var steps = root.Items("steps", "which sensor is where when, and for which study", Step, min: 1);
        for (var i = 0; i < steps.Count; i++)
            for (var j = 0; j < i; j++)
                if (steps[i].Overlaps(steps[j]))
                    root.RefuseAt($"steps[{i}].from", $"overlaps with steps[{j}] of the same sensor");
        return new StudyProtocol(zone, steps);
    }

    private static StudyStep Step(ConfigSection s)
    {
        var sensor = s.Text("sensor", "the sensor's id", null, EdgeConfigReader.Id);
        var from = Moment(s.Text("from", "when it begins: seconds after contact begins, a time of day, or an instant", null, Problem));
        var to = Moment(s.Text("to", "when it ends, measured in the same way", null, Problem));
        if (from is { } begin && to is { } end && begin.Kind != end.Kind)
            s.Refuse("to", "is measured in another way than 'from'");
        else if (from?.Ticks >= to?.Ticks)
            s.Refuse("to", "must come after 'from'");
        return new StudyStep(
            sensor, from ?? default, to ?? default,
            s.OptionalText("zone", "id of the zone that the sensor is in; left out: in none, or where it is fixed", EdgeConfigReader.Id),
            s.OptionalText("study", "the study's opaque id; never a person's", EdgeConfigReader.Id));
    }

    private static string? Problem(string text) => Moment(text) is null ? MomentRule : null;

    private static StudyMoment? Moment(string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= 86_400)
            return new(StudyClock.SinceContact, TimeSpan.FromSeconds(seconds).Ticks);
        if (TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return new(StudyClock.TimeOfDay, time.Ticks);
        return text.Contains('T') && EdgeConfigReader.Instant(text) is { } instant ? new(StudyClock.Instant, instant.UtcTicks) : null;
    }
}
