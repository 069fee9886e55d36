namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>Why a message was refused. Holds nothing of its body.</summary>
public sealed record Rejection
{
    private const int LongestTopic = 160;
    private const int LongestReason = 300;

    /// <summary>Topic and reason are cut and cleaned, because what is in them may come from outside.</summary>
    public Rejection(string topic, RejectionCause cause, string reason, MessageIdentity? identity = null)
    {
        Topic = string.Concat(topic.Take(LongestTopic).Select(c => c is >= ' ' and <= '~' ? c : '?')) + (topic.Length > LongestTopic ? "…" : "");
        Cause = cause;
        Reason = reason.Length > LongestReason ? reason[..LongestReason] + "…" : reason;
        Identity = identity;
    }

    /// <summary>Where it came from.</summary>
    public string Topic { get; }

    /// <summary>What was wrong, in a word.</summary>
    public RejectionCause Cause { get; }

    /// <summary>What was wrong.</summary>
    public string Reason { get; }

    /// <summary>Which message it was, where that can be told.</summary>
    public MessageIdentity? Identity { get; }

    /// <summary><c>topic: reason</c>.</summary>
    public override string ToString() => $"{Topic}: {Reason}";
}
