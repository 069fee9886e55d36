namespace StoreSensing.Edge.Agent.Sensors;

/// <summary>What a protocol says about one sensor. Pure: time is handed in.</summary>
internal sealed class StudySchedule
{
    private readonly TimeZoneInfo _zone;
    private readonly StudyStep[] _steps;

    /// <summary>Of <paramref name="sensor"/>; null when the protocol says nothing about it.</summary>
    public static StudySchedule? Of(StudyProtocol? protocol, string sensor) =>
        protocol is not null && protocol.Steps.Any(s => s.Sensor == sensor) ? new StudySchedule(protocol, sensor) : null;

    private StudySchedule(StudyProtocol protocol, string sensor)
    {
        _zone = protocol.TimeZone;
        _steps = [.. protocol.Steps.Where(s => s.Sensor == sensor)];
    }

    /// <summary>The step that holds now, or null. <paramref name="contact"/>: how long the sensor has been touched; null while it is not.</summary>
    public StudyStep? At(DateTimeOffset utc, TimeSpan? contact)
    {
        var timeOfDay = TimeZoneInfo.ConvertTime(utc, _zone).TimeOfDay.Ticks;
        foreach (var step in _steps)
        {
            var now = step.From.Kind switch
            {
                StudyClock.SinceContact => contact?.Ticks ?? -1,
                StudyClock.TimeOfDay => timeOfDay,
                _ => utc.UtcTicks,
            };
            if (now >= step.From.Ticks && now < step.To.Ticks)
                return step;
        }
        return null;
    }
}
