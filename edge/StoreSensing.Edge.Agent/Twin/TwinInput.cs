using System.Globalization;
using StoreSensing.Configuration;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Edge.Agent.Twin;

/// <summary>A camera's input that is simulated: <c>twin:SCENE</c>, with <c>?seed=N</c>, <c>?camera=N</c> or <c>?seed=N&amp;camera=N</c>.</summary>
/// <param name="Scene">A built-in scene's name.</param>
/// <param name="Seed">Of its people.</param>
/// <param name="Camera">Which of the scene's cameras, from 1.</param>
internal sealed record TwinInput(string Scene, ulong Seed, int Camera)
{
    /// <summary>How figures of simulated people are marked.</summary>
    public const string Provenance = "simulated";

    private const string Prefix = "twin:";

    public static bool Is(string input) => input.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Why the input is none, or null; anything that does not begin with <c>twin:</c> is somebody else's.</summary>
    public static string? Problem(string input) => Is(input) ? Read(input, out _) : null;

    public static TwinInput Parse(string input) =>
        Read(input, out var parsed) is { } problem ? throw new ConfigException([$"'{input}': {problem}"]) : parsed!;

    private static string? Read(string input, out TwinInput? parsed)
    {
        parsed = null;
        var parts = input[Prefix.Length..].Split('?', 2);
        if (!BuiltInScenes.Names.Contains(parts[0]))
            return $"there is no scene '{parts[0]}'{Nearest.Suggest(parts[0], BuiltInScenes.Names)}";
        var (seed, camera) = (1UL, 1);
        var cameras = BuiltInScenes.CamerasOf(parts[0]).Count;
        foreach (var pair in parts.Length > 1 ? parts[1].Split('&') : [])
        {
            if (pair.StartsWith("seed=", StringComparison.Ordinal) && ulong.TryParse(pair.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out seed))
                continue;
            if (!pair.StartsWith("camera=", StringComparison.Ordinal) || !int.TryParse(pair.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out camera)
                || camera < 1 || camera > cameras)
                return $"'{pair}' is neither seed=N nor camera=1{(cameras > 1 ? $" to {cameras}" : "")}";
        }
        parsed = new TwinInput(parts[0], seed, camera);
        return null;
    }
}
