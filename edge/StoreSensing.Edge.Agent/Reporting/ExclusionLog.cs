using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Core.Exclusion;

namespace StoreSensing.Edge.Agent.Reporting;

/// <summary>
/// Says in the device's own log, once a UTC day, how many person-seconds of the day before were not looked at, and why. Never told on the wire: every few
/// seconds it would be somebody's presence. Called from one thread.
/// </summary>
internal sealed class ExclusionLog(ILogger logger)
{
    private readonly Dictionary<string, ExcludedSeconds> _told = []; // a camera each
    private DateOnly? _day;

    /// <summary>Takes the sums so far; tells them when the day has changed.</summary>
    public void Tell(IReadOnlyList<ILane> lanes, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (_day == today)
            return;
        var first = _day is null;
        _day = today;
        foreach (var lane in lanes)
        {
            if (lane.Excluded is not { } sum)
                continue;
            var day = sum.Minus(_told.GetValueOrDefault(lane.Camera));
            _told[lane.Camera] = sum;
            if (!first && day.InSight > 0)
                logger.LogInformation(
                    "camera '{Camera}': of {InSight:0} person-seconds in sight nobody was looked at in {StaffZone:0} (staff zones), {OptOut:0} (opt-out), {StaffHours:0} (staff hours), {Sampling:0} (sampling)",
                    lane.Camera, day.InSight, day.StaffZone, day.OptOut, day.StaffHours, day.Sampling);
        }
    }
}
