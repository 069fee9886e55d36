using StoreSensing.Contracts.Time;
using StoreSensing.Mqtt.Mosquitto;

namespace StoreSensing.Mqtt.Tests;

/// <summary>The contract, kept by the driver on libmosquitto.</summary>
public sealed class MosquittoClientTests : MqttClientContract
{
    private readonly RecordingLogger _log = new();

    protected override IMqttClient Create(MqttOptions options) => new MosquittoClient(
        options, _log, backoff: new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), () => 0.5));
}

/// <summary>The contract once more as with a broker that knows MQTT 3.1.1 only.</summary>
public sealed class MosquittoClient311Tests : MqttClientContract
{
    private readonly RecordingLogger _log = new();

    protected override bool SpeaksMqtt5 => false;

    protected override IMqttClient Create(MqttOptions options) => new MosquittoClient(
        options, _log, null, new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), () => 0.5), LibMosquitto.Mqtt311);
}
