using System.Security.Cryptography;
using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Contracts.Wire;
using StoreSensing.Mqtt;

namespace StoreSensing.Cloud.Aggregator.Ingest;

/// <summary>What a cloud process asks of the broker, alone or as one of a group.</summary>
internal static class BrokerSubscription
{
    private const int LongestHost = 20;

    /// <summary>Who we are and what we want, but for what becomes of it.</summary>
    public static MqttOptions Of(CloudConfig config) => config.Mqtt.SharedGroup is { } group ? Member(config, group) : Alone(config);

    // Everything by one filter, in a session that outlives us: the broker keeps a queue while we restart.
    private static MqttOptions Alone(CloudConfig config) => config.Mqtt.Broker with
    {
        PersistentSession = true,
        Subscriptions = [Topic.AllMessages(config.Tenant)],
    };

    // Figures go to one of the group. A broker sends nothing that it retained to a shared subscription, so states and descriptions go to
    // each of us; and a session that outlived its process would go on getting its share, so there is none: devices send again what it lost.
    private static MqttOptions Member(CloudConfig config, string group) => config.Mqtt.Broker with
    {
        ClientId = ProcessName(config),
        PersistentSession = false,
        Subscriptions =
        [
            .. MessageKinds.Metrics.Select(kind => Topic.Shared(group, Topic.AllOf(kind, config.Tenant))),
            Topic.AllOf(MessageKind.Status, config.Tenant),
            Topic.AllOf(MessageKind.Describe, config.Tenant),
            Topic.Live(config.Tenant),
        ],
    };

    /// <summary>A name that tells a process apart from the others of its group, at the broker and in a store that they share: another one at every call. Alone it is the client id.</summary>
    public static string ProcessName(CloudConfig config) => config.Mqtt.SharedGroup is null
        ? config.Mqtt.ClientId
        : $"{config.Mqtt.ClientId}-{HostName()}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    // For whoever reads the broker's log; the random part keeps two processes of one machine apart.
    private static string HostName()
    {
        var name = string.Concat(Environment.MachineName.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
        return name.Length > LongestHost ? name[..LongestHost] : name;
    }
}
