using System.Text;

namespace StoreSensing.Configuration;

/// <summary>The configuration reference as people read it.</summary>
public static class ReferenceTable
{
    /// <summary>A Markdown table: key, default, bounds, meaning.</summary>
    public static string Markdown(IReadOnlyList<ConfigKey> keys)
    {
        var text = new StringBuilder("| key | default | may be | what it does |\n|---|---|---|---|\n");
        foreach (var key in keys)
            text.Append($"| `{key.Path}` | {Default(key)} | {Escape(key.Bounds)} | {Escape(key.About)} |\n");
        return text.ToString();
    }

    private static string Default(ConfigKey key) => key.Default switch
    {
        null => "**required**",
        "" => "–",
        var value => $"`{value}`",
    };

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
