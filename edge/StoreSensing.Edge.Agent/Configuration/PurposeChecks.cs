using System.Globalization;
using StoreSensing.Configuration;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>What a purpose's keys must be beside the rest of the configuration: people told by now, and nothing kept for longer than they were told.</summary>
internal static class PurposeChecks
{
    public static void Apply(ConfigSection root, EdgeConfig config, DateTimeOffset now)
    {
        Check(root, config, "expression", config.Expression, "expressions are read", now);
        Check(root, config, "skinConductance", config.SkinConductance, "skin conductance is measured", now);
    }

    private static void Check(ConfigSection root, EdgeConfig config, string section, PurposeConfig? why, string what, DateTimeOffset now)
    {
        if (why is null)
            return;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, config.Occupancy.TimeZone).DateTime);
        if (why.NoticeSince > today)
            root.RefuseAt($"{section}.noticeSince", string.Create(CultureInfo.InvariantCulture, $"is still to come: people must be told before {what}, and it is {today:yyyy-MM-dd} in {config.Occupancy.TimeZone.Id}; start on that day"));
        if (why.RetentionDays < config.Outbox.MaxDays)
            root.RefuseAt($"{section}.retentionDays", $"is less than outbox.maxDays {config.Outbox.MaxDays}: messages could wait on the device for longer than people were told; lower outbox.maxDays");
    }
}
