using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Agent.Tests.Configuration;

public sealed class BrokerConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{host: broker.example, username: u, password: hunter2}", "mqtt.host 'broker.example': the password would go to broker.example unencrypted: give caFile, or set mqtt.allowPlainPassword to true")]
    [InlineData("{password: hunter2}", "mqtt.username: is missing: a password needs a name to sign in with")]
    [InlineData("{certFile: device.pem}", "mqtt.certFile 'device.pem': certificate 'device.pem' is given without its key")]
    [InlineData("{keyFile: device.key}", "mqtt.keyFile 'device.key': key 'device.key' is given without its certificate")]
    [InlineData("{certFile: device.pem, keyFile: device.key}", "mqtt.certFile 'device.pem': certificate 'device.pem' needs the CA file that the broker's certificate is checked with")]
    [InlineData("{caFile: /no/such/ca.pem}", "mqtt.caFile '/no/such/ca.pem': no such file")]
    [InlineData("{certfile: device.pem}", "mqtt.certfile: unknown key; did you mean 'certFile'?")]
    public void Parse_BrokerThatCannotBe_IsOneSentenceWithoutThePassword(string mqtt, string problem)
    {
        var problems = Should.Throw<ConfigException>(() => Read(mqtt)).Problems;
        problems.ShouldHaveSingleItem().ShouldContain(problem);
        problems[0].ShouldNotContain("hunter2");
    }

    [Fact]
    public void Parse_PasswordOnThisMachineOrAllowed_IsTaken()
    {
        Read("{host: localhost, username: u, password: p}").Mqtt.Password.ShouldBe("p");
        Read("{host: '::1', username: u, password: p}").Mqtt.Password.ShouldBe("p");
        Read("{host: ha.local, username: u, password: p, allowPlainPassword: true}").Mqtt.BrokerAs("id").AllowPlainPassword.ShouldBeTrue();
    }

    [Fact]
    public void Parse_CaFileWithoutACertificate_NamesIt()
    {
        File.WriteAllText(_folder.File("ca.pem"), "nothing of the kind\n");
        Should.Throw<ConfigException>(() => Read($"{{caFile: {_folder.File("ca.pem")}}}")).Problems.ShouldHaveSingleItem()
            .ShouldEndWith($"mqtt.caFile '{_folder.File("ca.pem")}': CA file '{_folder.File("ca.pem")}' holds no certificate in PEM");
    }

    private static EdgeConfig Read(string mqtt) => ConfigFile.Parse(
        $$"""
        store: shop
        device: edge-1
        mqtt: {{mqtt}}
        cameras:
          - {id: front, input: "lavfi:testsrc2", detector: motion}
        zones:
          - {id: shelf, polygon: [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]]}
        """, "store.yaml", EdgeConfigReader.Read);
}
