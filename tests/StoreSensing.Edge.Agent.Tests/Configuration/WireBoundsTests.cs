using System.Text.Json;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Edge.Agent.Configuration;

namespace StoreSensing.Edge.Agent.Tests.Configuration;

public sealed class WireBoundsTests
{
    [Fact]
    public void Bounds_AreThoseOfTheSchemas()
    {
        var describe = Properties("describe/1");
        var heat = Properties("heat/1").GetProperty("surfaces").GetProperty("items").GetProperty("properties");

        describe.GetProperty("cameras").GetProperty("maxItems").GetInt32().ShouldBe(WireBounds.Cameras);
        describe.GetProperty("zones").GetProperty("maxItems").GetInt32().ShouldBe(WireBounds.Zones);
        describe.GetProperty("displays").GetProperty("maxItems").GetInt32().ShouldBe(WireBounds.Displays);
        describe.GetProperty("lines").GetProperty("maxItems").GetInt32().ShouldBe(WireBounds.Lines);
        describe.GetProperty("zones").GetProperty("items").GetProperty("properties").GetProperty("polygon").GetProperty("maxItems").GetInt32().ShouldBe(WireBounds.Corners);
        heat.GetProperty("columns").GetProperty("maximum").GetInt32().ShouldBe(WireBounds.GridSide);
        heat.GetProperty("rows").GetProperty("maximum").GetInt32().ShouldBe(WireBounds.GridSide);
        heat.GetProperty("cells").GetProperty("maxItems").GetInt32().ShouldBe(WireBounds.Cells);
    }

    [Fact]
    public void Parse_PlanWithMoreCellsThanTheWireCarries_IsRefused() =>
        Should.Throw<ConfigException>(() => ConfigFile.Parse(
            """
            store: s
            device: d
            floor: {widthMetres: 200, heightMetres: 100, cellMetres: 0.1}
            cameras: [{id: aisle, input: a.mp4, calibration: [[0, 1, 0, 0], [1, 1, 4, 0], [1, 0.5, 4, 6], [0, 0.5, 0, 6]]}]
            """,
            "test",
            EdgeConfigReader.Read)).Problems.ShouldHaveSingleItem().ShouldContain("floor.cellMetres '0.1': makes 2000 × 1000 cells");

    private static JsonElement Properties(string schema) => JsonDocument.Parse(WireSchemas.Text(schema)).RootElement.GetProperty("properties");
}
