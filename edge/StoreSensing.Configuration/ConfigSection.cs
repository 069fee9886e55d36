using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace StoreSensing.Configuration;

/// <summary>
/// One mapping of the file. Each method asks for one key, checks it and gives its value; a problem is noted and a harmless value returned,
/// so that one pass finds them all. What nobody asked for is an unknown key.
/// </summary>
public sealed partial class ConfigSection
{
    private readonly ConfigSource _source;
    private readonly string _path;
    private readonly YamlMappingNode? _node;
    private readonly HashSet<string> _known = [];

    internal ConfigSection(ConfigSource source, string path, YamlMappingNode? node)
    {
        _source = source;
        _path = path;
        _node = node;
    }

    /// <summary>Text; required when <paramref name="default"/> is null. <paramref name="check"/> returns what is wrong, or null.</summary>
    public string Text(string key, string about, string? @default = null, Func<string, string?>? check = null)
    {
        Note(key, @default, "text", about);
        if (Scalar(key, required: @default is null) is not { } text)
            return @default ?? "";
        if (check?.Invoke(text) is { } problem)
            Refuse(key, problem);
        return text;
    }

    /// <summary>Text that may be left out.</summary>
    public string? OptionalText(string key, string about, Func<string, string?>? check = null)
    {
        Note(key, "", "text", about);
        if (Scalar(key, required: false) is not { } text)
            return null;
        if (check?.Invoke(text) is { } problem)
            Refuse(key, problem);
        return text;
    }

    /// <summary>A secret that may be left out: <c>${NAME}</c> is taken from the environment. Its value never stands in a problem.</summary>
    /// <param name="key">The key.</param>
    /// <param name="about">What it does.</param>
    /// <param name="mayStandHere">False: the file may only name the environment variable.</param>
    public string? Secret(string key, string about, bool mayStandHere = true)
    {
        Note(key, "", mayStandHere ? "text or ${ENVIRONMENT_VARIABLE}" : "${ENVIRONMENT_VARIABLE}", about);
        if (Scalar(key, required: false) is not { } text)
            return null;
        if (!text.StartsWith("${", StringComparison.Ordinal) || !text.EndsWith('}'))
        {
            if (mayStandHere)
                return text;
            RefuseUnseen(key, "must be ${ENVIRONMENT_VARIABLE}, the secret itself may not stand in this file");
            return null;
        }
        var value = Environment.GetEnvironmentVariable(text[2..^1]);
        if (value is null)
            Refuse(key, $"the environment variable {text[2..^1]} is not set");
        return value;
    }

    /// <summary>A number in [min, max]; required when <paramref name="default"/> is null.</summary>
    public double Number(string key, string about, double? @default, double min, double max)
    {
        Note(key, @default is { } d ? Show(d) : null, $"{Show(min)} to {Show(max)}", about);
        return Scalar(key, required: @default is null) is null ? @default ?? min : Number(key, min, max) ?? @default ?? min;
    }

