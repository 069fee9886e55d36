namespace StoreSensing.Cloud.Core.RollUps;

/// <summary>How long the buckets are into which windows are folded; each lies in UTC at multiples of its own length, so that coarser ones hold whole finer ones.</summary>
public enum RollUp
{
    /// <summary>Windows as the devices sent them.</summary>
    None = 0,

    /// <summary>15 minutes.</summary>
    QuarterHour = 900,

    /// <summary>An hour.</summary>
    Hour = 3600,

    /// <summary>A day.</summary>
    Day = 86_400,

    /// <summary>Four weeks: a year is thirteen of them, and days at its ends.</summary>
    FourWeeks = 28 * 86_400,
}

/// <summary>The ladder of buckets.</summary>
public static class RollUpLadder
{
    /// <summary>Finest first; each is folded from the one before it, the first from windows.</summary>
    public static IReadOnlyList<RollUp> Levels { get; } = [RollUp.QuarterHour, RollUp.Hour, RollUp.Day, RollUp.FourWeeks];

    /// <summary>For sums over a whole range.</summary>
    public static RollUp Coarsest => Levels[^1];

    /// <summary>Length of a bucket, seconds.</summary>
    public static int Seconds(this RollUp level) => (int)level;

    /// <summary>What a bucket of this length is folded from.</summary>
    public static RollUp Finer(this RollUp level) => level switch
    {
        RollUp.FourWeeks => RollUp.Day,
        RollUp.Day => RollUp.Hour,
        RollUp.Hour => RollUp.QuarterHour,
        _ => RollUp.None,
    };

    /// <summary>The coarsest buckets of which every step of a series holds whole ones; steps are multiples of their length since the Unix epoch.</summary>
    public static RollUp ForStep(int stepSeconds) => Levels.Reverse().FirstOrDefault(level => stepSeconds % level.Seconds() == 0);

    /// <summary>Windows start on whole seconds: one that starts at or after an instant starts at or after this second since the Unix epoch.</summary>
    public static long FirstSecond(DateTimeOffset instant) =>
        (long)Math.Ceiling((instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / (decimal)TimeSpan.TicksPerSecond);
}
