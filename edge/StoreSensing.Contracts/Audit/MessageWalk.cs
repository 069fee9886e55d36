using System.Globalization;
using System.Text.Json;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Time;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Audit;

/// <summary>Holds every value of one message against its schema and the rules. Used once.</summary>
internal sealed class MessageWalk(string kind, DeviceAddress device, long message, NumberJudge numbers, KnownIds ids)
{
    private const int LongestSample = 48;

    private readonly Dictionary<string, int> _index = [];
    private readonly List<AuditedField> _fields = [];
    private readonly List<AuditFinding> _findings = [];
    private string _session = "";
    private DateTimeOffset? _windowStart;
    private int? _windowSeconds;

    public IReadOnlyList<AuditedField> Fields => _fields;

    public List<AuditFinding> Findings => _findings;

    public void Take(SchemaNode? schema, JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object)
        {
            _session = root.TryGetProperty("session", out var s) && s.ValueKind == JsonValueKind.String ? s.GetString()! : "";
            _windowStart = root.TryGetProperty("windowStart", out var w) && w.ValueKind == JsonValueKind.String && w.TryGetDateTimeOffset(out var start) ? start : null;
            _windowSeconds = WindowSeconds(root);
            if (kind == MessageKind.Describe.Name())
                ids.Learn(_session, root);
        }
        Visit(schema, root, "$", "$", "");
    }

    private static int? WindowSeconds(JsonElement of) =>
        of.TryGetProperty("windowSeconds", out var l) && l.ValueKind == JsonValueKind.Number && l.TryGetInt32(out var length) && length is > 0 and <= 86_400 ? length : null;

    // place: with entry numbers, for findings. path: without, for the list of fields.
    private void Visit(SchemaNode? schema, JsonElement value, string place, string path, string field)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                // A change that a cloud process tells of has a window of its own.
                var outer = _windowSeconds;
                _windowSeconds = WindowSeconds(value) ?? outer;
                foreach (var property in value.EnumerateObject())
                    VisitField(schema as ObjectNode, property, place, path);
                _windowSeconds = outer;
                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var entry in value.EnumerateArray())
                    Visit((schema as ArrayNode)?.Item, entry, $"{place}[{i++}]", $"{path}[]", field);
                break;
            default:
                Leaf(schema, value, place, path, field);
                break;
        }
    }

    private void VisitField(ObjectNode? schema, JsonProperty property, string place, string path)
    {
        var index = schema is null ? -1 : Array.IndexOf(schema.Names, property.Name);
        var name = Cut(property.Name);
        // Below an unknown field everything is unknown: said once.
        if (schema is not null && index < 0)
            Find(AuditRules.UnknownField, $"{place}.{name}", "the schema knows no such field");
        Visit(index < 0 ? null : schema!.Values[index], property.Value, $"{place}.{name}", $"{path}.{name}", property.Name);
    }

    private void Leaf(SchemaNode? schema, JsonElement value, string place, string path, string field)
    {
        var permitted = Permission.Of(schema, kind, field);
        Note(path, permitted is not null && schema!.Nullable ? permitted + ", or null" : permitted, value);
        if (value.ValueKind == JsonValueKind.String)
            Text(schema, permitted, value.GetString()!, place, field);
        else if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole) && !NumberJudge.IsCounter(field))
            Whole(whole, place);
    }

    private void Text(SchemaNode? schema, string? permitted, string text, string place, string field)
    {
        if (permitted == Permission.Time)
        {
            Moment(text, place, field);
            return;
        }
        // Chosen from the schema's own list: what it says is in the schema, not in the message.
        if (schema is EnumNode choice && choice.Values.Contains(text))
            return;
        if (permitted == Permission.Fault && FaultSentences.All.Contains(text))
            return;
        if (permitted is null && schema is not null)
            Find(AuditRules.FreeText, place, $"the schema lets any text stand here: {Show(text)}");
        else if (permitted == Permission.Fault)
            Find(AuditRules.FreeText, place, $"is none of the program's sentences: {Show(text)}");
        else if (permitted is null && text.Contains(' ', StringComparison.Ordinal))
            Find(AuditRules.FreeText, place, $"a sentence where the schema has nothing: {Show(text)}");

        var isSessionOrHash = permitted is Permission.SessionId or Permission.ModelHash && schema is StringNode { Pattern: { } form } && form.IsMatch(text);
        if (!isSessionOrHash && TextJudge.Random(text) is { } random)
            Find(AuditRules.HighEntropy, place, $"looks random ({random}): {Show(text)}");
        else if (!isSessionOrHash && TextJudge.Identifying(text) is { } whose)
            Find(AuditRules.IdLike, place, $"holds {whose}: {Show(text)}");
        if (!isSessionOrHash && TextJudge.HoldsTime(text) && !IsNoMoment(schema))
            Find(AuditRules.PersonTime, place, $"holds a time: {Show(text)}");
        if (ids.IsStrange(_session, field, text))
            Find(AuditRules.IdLike, place, $"{Show(text)} is none of the {field}s that the device describes");
    }

    // resetAt is a setting of the shop, and a privacy budget's day is a whole day: neither is a moment.
    private static bool IsNoMoment(SchemaNode? schema) => schema is StringNode { MaxLength: 5 or 10, Pattern: not null };

    private void Moment(string text, string place, string field)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return; // the schema's finding
        if (kind == MessageKind.Status.Name() && place == "$.at")
            return;
        var grid = _windowSeconds ?? 3600;
        if (TimeWindow.Holding(moment, grid).Start != moment)
            Find(AuditRules.PersonTime, place, $"{text} is no start of a window of {grid} s: it may be the moment of one person");
        else if (field == "since" && _windowStart is { } start && moment > start)
            Find(AuditRules.PersonTime, place, $"{text} lies after the window's own start");
    }

    private void Whole(long value, string place)
    {
        if (NumberJudge.Time(value) is { } time)
            Find(AuditRules.PersonTime, place, time);
        // describe is configuration: it says the same each time, and must.
        else if (kind != MessageKind.Describe.Name() && numbers.Id(device, _session, message, place, value) is { } id)
            Find(AuditRules.IdLike, place, id);
    }

    private void Note(string path, string? permitted, JsonElement value)
    {
        if (_index.TryGetValue(path, out var at))
        {
            _fields[at] = _fields[at] with { Count = _fields[at].Count + 1, Permitted = _fields[at].Permitted is null ? null : permitted };
            return;
        }
        _index[path] = _fields.Count;
        _fields.Add(new AuditedField(path, permitted, 1, Cut(value.GetRawText())));
    }

    private void Find(string rule, string place, string why) => _findings.Add(new AuditFinding(rule, place, why));

    private static string Show(string text) => $"'{Cut(text)}'";

    // What is shown comes from outside: cut, and cleaned of what a terminal would obey.
    private static string Cut(string text)
    {
        var clean = string.Concat(text.Take(LongestSample).Select(c => char.IsControl(c) ? '?' : c));
        return text.Length > LongestSample ? clean + "…" : clean;
    }
}
