using System.Text.Json;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Tests.Wire;

public sealed class WireJsonTests
{
    private const string Line =
        """{"schema":"line/1","session":"0123456789abcdef","seq":7,"windowStart":"2026-03-01T09:00:00+00:00","windowSeconds":60,"observedSeconds":59.5,"late":false,"suppressed":0,"lines":[{"line":"door","observedSeconds":42.5,"in":3,"out":2,"since":null,"withheld":null}]}""";

    [Fact]
    public void Serialize_ReadMessage_IsTheSameText()
    {
        var message = JsonSerializer.Deserialize(Line, WireJson.Default.LineMessage).ShouldNotBeNull();
        message.Lines.ShouldHaveSingleItem().In.ShouldBe(3);
        JsonSerializer.Serialize(message, WireJson.Default.LineMessage).ShouldBe(Line);
    }

    [Theory]
    [InlineData("\"late\":false", "\"late\":false,\"trackId\":5", "unknown property")]
    [InlineData("\"in\":3", "\"in\":3,\"person\":5", "unknown property inside")]
    [InlineData("\"late\":false,", "", "missing property")]
    [InlineData("[{\"line\":\"door\",\"observedSeconds\":42.5,\"in\":3,\"out\":2,\"since\":null,\"withheld\":null}]", "null", "null list")]
    [InlineData("\"0123456789abcdef\"", "null", "null text")]
    [InlineData("\"seq\":7", "\"seq\":7,\"seq\":8", "twice")]
    [InlineData("\"seq\":7", "\"seq\":\"7\"", "a number as text")]
    [InlineData("59.5", "NaN", "not a number")]
    public void Deserialize_WrongMessage_Refused(string right, string wrong, string why)
    {
        Line.ShouldContain(right);
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize(Line.Replace(right, wrong, StringComparison.Ordinal), WireJson.Default.LineMessage), why);
    }

    [Fact]
    public void Serialize_NullWithAReason_IsWritten()
    {
        var figures = new ZoneMessage
        {
            Schema = "zone/1", Session = "0123456789abcdef", Seq = 1, WindowStart = DateTimeOffset.UnixEpoch, WindowSeconds = 60, ObservedSeconds = 60, Late = false, Suppressed = 1,
            Zones = [new ZoneFigures { Zone = "a", ObservedSeconds = 10, Visits = 1, EngagedVisits = 0, CountsSince = null, CountsWithheld = null, PersonSeconds = null, PersonSecondsWithheld = "below-threshold", OccupancyPeak = null, OccupancyNow = null, Dwell = null, DwellWithheld = "below-threshold" }],
        };
        JsonSerializer.Serialize(figures, WireJson.Default.ZoneMessage).ShouldContain("\"dwell\":null,\"dwellWithheld\":\"below-threshold\"");
    }
}
