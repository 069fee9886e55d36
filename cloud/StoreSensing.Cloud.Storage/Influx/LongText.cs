using System.Text;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>
/// Texts beyond what one string field of InfluxDB may hold (64 KB): they go on in <c>name_2</c>, <c>name_3</c> …, and <c>name_parts</c> says in how many,
/// because a point that is written again keeps the fields it had before.
/// </summary>
internal static class LongText
{
    /// <summary>Most bytes of one field, below the server's 65,535 with room for escapes that it may count.</summary>
    public const int MostBytes = 60_000;

    /// <summary>A text of any length; the number of parts is told when there are several, or always where the point may be rewritten with another text.</summary>
    public static void Write(LineBuffer line, string name, string? text, bool rewritten = false)
    {
        if (text is null)
            return;
        var parts = 0;
        var from = 0;
        do
        {
            var to = End(text, from);
            parts++;
            line.Field(parts == 1 ? name : $"{name}_{parts}", from == 0 && to == text.Length ? text : text[from..to]);
            from = to;
        }
        while (from < text.Length);
        if (parts > 1 || rewritten)
            line.Field(name + "_parts", (long)parts);
    }

    /// <summary>Bytes of any length, as base64.</summary>
    public static void Write(LineBuffer line, string name, ReadOnlySpan<byte> bytes)
    {
        // A multiple of three, so that the parts' base64 put together is the whole's.
        const int mostRaw = MostBytes / 4 * 3;
        if (bytes.Length <= mostRaw)
        {
            line.Field(name, bytes);
            return;
        }
        var parts = 0;
        for (var from = 0; from < bytes.Length; from += mostRaw)
        {
            parts++;
            line.Field(parts == 1 ? name : $"{name}_{parts}", bytes.Slice(from, Math.Min(mostRaw, bytes.Length - from)));
        }
        line.Field(name + "_parts", (long)parts);
    }

    /// <summary>What was written, or null.</summary>
    public static string? Read(InfluxRow row, string name)
    {
        if (row.Text(name) is not { } first)
            return null;
        var parts = row.Long(name + "_parts") ?? 1;
        if (parts == 1)
            return first;
        var whole = new StringBuilder(first);
        for (var part = 2; part <= parts; part++)
            whole.Append(row.Text($"{name}_{part}") ?? throw new InvalidDataException($"part {part} of {parts} of {name} is missing"));
        return whole.ToString();
    }

    /// <summary>InfluxQL for all parts.</summary>
    public static string Select(string name) => $"/^{name}(_[0-9]+|_parts)?$/";

    // As many characters as fit surely (three bytes each at most, a pair of surrogates four), and no pair torn apart.
    private static int End(string text, int from)
    {
        if (text.Length - from <= MostBytes / 3)
            return text.Length;
        var to = from + (MostBytes / 3);
        return char.IsHighSurrogate(text[to - 1]) ? to - 1 : to;
    }
}
