namespace StoreSensing.Mqtt;

/// <summary>
/// Two clients with one id throw each other out for ever. Counts how often that happened to us, and makes the pauses so long that the two
/// do it ever more rarely. Brokers that say nothing (mosquitto before 2.0.15) are believed after three unexplained losses in a row. Pure:
/// durations in, pause out.
/// </summary>
internal sealed class Takeovers
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Of losses that nobody explained, so that a bad network costs a minute at most.</summary>
    public static readonly TimeSpan LongestUnexplained = TimeSpan.FromMinutes(1);

    private const int Believed = 3;
    private TimeSpan _pause;

    /// <summary>Losses in a row that were takeovers, or may have been.</summary>
    public int InARow { get; private set; }

    /// <summary>An accepted connection was lost after a time: by a takeover that the broker named, or without a reason. Gives the least pause, 0 for none.</summary>
    public TimeSpan Lost(bool named, TimeSpan lived)
    {
        // Our rival waits as we do and doubles as we do: a connection that outlives that by far was not taken by him.
        if (lived > TimeSpan.FromMinutes(1) && lived > 4 * _pause)
            Calm();
        InARow++;
        if (!named && InARow < Believed)
            return TimeSpan.Zero;
        var longest = named ? Longest : LongestUnexplained;
        _pause = _pause == TimeSpan.Zero ? First : _pause * 2 < longest ? _pause * 2 : longest;
        return _pause;
    }

    /// <summary>The broker could not be reached, or said another reason: that was nobody's takeover.</summary>
    public void Calm() => (InARow, _pause) = (0, TimeSpan.Zero);
}
