using System.Text;
using StoreSensing.Configuration;

namespace StoreSensing.Cloud.Aggregator.Configuration;

/// <summary>The configuration's keys as a Markdown table; the README holds a copy that a test compares.</summary>
internal static class ConfigReference
{
    public static string Markdown()
    {
        var text = new StringBuilder("| key | default | may be | what |\n|---|---|---|---|\n");
        foreach (var key in ConfigFile.Reference(CloudConfig.Read))
        {
            var value = key.Default switch { null => "required", "" => "", _ => $"`{key.Default}`" };
            text.Append($"| `{key.Path}` | {value} | {key.Bounds.Replace("|", "\\|")} | {key.About} |\n");
        }
        return text.ToString();
    }
}
