using System.CommandLine;
using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Commands;
using StoreSensing.Edge.Agent.Configuration;

namespace StoreSensing.Edge.Agent.Tests.Configuration;

/// <summary>What a wiring page tells to type is what the program takes, and is the sensor that its keys describe.</summary>
public sealed class WiringPagesTests
{
    private const string Program = "    storesensing-edge gsr ";

    [Theory]
    [InlineData("grove-ads1115.md")]
    [InlineData("grove-mcp3008.md")]
    [InlineData("divider-ads1115.md")]
    [InlineData("transimpedance-ads1115.md")]
    public void Page_CommandsAndKeys_AreOneSensor(string page)
    {
        var lines = File.ReadAllLines(Path.Combine(ReferenceData.Repository, "hardware", "wiring", page));
        var keys = lines.SkipWhile(l => l != "    input: adc").TakeWhile(l => l.Length > 0).Where(l => !l.Contains("calibration:", StringComparison.Ordinal));
        var configured = ConfigFile.Parse("sensor:\n    id: grip\n" + string.Join('\n', keys), page, root =>
        {
            var sensor = root.OptionalSection("sensor", "", SkinConductanceReader.Sensor)!;
            SkinConductanceChecks.Sensor(root, null, sensor, "sensor");
            return sensor;
        });
        var commands = lines.Where(l => l.StartsWith(Program, StringComparison.Ordinal)).Select(l => l.Split('#')[0].Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]).ToList();

        commands.Select(c => c[1]).ShouldBe(["check", "calibrate", "monitor"]);
        foreach (var command in commands)
        {
            GsrCommand.Create().Parse(command[1..]).Errors.ShouldBeEmpty();
            var typed = Typed([.. command[2..].Chunk(2).Where(o => o[0] is not ("-o" or "--calibration")).SelectMany(o => o)]);
            (typed.Converter, typed.Circuit).ShouldBe((configured.Converter, configured.Circuit));
        }
    }

    private static SensorConfig Typed(string[] options)
    {
        var command = new Command("any");
        var input = new GsrInputOptions().AddTo(command);
        return input.Read(command.Parse(options));
    }
}
