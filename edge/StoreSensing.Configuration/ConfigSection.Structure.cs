using YamlDotNet.RepresentationModel;

namespace StoreSensing.Configuration;

/// <content>Sections, lists and rows of numbers.</content>
public sealed partial class ConfigSection
{
    /// <summary>A section; when it is left out its defaults hold.</summary>
    public T Section<T>(string key, string about, Func<ConfigSection, T> read)
    {
        Note(key, "", "section", about);
        return Read(Mapping(key), PathOf(key), read);
    }

    /// <summary>A section that switches something on: null when it is left out.</summary>
    public T? OptionalSection<T>(string key, string about, Func<ConfigSection, T> read)
        where T : class
    {
        Note(key, "", "section", about);
        var node = Mapping(key);
        return node is null && _source.Reference is null ? null : Read(node, PathOf(key), read);
    }

    /// <summary>A list of sections with at least <paramref name="min"/> entries.</summary>
    public IReadOnlyList<T> Items<T>(string key, string about, Func<ConfigSection, T> read, int min = 0)
    {
        Note(key, min > 0 ? null : "", "list", about);
        if (_source.Reference is not null)
            return [Read(null, PathOf(key) + "[]", read)];
        var node = Find(key) is { } found && !IsEmpty(found) ? found : null;
        var items = node is YamlSequenceNode sequence ? sequence.Children : [];
        if (node is not null and not YamlSequenceNode)
            Refuse(key, "must be a list, each entry after a '- '");
        else if (items.Count < min)
            Refuse(key, min == 1 ? "needs at least one entry" : $"needs at least {min} entries, has {items.Count}");
        var values = new List<T>();
        for (var i = 0; i < items.Count; i++)
        {
            var path = $"{PathOf(key)}[{i}]";
            if (items[i] is YamlMappingNode entry)
                values.Add(Read(entry, path, read));
            else
                Add(items[i], $"{path}: must be 'key: value' lines, is {Quote(items[i])}");
        }
        return values;
    }

    /// <summary>A list of <paramref name="length"/> numbers; null when it is left out or wrong.</summary>
    public double[]? Numbers(string key, string about, int length, bool required)
    {
        Note(key, required ? null : "", $"[{length} numbers]", about);
        if (Written(key, about, required) is not { } node)
            return null;
        if (Row(node, length) is { } numbers)
            return numbers;
        Refuse(key, $"must be {length} numbers in brackets");
        return null;
    }

    /// <summary>A list of [numbers], each of <paramref name="length"/>; <paramref name="check"/> returns what is wrong with the whole, or null.</summary>
    public IReadOnlyList<double[]> Rows(string key, string about, int length, bool required, Func<IReadOnlyList<double[]>, string?>? check = null)
    {
        Note(key, required ? null : "", $"list of lists of {length} numbers", about);
        if (Written(key, about, required) is not { } node)
            return [];
        if (node is not YamlSequenceNode sequence)
        {
            Refuse(key, $"must be a list of lists of {length} numbers");
            return [];
        }
        var rows = new List<double[]>();
        for (var i = 0; i < sequence.Children.Count; i++)
        {
            if (Row(sequence.Children[i], length) is not { } numbers)
            {
                Add(sequence.Children[i], $"{PathOf(key)}[{i}]: must be {length} numbers, is {Quote(sequence.Children[i])}");
                return [];
            }
            rows.Add(numbers);
        }
        if (check?.Invoke(rows) is { } problem)
            Refuse(key, problem);
        return rows;
    }

    /// <summary>What stands behind the key; null when it is left out, which is a problem where it is required.</summary>
    private YamlNode? Written(string key, string about, bool required)
    {
        if (Find(key) is { } node && !IsEmpty(node))
            return node;
        if (required && _source.Reference is null)
            Add(_node, $"{PathOf(key)}: is missing: {about}");
        return null;
    }

    private static double[]? Row(YamlNode node, int length)
    {
        var numbers = node is YamlSequenceNode row ? row.Children.Select(Parse).ToArray() : [];
        return numbers.Length == length && numbers.All(n => n is not null) ? [.. numbers.Select(n => n!.Value)] : null;
    }
}
