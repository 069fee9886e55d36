using System.Buffers;
using System.Text.Json;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>Reads an answer chunk by chunk, so that a long range doesn't fill memory.</summary>
internal static class InfluxAnswerReader
{
    private const int FirstSize = 64 * 1024;

    /// <summary>The rows; throws <see cref="InfluxQueryException"/> with what the server says, <see cref="IOException"/> when the connection breaks.</summary>
    public static IEnumerable<InfluxRow> Rows(Stream body)
    {
        using (body)
        {
            foreach (var chunk in Lines(body))
            {
                using var document = Parse(chunk);
                foreach (var row in Rows(document.RootElement))
                    yield return row;
            }
        }
    }

    private static IEnumerable<InfluxRow> Rows(JsonElement root)
    {
        Refuse(root);
        if (!root.TryGetProperty("results", out var results))
            yield break;
        foreach (var result in results.EnumerateArray())
        {
            Refuse(result);
            if (!result.TryGetProperty("series", out var all))
                continue;
            foreach (var series in all.EnumerateArray())
            {
                var columns = new Dictionary<string, int>(StringComparer.Ordinal);
                if (!series.TryGetProperty("columns", out var names) || !series.TryGetProperty("values", out var values))
                    continue;
                var at = 0;
                foreach (var column in names.EnumerateArray())
                    columns.TryAdd(column.GetString()!, at++);
                series.TryGetProperty("tags", out var tags);
                foreach (var row in values.EnumerateArray())
                    yield return new InfluxRow(columns, tags, row);
            }
        }
    }

    private static void Refuse(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new InfluxQueryException("answers something else than InfluxQL's JSON");
        if (element.TryGetProperty("error", out var error))
            throw new InfluxQueryException(error.ToString().ReplaceLineEndings(" "));
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw new InfluxQueryException("answers something else than InfluxQL's JSON", e);
        }
    }

    // Line ends within texts are escaped in JSON, so a line end is a chunk's.
    private static IEnumerable<ReadOnlyMemory<byte>> Lines(Stream body)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
        try
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
                var read = body.Read(buffer, length, buffer.Length - length);
                var searched = length;
                length += read;
                var start = 0;
                while (buffer.AsSpan(searched, length - searched).IndexOf((byte)'\n') is var at and >= 0)
                {
                    var end = searched + at;
                    if (end > start)
                        yield return buffer.AsMemory(start, end - start);
                    start = searched = end + 1;
                }
                buffer.AsSpan(start, length - start).CopyTo(buffer);
                length -= start;
                if (read > 0)
                    continue;
                if (length > 0)
                    yield return buffer.AsMemory(0, length);
                yield break;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <summary>The server refuses a query, in its own words.</summary>
internal sealed class InfluxQueryException(string message, Exception? inner = null) : Exception(message, inner);
