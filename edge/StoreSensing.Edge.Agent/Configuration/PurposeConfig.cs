namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>What must stand in the configuration before anything is inferred about people: why, who told them where, on what legal ground, and for how long.</summary>
/// <param name="Purpose">As it stands on the notice.</param>
/// <param name="NoticePlace">Where the notice hangs.</param>
/// <param name="NoticeSince">The day since when it hangs, in the shop's time zone; nothing is inferred before it.</param>
/// <param name="LawfulBasis">One of <see cref="PurposeReader.LawfulBases"/>.</param>
/// <param name="RetentionDays">How long figures may be kept, days.</param>
internal record PurposeConfig(string Purpose, string NoticePlace, DateOnly NoticeSince, string LawfulBasis, int RetentionDays);

/// <summary>Facial expression, why and where people are told of it.</summary>
internal sealed record ExpressionConfig : PurposeConfig
{
    public ExpressionConfig(PurposeConfig why)
        : base(why)
    {
    }

    /// <summary>A set of networks.</summary>
    public required string Models { get; init; }

    /// <summary>Null: all the time.</summary>
    public required SamplingConfig? Sampling { get; init; }
}

/// <summary>The minutes in which expressions are read: the first of each period.</summary>
internal sealed record SamplingConfig(int EveryMinutes, int ForMinutes);

/// <summary>When only staff is in the shop, on some days of the week, local time. <c>To</c> is at or before <c>From</c> when it is the next day's.</summary>
internal sealed record StaffHoursConfig(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly To);
