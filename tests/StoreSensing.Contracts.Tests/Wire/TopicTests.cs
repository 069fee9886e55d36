using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Tests.Wire;

public sealed class TopicTests
{
    [Fact]
    public void TopicOf_EveryKind_ParsesBack()
    {
        var address = new DeviceAddress("acme", "shop-1", "cam-07");
        foreach (var kind in Enum.GetValues<MessageKind>())
        {
            var topic = address.TopicOf(kind);
            topic.ShouldBe($"storesensing/v1/acme/shop-1/cam-07/{kind.Name()}");
            Topic.TryParse(topic, out var parsed, out var parsedKind).ShouldBeTrue();
            parsed.ShouldBe(address);
            parsedKind.ShouldBe(kind);
            kind.SchemaName().ShouldBe(kind.Name() + "/1");
        }
    }

    [Fact]
    public void Live_OfATenant_IsNoDevicesTopicAndGivesTheTenantBack()
    {
        Topic.Live("acme").ShouldBe("storesensing/v1/acme/live");
        Topic.LiveTenant(Topic.Live("acme")).ShouldBe("acme");
        Topic.TryParse(Topic.Live("acme"), out _, out _).ShouldBeFalse();
        foreach (var topic in new[] { "storesensing/v1/live", "storesensing/v1/ACME/live", "storesensing/v1/acme/berlin/live", "storesensing/v2/acme/live", "storesensing/v1/+/live" })
            Topic.LiveTenant(topic).ShouldBeNull(topic);
        Topic.Shared("cloud", Topic.AllOf(MessageKind.Zone, "acme")).ShouldBe("$share/cloud/storesensing/v1/acme/+/+/zone");
    }

    [Theory]
    [InlineData("")]
    [InlineData("storesensing/v1/acme/shop-1/cam-07")]
    [InlineData("storesensing/v1/acme/shop-1/cam-07/zone/")]
    [InlineData("/storesensing/v1/acme/shop-1/cam-07/zone")]
    [InlineData("storesensing/v1/acme/shop-1/cam-07/set/ack")]
    [InlineData("storesensing/v1/acme/shop-1/cam-07/Zone")]
    [InlineData("storesensing/v1/acme/shop-1/cam-07/0")]
    [InlineData("storesensing/v2/acme/shop-1/cam-07/zone")]
    [InlineData("StoreSensing/v1/acme/shop-1/cam-07/zone")]
    [InlineData("storesensing/v1//shop-1/cam-07/zone")]
    [InlineData("storesensing/v1/acme/+/cam-07/zone")]
    [InlineData("storesensing/v1/acme/shop-1/#/zone")]
    [InlineData("storesensing/v1/ACME/shop-1/cam-07/zone")]
    [InlineData("storesensing/v1/acme/shop 1/cam-07/zone")]
    [InlineData("storesensing/v1/acme/shöp/cam-07/zone")]
    public void TryParse_AnythingElse_False(string topic) => Topic.TryParse(topic, out _, out _).ShouldBeFalse();

    [Fact]
    public void AllMessages_Filter_MatchesMessagesAndNoCommands()
    {
        Topic.AllMessages().Split('/').Length.ShouldBe(6);
        new DeviceAddress("a", "b", "c").CommandTopic(Topic.AckCommand).ShouldBe("storesensing/v1/a/b/c/set/ack");
        Topic.AllMessages("acme").ShouldBe("storesensing/v1/acme/+/+/+");
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("0-9", true)]
    [InlineData("-", true)]
    [InlineData("", false)]
    [InlineData("A", false)]
    [InlineData("a_b", false)]
    [InlineData("a/b", false)]
    [InlineData("a\n", false)]
    [InlineData("ä", false)]
    [InlineData("٣", false)] // a digit elsewhere
    public void IsValid_Id_FollowsTheRule(string id, bool valid)
    {
        Identifier.IsValid(id).ShouldBe(valid);
        if (valid)
            Identifier.Require(id, "store").ShouldBe(id);
        else
            Should.Throw<FormatException>(() => Identifier.Require(id, "store")).Message.ShouldContain($"store '{id}'");
    }

    [Fact]
    public void IsValid_Length_IsBounded()
    {
        Identifier.IsValid(new string('a', 40)).ShouldBeTrue();
        Identifier.IsValid(new string('a', 41)).ShouldBeFalse();
    }

    [Fact]
    public void DeviceAddress_WrongPart_IsNamed() =>
        Should.Throw<FormatException>(() => new DeviceAddress("acme", "Shop", "cam")).Message.ShouldContain("store 'Shop'");
}
