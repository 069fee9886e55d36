using System.Globalization;
using System.Text;

namespace StoreSensing.Cloud.Storage.Tests.Influx;

/// <summary>A point as a reader of the line protocol understands it, written from its documentation alone.</summary>
internal sealed record ParsedPoint(string Measurement, IReadOnlyDictionary<string, string> Tags, IReadOnlyDictionary<string, object> Fields, long Time)
{
    public static List<ParsedPoint> All(string text)
    {
        var points = new List<ParsedPoint>();
        var at = 0;
        while (at < text.Length)
            points.Add(One(text, ref at));
        return points;
    }

    private static ParsedPoint One(string text, ref int at)
    {
        var measurement = Name(text, ref at, ", ");
        var tags = new Dictionary<string, string>();
        while (text[at] == ',')
        {
            at++;
            var key = Name(text, ref at, "=, ");
            at++;
            tags.Add(key, Name(text, ref at, ",= "));
        }
        var fields = new Dictionary<string, object>();
        do
        {
            at++;
            var key = Name(text, ref at, "=, ");
            at++;
            fields.Add(key, Value(text, ref at));
        }
        while (text[at] == ',');
        at++;
        var end = text.IndexOf('\n', at);
        var time = long.Parse(text.AsSpan(at, end - at), CultureInfo.InvariantCulture);
        at = end + 1;
        return new ParsedPoint(measurement, tags, fields, time);
    }

    private static string Name(string text, ref int at, string ends)
    {
        var name = new StringBuilder();
        while (!ends.Contains(text[at]))
        {
            if (text[at] == '\\' && ",= ".Contains(text[at + 1]))
                at++;
            name.Append(text[at++]);
        }
        return name.ToString();
    }

    private static object Value(string text, ref int at)
    {
        if (text[at] == '"')
        {
            var value = new StringBuilder();
            for (at++; text[at] != '"'; at++)
            {
                if (text[at] == '\\' && text[at + 1] is '"' or '\\')
                    at++;
                value.Append(text[at]);
            }
            at++;
            return value.ToString();
        }
        var end = text.AsSpan(at).IndexOfAny(',', ' ') + at;
        var word = text[at..end];
        at = end;
        return word switch
        {
            "true" => true,
            "false" => false,
            _ when word.EndsWith('i') => long.Parse(word[..^1], CultureInfo.InvariantCulture),
            _ => double.Parse(word, CultureInfo.InvariantCulture),
        };
    }
}
