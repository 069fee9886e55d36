using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StoreSensing.Cloud.Aggregator.Load;

/// <summary>What a run came to. Seconds are from the first message to the last acknowledgement; CPU seconds fall into them, null where unknown.</summary>
internal sealed record LoadSummary
{
    public required int Devices { get; init; }

    public required int Zones { get; init; }

    public required long Sent { get; init; }

    public required long Figures { get; init; }

    public required long Acknowledged { get; init; }

    public required long Refused { get; init; }

    public required long Unacknowledged { get; init; }

    public required long Repeated { get; init; }

    public required long FailedPublishes { get; init; }

    /// <summary>Messages that the cloud's store says were new to it, over all of its devices; null when it was not asked.</summary>
    public required long? Stored { get; init; }

    public required long? Duplicates { get; init; }

    public required double Seconds { get; init; }

    public required double MessagesPerSecond { get; init; }

    public required double FiguresPerSecond { get; init; }

    public required double? MedianMilliseconds { get; init; }

    public required double? P99Milliseconds { get; init; }

    public required double LongestMilliseconds { get; init; }

    /// <summary>How late the publisher itself was at most.</summary>
    public required double BehindMilliseconds { get; init; }

    public required double? BrokerCpuSeconds { get; init; }

    public required double? CloudCpuSeconds { get; init; }

    public required double OwnCpuSeconds { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, LoadJson.Default.LoadSummary);

    public IEnumerable<string> Lines()
    {
        yield return Line($"{Devices} devices with {Zones} {(Zones == 1 ? "zone" : "zones")}, {Seconds:0.0} s");
        yield return Line($"  sent          {Sent,10} messages {Figures,12} figures");
        yield return Line($"  acknowledged  {Acknowledged,10}          {FiguresPerSecond,12:0} figures/s, {MessagesPerSecond:0} messages/s");
        yield return Stored is { } stored ? Line($"  stored        {stored,10} (that process's own count: less where it was restarted or is one of a group), {Duplicates} came again") : "  stored        as acknowledged (--api asks the cloud itself)";
        yield return Line($"  not answered  {Unacknowledged,10}          {Refused,12} refused, {Repeated} sent again, {FailedPublishes} publishes failed");
        yield return MedianMilliseconds is { } median
            ? Line($"  publish → acknowledged: half within {median:0.0} ms, 99 % within {P99Milliseconds:0.0} ms, all within {LongestMilliseconds:0.0} ms; the publisher was {BehindMilliseconds:0.0} ms late at most")
            : "  publish → acknowledged: nothing was";
        yield return Line($"  CPU: broker {Cpu(BrokerCpuSeconds)}, cloud {Cpu(CloudCpuSeconds)}, this program {Cpu(OwnCpuSeconds)}");
    }

    private string Cpu(double? seconds) => seconds is { } known ? Line($"{known:0.0} s ({known / Math.Max(Seconds, 0.001) * 100:0} % of a core)") : "unknown";

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LoadSummary))]
internal sealed partial class LoadJson : JsonSerializerContext;
