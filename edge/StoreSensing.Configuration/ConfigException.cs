namespace StoreSensing.Configuration;

/// <summary>Everything that is wrong with a configuration, at once.</summary>
public sealed class ConfigException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One sentence a problem: file, line, key path, value, and what would be right.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
