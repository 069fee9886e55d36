using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Migration;

/// <summary>Stored rows back as the messages they came in, in JSON: what goes into a store goes through the one reader that checks it.</summary>
internal static class MessageWriter
{
    /// <summary>The rows of a kind, a message's together; each window's messages are given before the next window is read.</summary>
    public static IEnumerable<(WindowOrigin Window, Func<MessageHeader, byte[]> Json)> Messages(IMetricStore store, StoreAddress shop, TimeRange range, MessageKind kind) => kind switch
    {
        MessageKind.Zone => Grouped(store.Zones(shop, range), "zones", WireJson.Default.ZoneFigures),
        MessageKind.Heat => Grouped(store.Heat(shop, range), "surfaces", WireJson.Default.HeatFigures),
        MessageKind.Line => Grouped(store.Lines(shop, range), "lines", WireJson.Default.LineFigures),
        MessageKind.Expression => Grouped(store.Expressions(shop, range), "zones", WireJson.Default.ExpressionFigures),
        MessageKind.Flow => Grouped(store.Flow(shop, range), "surfaces", WireJson.Default.FlowFigures),
        MessageKind.Queue => Grouped(store.Queues(shop, range), "queues", WireJson.Default.QueueFigures),
        MessageKind.Occupancy => Grouped(store.Occupancy(shop, range), "entrances", WireJson.Default.OccupancyFigures),
        MessageKind.Attention => Grouped(store.Attention(shop, range), "displays", WireJson.Default.AttentionFigures),
        MessageKind.Arousal => ByWindow(store.Arousal(shop, range)).Select(m => (
            m.Window, (Func<MessageHeader, byte[]>)(header => Json(header, "zones", m.Rows.Select(r => r.It), WireJson.Default.ArousalFigures, (true, m.Rows[0].Study))))),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no figures"),
    };

    /// <summary>A message that held nothing.</summary>
    public static byte[] Empty(MessageHeader header) => header.Kind switch
    {
        MessageKind.Arousal => Json<ArousalFigures>(header, "zones", [], WireJson.Default.ArousalFigures, (true, null)),
        MessageKind.Zone or MessageKind.Expression => Json<ZoneFigures>(header, "zones", [], WireJson.Default.ZoneFigures),
        MessageKind.Heat or MessageKind.Flow => Json<HeatFigures>(header, "surfaces", [], WireJson.Default.HeatFigures),
        MessageKind.Line => Json<LineFigures>(header, "lines", [], WireJson.Default.LineFigures),
        MessageKind.Queue => Json<QueueFigures>(header, "queues", [], WireJson.Default.QueueFigures),
        MessageKind.Occupancy => Json<OccupancyFigures>(header, "entrances", [], WireJson.Default.OccupancyFigures),
        MessageKind.Attention => Json<AttentionFigures>(header, "displays", [], WireJson.Default.AttentionFigures),
        _ => throw new ArgumentOutOfRangeException(nameof(header), header.Kind, "has no figures"),
    };

    private static IEnumerable<(WindowOrigin Window, Func<MessageHeader, byte[]> Json)> Grouped<T>(IEnumerable<Row<T>> rows, string list, JsonTypeInfo<T> type) =>
        ByWindow(rows).Select(m => (m.Window, (Func<MessageHeader, byte[]>)(header => Json(header, list, m.Rows, type))));

    // Rows come in the order of their windows, within one in any order.
    private static IEnumerable<(WindowOrigin Window, List<T> Rows)> ByWindow<T>(IEnumerable<Row<T>> rows)
    {
        var open = new Dictionary<(string, string, long), (WindowOrigin Window, List<T> Rows)>();
        DateTimeOffset? start = null;
        foreach (var row in rows)
        {
            if (start != row.Window.Start)
            {
                foreach (var message in open.Values)
                    yield return message;
                open.Clear();
                start = row.Window.Start;
            }
            var key = (row.Window.Device, row.Window.Session, row.Window.Seq);
            if (!open.TryGetValue(key, out var its))
                open[key] = its = (row.Window, []);
            its.Rows.Add(row.Figures);
        }
        foreach (var message in open.Values)
            yield return message;
    }

    private static byte[] Json<T>(MessageHeader header, string list, IEnumerable<T> rows, JsonTypeInfo<T> type, (bool Has, string? Study) study = default)
    {
        var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("schema", header.Kind.SchemaName());
            writer.WriteString("session", header.Window.Session);
            writer.WriteNumber("seq", header.Window.Seq);
            writer.WriteString("windowStart", header.Window.Start);
            writer.WriteNumber("windowSeconds", header.Window.Seconds);
            writer.WriteNumber("observedSeconds", header.Window.ObservedSeconds);
            writer.WriteBoolean("late", header.Late);
            writer.WriteNumber("suppressed", header.Suppressed);
            if (study.Has)
                writer.WriteString("study", study.Study);
            writer.WriteStartArray(list);
            foreach (var row in rows)
                JsonSerializer.Serialize(writer, row, type);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return json.ToArray();
    }
}
