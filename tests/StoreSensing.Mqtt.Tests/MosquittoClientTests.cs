using StoreSensing.Contracts.Time;

namespace StoreSensing.Mqtt.Tests;

/// <summary>The contract, kept by the driver on libmosquitto.</summary>
public sealed class MosquittoClientTests : MqttClientContract
{
    private readonly RecordingLogger _log = new();

    protected override IMqttClient Create(MqttOptions options) => new MosquittoClient(
        options, _log, backoff: new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), () => 0.5));
}
