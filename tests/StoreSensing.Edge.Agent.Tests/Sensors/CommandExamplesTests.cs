using System.Text;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Edge.Agent.Tests.Sensors;

public sealed class CommandExamplesTests
{
    [Theory]
    [InlineData(Topic.ConsentCommand)]
    [InlineData(Topic.LocationCommand)]
    public void Readme_ExampleOfACommand_IsWhatTheDeviceTakes(string what)
    {
        var topic = new DeviceAddress("default", "rome", "hall-1").CommandTopic(what);

        var line = File.ReadAllLines(Path.Combine(ReferenceData.Repository, "edge", "README.md")).Single(l => l.Contains("mosquitto_pub", StringComparison.Ordinal) && l.Contains($"-t {topic} ", StringComparison.Ordinal));

        WireSchemas.Validator($"{what}/1").Problem(Encoding.UTF8.GetBytes(line.Split('\'')[1])).ShouldBeNull();
    }
}
