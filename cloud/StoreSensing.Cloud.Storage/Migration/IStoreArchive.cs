using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Migration;

/// <summary>A store as the place to copy from or to: what the port leaves out.</summary>
public interface IStoreArchive : IDisposable
{
    /// <summary>The store.</summary>
    IMetricStore Store { get; }

    /// <summary>How users know it.</summary>
    string Name { get; }

    /// <summary>Starts of the earliest and the latest stored window; null when there is none.</summary>
    (DateTimeOffset First, DateTimeOffset Last)? Span();

    /// <summary>The messages of the windows that start in the range.</summary>
    IEnumerable<MessageHeader> Headers(StoreAddress store, TimeRange range);

    /// <summary>How many messages and rows of a kind there are in windows that start in the range.</summary>
    KindCount Count(StoreAddress store, TimeRange range, MessageKind kind);
}

/// <summary>A stored message without its figures.</summary>
public readonly record struct MessageHeader(MessageKind Kind, WindowOrigin Window, bool Late, int Suppressed, double? ClockSkewSeconds = null);

/// <summary>Messages of a kind, and their rows.</summary>
public readonly record struct KindCount(long Messages, long Rows)
{
    /// <summary>The sum.</summary>
    public static KindCount operator +(KindCount a, KindCount b) => new(a.Messages + b.Messages, a.Rows + b.Rows);
}
