using System.CommandLine;
using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;

namespace StoreSensing.Edge.Agent.Commands;

/// <summary><c>config check | example | reference</c>.</summary>
internal static class ConfigCommand
{
    public static Option<FileInfo> FileOption() => new("--config", "-c")
    {
        Description = "the YAML configuration; 'config reference' lists its keys",
        HelpName = "FILE",
        Required = true,
    };

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "the YAML configuration" };
        var check = new Command("check", "Report everything that is wrong with a configuration; exit code 2 if anything is.") { file };
        check.SetAction((parsed, _) => UserFaults.Report(() =>
        {
            var config = EdgeConfigReader.Load(parsed.GetRequiredValue(file).FullName);
            Console.WriteLine($"{parsed.GetRequiredValue(file)}: good: {Count(config.Cameras.Count, "camera")}, {Count(config.Zones.Count, "zone")}, {Count(config.Lines.Count, "line")}{(config.SkinConductance is { } skin ? $", {Count(skin.Sensors.Count, "skin-conductance sensor")}" : "")}, privacy {config.Privacy}");
            foreach (var note in LanePlans.Notes(config))
                Console.WriteLine(note);
            return Task.FromResult(0);
        }));
        var example = new Command("example", "Print a small commented configuration to start from.");
        example.SetAction(_ => Console.Write(ExampleConfig.Text));
        var reference = new Command("reference", "Print every key with its default, bounds and meaning.");
        reference.SetAction(_ => Console.Write(ReferenceTable.Markdown(ConfigFile.Reference(EdgeConfigReader.Read))));
        return new Command("config", "Look at configurations.") { check, example, reference };
    }
}
