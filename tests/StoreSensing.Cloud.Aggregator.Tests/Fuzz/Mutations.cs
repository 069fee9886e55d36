using StoreSensing.Cloud.Core.Ingest;
using static StoreSensing.Cloud.Core.Ingest.RejectionCause;

namespace StoreSensing.Cloud.Aggregator.Tests.Fuzz;

/// <summary>A message that was made worse, and why it must be refused.</summary>
/// <param name="Way">How it was made.</param>
/// <param name="Message">The message.</param>
/// <param name="Expected">Causes that are right; which of them depends on the place.</param>
internal readonly record struct Mutation(string Way, ReceivedMessage Message, RejectionCause[] Expected);

/// <summary>Makes messages that no schema allows, and such as are written otherwise and are still good. Seeded: a run can be repeated.</summary>
internal sealed class Mutations(int seed)
{
    private static readonly byte[][] NotUtf8 = [[0xff], [0xc3, 0x28], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]];
    private static readonly string[] Huge = ["1e400", "-1e400", "1e300", "99999999999999999999", "-170141183460469231731687303715884105728", "18446744073709551616", "9007199254740993e300"];
    private static readonly string[] NoNumbers = ["NaN", "Infinity", "-Infinity", "01", "+1", ".5", "1.", "0x10", "1e", "--1", "1_000", "undefined"];
    private static readonly string[] LoneSurrogates = ["\"\\ud800\"", "\"a\\udc00b\"", "\"\\ud83d\\u0041\""];
    private static readonly string[] NoTopics =
    [
        "", "/", "#", "+", "storesensing", "storesensing/v1", "storesensing/v1/acme/berlin/floor-1", "storesensing/v1/acme/berlin/floor-1/", "storesensing/v1/acme/berlin/floor-1/faces",
        "storesensing/v1/acme/berlin/floor-1/zone/1", "storesensing/v2/acme/berlin/floor-1/zone", "storesensing/v1/ACME/berlin/floor-1/zone", "storesensing/v1//berlin/floor-1/zone",
        "storesensing/v1/acme/berlin/../zone", "storesensing/v1/acme/'; DROP TABLE messages;--/floor-1/zone", "storesensing/v1/acme/berlin/floor-1/zone\0", "storesensing/v1/acme/berlin/floor-1/ZONE",
        "storesensing/v1/acme/berlin/floor-1/set/ack", "storesensing/v1/acme/bérlin/floor-1/zone", "homeassistant/sensor/x/config",
    ];

    private static readonly byte[] TooLong = new byte[(1024 * 1024) + 1];

    private readonly Random _random = new(seed);
    private readonly (ReceivedMessage Message, MessageAnatomy Parts)[] _bases = [.. GoodMessages.OfEveryKind.Select(m => (m, new MessageAnatomy(m.Payload.ToArray())))];

    /// <summary>A message that must be refused.</summary>
    public Mutation NextBad()
    {
        // Those that can't be made of the chosen message are drawn again.
        while (true)
        {
            var (good, parts) = Pick(_bases);
            var isMetric = !good.Topic.EndsWith("/status") && !good.Topic.EndsWith("/describe");
            var made = _random.Next(22) switch
            {
                0 => UnknownFieldIn(good, parts),
                1 => Replace("wrong kind", good, parts, Pick(parts.Values), value => OfOtherKind(parts.Json[value.Start]), Kind),
                2 => Replace("huge number", good, parts, Pick(parts.Numbers), _ => Pick(Huge), Bounds, Kind),
                3 => Replace("no number", good, parts, Pick(parts.Numbers), _ => Pick(NoNumbers), Json),
                4 => Replace("deep nesting", good, parts, Pick(parts.Values), _ => Nest(), Json, Kind, UnknownField, MissingField),
                5 => Splice("wrong UTF-8", good, parts, At(_random.Next(parts.Json.Length + 1)), Pick(NotUtf8), Encoding),
                6 => new Mutation("cut off", good with { Payload = parts.Json.AsMemory(0, _random.Next(1, parts.Json.Length)) }, [Json]),
                7 => RepeatField(good, parts),
                8 => new Mutation("wrong topic", good with { Topic = Pick(NoTopics) }, [Topic]),
                9 => LongTopic(good),
                10 => OtherKindsTopic(good),
                11 => DropField(good, parts),
                12 => Splice("something after it", good, parts, At(parts.Json.Length), Pick([(byte[])[(byte)'x'], "{}"u8.ToArray(), [0], "]"u8.ToArray(), ","u8.ToArray()]), Json),
                13 => Splice("something before it", good, parts, At(0), Pick([(byte[])[0xef, 0xbb, 0xbf], "//\n"u8.ToArray(), "/**/"u8.ToArray(), [0]]), Json),
                14 => Replace("half a character", good, parts, Pick(parts.Texts), _ => Pick(LoneSurrogates), Encoding, Choice, Form),
                15 => Replace("endless text", good, parts, Pick(parts.Texts), _ => $"\"{new string('a', _random.Next(500, 5000))}\"", Bounds, Choice, Form),
                16 when isMetric => Replace("wrong text", good, parts, Pick(parts.Texts), _ => "\"X!\"", Form, Choice),
                17 when isMetric => Swap("not on the window's grid", good, parts, "T10:00:00", "T10:00:0" + (char)('1' + _random.Next(9)), Contradiction),
                18 when isMetric => Swap("another time", good, parts, "\"windowStart\":\"2026", "\"windowStart\":\"" + Pick(["2019", "2027", "9999", "0001"]), Clock, Contradiction),
                19 when isMetric => Swap("observed longer than it lasted", good, parts, "\"observedSeconds\":10", "\"observedSeconds\":99", Contradiction),
                20 when isMetric && parts.FirstEntry is { } entry => Splice("an entry twice", good, parts, At(entry.Start.Value), [.. parts.Json[entry], (byte)','], Contradiction),
                // A megabyte each: seldom.
                21 when _random.Next(50) == 0 => new Mutation("too long or empty", good with { Payload = _random.Next(2) == 0 ? TooLong : ReadOnlyMemory<byte>.Empty }, [Size]),
                _ => default(Mutation?),
            };
            if (made is { } mutation)
                return mutation;
        }
    }

    /// <summary>The same message written otherwise: it must be taken.</summary>
    public ReceivedMessage NextGood()
    {
        var (good, parts) = Pick(_bases);
        switch (_random.Next(3))
        {
            case 0:
                return Splice("white space", good, parts, Pick(parts.Gaps), Pick([" "u8.ToArray(), "\n\t"u8.ToArray(), "\r\n   "u8.ToArray()])).Message;
            case 1:
                var text = Pick(parts.Texts);
                var first = parts.Json[text.Start.Value + 1];
                return Splice("escape", good, parts, (text.Start.Value + 1)..(text.Start.Value + 2), System.Text.Encoding.ASCII.GetBytes($"\\u{first:x4}")).Message;
            default:
                return Splice("white space around", good, parts, At(_random.Next(2) * parts.Json.Length), "\n \t"u8.ToArray()).Message;
        }
    }

    /// <summary>Random bytes changed: nobody knows whether it is still good.</summary>
    public ReceivedMessage NextNoise()
    {
        var (good, parts) = Pick(_bases);
        var bytes = parts.Json.ToArray();
        for (var i = _random.Next(1, 5); i > 0; i--)
            bytes[_random.Next(bytes.Length)] = _random.Next(3) == 0 ? (byte)_random.Next(256) : (byte)_random.Next(' ', 127);
        return good with { Payload = bytes };
    }

    private Mutation UnknownFieldIn(ReceivedMessage good, MessageAnatomy parts)
    {
        var into = Pick(parts.Objects);
        var name = Pick(["trackId", "faceId", "embedding", "note", "x", "", "__proto__", "Schema", "zone2", "\\u0000", "è", "sess\\u0069onId"]);
        var value = Pick(["1", "\"a\"", "null", "[1,2]", "{\"a\":{}}", "true"]);
        var comma = parts.Json[into.Start.Value + 1] == (byte)'}' ? "" : ",";
        return Splice("unknown field", good, parts, At(into.Start.Value + 1), System.Text.Encoding.UTF8.GetBytes($"\"{name}\":{value}{comma}"), UnknownField);
    }

    private Mutation RepeatField(ReceivedMessage good, MessageAnatomy parts)
    {
        var field = Pick(parts.Fields);
        return Splice("field twice", good, parts, At(field.Start.Value), [.. parts.Json[field], (byte)','], RepeatedField);
    }

    private Mutation DropField(ReceivedMessage good, MessageAnatomy parts)
    {
        var field = Pick(parts.Fields);
        var (from, to) = (field.Start.Value, field.End.Value);
        if (parts.Json[to] == (byte)',')
            to++;
        else if (parts.Json[from - 1] == (byte)',')
            from--;
        return Splice("missing field", good, parts, from..to, [], MissingField);
    }

    private Mutation LongTopic(ReceivedMessage good) =>
        new("long topic", good with { Topic = "storesensing/v1/acme/" + new string((char)_random.Next(' ', 300), _random.Next(41, 3000)) + "/floor-1/zone" }, [Topic]);

    private Mutation OtherKindsTopic(ReceivedMessage good)
    {
        var other = Pick(_bases).Message.Topic;
        return other == good.Topic ? LongTopic(good) : new Mutation("another kind's topic", good with { Topic = other }, [Choice]);
    }

    private string Nest()
    {
        var depth = _random.Next(20, 2000);
        return _random.Next(2) == 0
            ? new string('[', depth) + new string(']', depth)
            : new System.Text.StringBuilder().Insert(0, "{\"a\":", depth).Append('1').Append('}', depth).ToString();
    }

    private string OfOtherKind(byte first) => first switch
    {
        (byte)'{' => Pick(["1", "\"a\"", "[]", "true"]),
        (byte)'[' => Pick(["1", "\"a\"", "{}", "false"]),
        (byte)'"' => Pick(["1", "{}", "[]", "true", "-0.5"]),
        (byte)'t' or (byte)'f' => Pick(["1", "{}", "[]", "\"true\""]),
        _ => Pick(["\"1\"", "{}", "[]", "true"]),
    };

    private static Mutation Swap(string way, ReceivedMessage good, MessageAnatomy parts, string what, string with, params RejectionCause[] expected)
    {
        var at = parts.Json.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(what));
        return Splice(way, good, parts, at..(at + what.Length), System.Text.Encoding.ASCII.GetBytes(with), expected);
    }

    private static Mutation Replace(string way, ReceivedMessage good, MessageAnatomy parts, Range place, Func<Range, string> with, params RejectionCause[] expected) =>
        Splice(way, good, parts, place, System.Text.Encoding.UTF8.GetBytes(with(place)), expected);

    private static Mutation Splice(string way, ReceivedMessage good, MessageAnatomy parts, Range place, byte[] with, params RejectionCause[] expected) =>
        new(way, good with { Payload = (byte[])[.. parts.Json.AsSpan(..place.Start.Value), .. with, .. parts.Json.AsSpan(place.End.Value..)] }, expected);

    private static Range At(int position) => position..position;

    private T Pick<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];
}