    private double? Number(string key, double min, double max)
    {
        var text = Scalar(key, required: false);
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            Refuse(key, "is not a number");
            return null;
        }
        if (value < min || value > max)
            Refuse(key, $"must be {Show(min)} to {Show(max)}");
        return Math.Clamp(value, min, max); // the nearest that is possible makes the fewest further problems
    }

    /// <summary>A whole number in [min, max]; required when <paramref name="default"/> is null.</summary>
    public int Integer(string key, string about, int? @default, int min, int max)
    {
        var value = Number(key, about, @default, min, max);
        if (value != Math.Floor(value))
            Refuse(key, "must be a whole number");
        return (int)value;
    }

    /// <summary>A number in [min, max] that may be left out; <paramref name="otherwise"/> says what holds then.</summary>
    public double? OptionalNumber(string key, string about, double min, double max, string otherwise)
    {
        Note(key, "", $"{Show(min)} to {Show(max)}; {otherwise}", about);
        return Scalar(key, required: false) is null ? null : Number(key, min, max);
    }

    /// <summary>A whole number in [min, max] that may be left out; <paramref name="otherwise"/> says what holds then.</summary>
    public int? OptionalInteger(string key, string about, int min, int max, string otherwise)
    {
        var value = OptionalNumber(key, about, min, max, otherwise);
        if (value is { } number && number != Math.Floor(number))
            Refuse(key, "must be a whole number");
        return (int?)value;
    }

    /// <summary><c>true</c> or <c>false</c>, or left out; <paramref name="otherwise"/> says what holds then.</summary>
    public bool? OptionalFlag(string key, string about, string otherwise)
    {
        Note(key, "", $"true or false; {otherwise}", about);
        return Scalar(key, required: false) is null ? null : Flag(key);
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Flag(string key, string about, bool @default)
    {
        Note(key, @default ? "true" : "false", "true or false", about);
        return Scalar(key, required: false) is null ? @default : Flag(key) ?? @default;
    }

    private bool? Flag(string key)
    {
        switch (Scalar(key, required: false))
        {
            case "true":
                return true;
            case "false":
                return false;
            default:
                Refuse(key, "must be true or false");
                return null;
        }
    }

    /// <summary>One of the names; required when <paramref name="default"/> is null.</summary>
    public string Choice(string key, string about, string? @default, params IReadOnlyList<string> names)
    {
        Note(key, @default, string.Join(" | ", names), about);
        if (Scalar(key, required: @default is null) is not { } text)
            return @default ?? names[0];
        if (names.Contains(text))
            return text;
        Refuse(key, $"must be one of {string.Join(", ", names)}{Nearest.DidYouMean(text, names)}");
        return @default ?? names[0];
    }

    /// <summary>True when the key stands in the file with something after it.</summary>
    public bool Has(string key) => Find(key) is { } node && !IsEmpty(node);

    /// <summary>Notes a problem with a key that was asked for: names it and its value.</summary>
    public void Refuse(string key, string problem)
    {
        if (_source.Reference is not null)
            return;
        var node = Find(key);
        var value = node is YamlScalarNode ? $" '{Truncate(((YamlScalarNode)node).Value ?? "")}'" : "";
        Add(node ?? _node, $"{PathOf(key)}{value}: {problem}");
    }

    /// <summary>As <see cref="Refuse"/>, without the value: it may hold a secret.</summary>
    public void RefuseUnseen(string key, string problem)
    {
        if (_source.Reference is null)
            Add(Find(key) ?? _node, $"{PathOf(key)}: {problem}");
    }

    /// <summary>
    /// Notes a problem with the key at a path below this section, e.g. <c>zones[1].surface</c>; names its value and line, or those of the
    /// nearest section above it that the file has.
    /// </summary>
    public void RefuseAt(string path, string problem)
    {
        if (_source.Reference is not null)
            return;
        YamlNode? at = _node;
        var found = true;
        foreach (var step in path.Split('.', '['))
        {
            var next = step.EndsWith(']')
                ? at is YamlSequenceNode list && int.Parse(step[..^1], CultureInfo.InvariantCulture) is var i && i < list.Children.Count ? list.Children[i] : null
                : at is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(step), out var child) ? child : null;
            found &= next is not null;
            at = next ?? at;
        }
        var value = found && at is YamlScalarNode scalar ? $" '{Truncate(scalar.Value ?? "")}'" : "";
        Add(at, $"{PathOf(path)}{value}: {problem}");
    }

    internal void Close()
    {
        if (_node is null)
            return;
        foreach (var (key, _) in _node.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!_known.Contains(name))
                Add(key, $"{PathOf(name)}: unknown key{Nearest.Suggest(name, _known)}");
        }
    }

    private T Read<T>(YamlMappingNode? node, string path, Func<ConfigSection, T> read)
    {
        var section = new ConfigSection(_source, path, node);
        var value = read(section);
        section.Close();
        return value;
    }

    private YamlMappingNode? Mapping(string key)
    {
        var node = Find(key);
        if (node is not null and not YamlMappingNode && !IsEmpty(node))
            Refuse(key, "must be a section of 'key: value' lines");
        return node as YamlMappingNode;
    }

    // 'key:' with nothing after it, as it stands when its entries are commented out: the same as leaving it out.
    private static bool IsEmpty(YamlNode node) => node is YamlScalarNode { Value: null or "" };

    private string? Scalar(string key, bool required)
    {
        var node = Find(key);
        if (node is YamlScalarNode { Value: { Length: > 0 } text })
            return text;
        if (node is not null and not YamlScalarNode)
            Refuse(key, "must be a single value");
        else if (required && _source.Reference is null)
            Add(node ?? _node, $"{PathOf(key)}: is missing: {About(key)}");
        return null;
    }

    private readonly Dictionary<string, string> _abouts = [];

    private string About(string key) => _abouts.GetValueOrDefault(key, "");

    private void Note(string key, string? @default, string bounds, string about)
    {
        _known.Add(key);
        _abouts[key] = about;
        _source.Reference?.Add(new ConfigKey(PathOf(key), @default, bounds, about));
    }

    private YamlNode? Find(string key)
    {
        if (_node is null)
            return null;
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
    }

    private void Add(YamlNode? at, string problem)
    {
        var line = (int)(at?.Start.Line ?? 1);
        _source.Problems.Add((line, $"{_source.File}:{line}: {problem}"));
    }

    private string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private static double? Parse(YamlNode node) =>
        node is YamlScalarNode { Value: { } text } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value) ? value : null;

    private static string Show(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Quote(YamlNode node) => $"'{Truncate(node.ToString())}'";

    private static string Truncate(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
