using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace StoreSensing.Configuration;

/// <summary>Reads a YAML file through a function that asks for each key once; that function is also the source of the reference.</summary>
public static class ConfigFile
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">The YAML file.</param>
    /// <param name="read">Asks the root section for every key the program knows; any other key is a problem.</param>
    /// <exception cref="ConfigException">All problems at once; a missing or unreadable file is one too.</exception>
    public static T Load<T>(string path, Func<ConfigSection, T> read)
    {
        string yaml;
        try
        {
            yaml = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigException([$"{path}: can't be read: {e.Message}"]);
        }
        return Parse(yaml, path, read);
    }

    /// <summary>As <see cref="Load"/>, from text; <paramref name="name"/> stands for the file in problems.</summary>
    public static T Parse<T>(string yaml, string name, Func<ConfigSection, T> read)
    {
        var problems = new List<(int Line, string Text)>();
        var root = Root(yaml, name);
        var section = new ConfigSection(new ConfigSource(name, problems, null), "", root);
        var value = read(section);
        section.Close();
        if (problems.Count > 0)
            throw new ConfigException([.. problems.OrderBy(p => p.Line).Select(p => p.Text).Distinct()]);
        return value;
    }

    /// <summary>Every key that <paramref name="read"/> asks for, in its order.</summary>
    public static IReadOnlyList<ConfigKey> Reference<T>(Func<ConfigSection, T> read)
    {
        var keys = new List<ConfigKey>();
        read(new ConfigSection(new ConfigSource("reference", [], keys), "", null));
        return keys;
    }

    private static YamlMappingNode? Root(string yaml, string name)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException e)
        {
            var reason = e.InnerException?.Message ?? e.Message;
            throw new ConfigException([$"{name}:{e.Start.Line}: not valid YAML: {reason}"]);
        }
        if (stream.Documents.Count == 0)
            return null;
        if (stream.Documents.Count > 1)
            throw new ConfigException([$"{name}:{stream.Documents[1].RootNode.Start.Line}: a second document begins here ('---'): the file must be one"]);
        return stream.Documents[0].RootNode as YamlMappingNode
            ?? throw new ConfigException([$"{name}:1: the file must be a list of 'key: value' lines"]);
    }
}

/// <summary>A key that a program knows.</summary>
/// <param name="Path">Where it stands, e.g. <c>zones[].polygon</c>.</param>
/// <param name="Default">Its default as YAML; null when it is required; empty when it may be left out.</param>
/// <param name="Bounds">What it may be, in words.</param>
/// <param name="About">What it does.</param>
public sealed record ConfigKey(string Path, string? Default, string Bounds, string About);

internal sealed record ConfigSource(string File, List<(int Line, string Text)> Problems, List<ConfigKey>? Reference);
