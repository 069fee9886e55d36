namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>Why a message was refused. Holds nothing of its body.</summary>
public sealed record Rejection
{
    private const int LongestTopic = 160;

    /// <summary>The topic is cut and cleaned, because it comes from outside.</summary>
    public Rejection(string topic, string reason, MessageIdentity? identity = null)
    {
        Topic = string.Concat(topic.Take(LongestTopic).Select(c => c is >= ' ' and <= '~' ? c : '?')) + (topic.Length > LongestTopic ? "…" : "");
        Reason = reason;
        Identity = identity;
    }

    /// <summary>Where it came from.</summary>
    public string Topic { get; }

    /// <summary>What was wrong.</summary>
    public string Reason { get; }

    /// <summary>Which message it was, where that can be told.</summary>
    public MessageIdentity? Identity { get; }

    /// <summary><c>topic: reason</c>.</summary>
    public override string ToString() => $"{Topic}: {Reason}";
}
