using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Twin;

namespace StoreSensing.Edge.Agent.Tests;

public sealed class TwinTests
{
    [Theory]
    [InlineData("shop")]
    [InlineData("overlap")]
    public void Example_EachScene_IsAGoodConfigurationOfASimulatedStore(string scene)
    {
        var config = ConfigFile.Parse(TwinExample.Of(scene), "example", EdgeConfigReader.Read);
        config.Provenance.ShouldBe("simulated");
        TwinFloor.Of(config).ShouldHaveSingleItem().Scene.Name.ShouldBe(scene);
    }

    [Fact]
    public void Read_TwinInput_IsAlwaysMarkedAsSimulated()
    {
        var config = ConfigFile.Parse("{store: s, device: d, provenance: demo, cameras: [{id: c, input: 'twin:shop?seed=7'}]}", "x", EdgeConfigReader.Read);
        config.Provenance.ShouldBe("simulated");
    }

    [Theory]
    [InlineData("twin:shp", "there is no scene 'shp'; did you mean 'shop'?")]
    [InlineData("twin:shop?camera=2", "'camera=2' is neither seed=N nor camera=1")]
    [InlineData("twin:overlap?camera=3", "'camera=3' is neither seed=N nor camera=1 to 2")]
    [InlineData("twin:shop?seed=-1", "'seed=-1' is neither seed=N nor camera=1")]
    public void Problem_WrongInput_IsOneSentence(string input, string expected) => TwinInput.Problem(input).ShouldBe(expected);

    [Theory]
    [InlineData("/dev/video0")]
    [InlineData("twin:shop")]
    [InlineData("twin:overlap?seed=7&camera=2")]
    public void Problem_GoodInput_IsNull(string input) => TwinInput.Problem(input).ShouldBeNull();

    // What an installer draws before there is a camera.
    [Fact]
    public void DryRun_OwnZonesAndLine_CountsPeopleInEach()
    {
        var config = ConfigFile.Parse(
            """
            store: s
            device: d
            floor: {widthMetres: 8, heightMetres: 10}
            cameras:
              - {id: c, input: /dev/video0, calibration: [[0, 1, 2, 2], [1, 1, 6, 2], [0.8, 0.3, 8, 10], [0.2, 0.3, 0, 10]]}
            zones: [{id: shelf, polygon: [[2, 5], [4, 5], [4, 7], [2, 7]]}]
            lines: [{id: door, from: [3, 3], to: [5, 3]}]
            """, "x", EdgeConfigReader.Read);
        var text = new StringWriter();

        DryRun.Print(TwinFloor.Of(config).Single(), TimeSpan.FromMinutes(10), seed: 1, DateTimeOffset.UnixEpoch, text);

        var rows = text.ToString().Split('\n').Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(row => row.Length >= 5).ToList();
        int Counted(params string[] name) => int.Parse(rows.Single(row => row.Take(3).SequenceEqual(name))[4]);
        Counted("zone", "shelf:", "visits").ShouldBeGreaterThan(3);
        Counted("line", "door:", "in").ShouldBeGreaterThan(3);
    }
}
