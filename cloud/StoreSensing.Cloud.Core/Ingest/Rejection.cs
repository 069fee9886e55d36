namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>Why a message was refused. Holds nothing of its body.</summary>
public sealed record Rejection
{
    private const int LongestTopic = 160;

    /// <summary>The topic is cut and cleaned, because it comes from outside.</summary>
    public Rejection(string topic, string reason)
    {
        Topic = string.Concat(topic.Take(LongestTopic).Select(c => c is >= ' ' and <= '~' ? c : '?')) + (topic.Length > LongestTopic ? "…" : "");
        Reason = reason;
    }

    /// <summary>Where it came from.</summary>
    public string Topic { get; }

    /// <summary>What was wrong.</summary>
    public string Reason { get; }

    /// <summary><c>topic: reason</c>.</summary>
    public override string ToString() => $"{Topic}: {Reason}";
}
