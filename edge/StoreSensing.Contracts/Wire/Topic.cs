namespace StoreSensing.Contracts.Wire;

/// <summary>Which device speaks: tenant, store and device ids.</summary>
public sealed record DeviceAddress
{
    /// <summary>Throws <see cref="FormatException"/> when a part is not an <see cref="Identifier"/>.</summary>
    public DeviceAddress(string tenant, string store, string device)
    {
        Tenant = Identifier.Require(tenant, "tenant");
        Store = Identifier.Require(store, "store");
        Device = Identifier.Require(device, "device");
    }

    /// <summary>Who owns the store.</summary>
    public string Tenant { get; }

    /// <summary>The shop.</summary>
    public string Store { get; }

    /// <summary>The edge device.</summary>
    public string Device { get; }

    /// <summary>The topic of a kind: <c>storesensing/v1/tenant/store/device/kind</c>.</summary>
    public string TopicOf(MessageKind kind) => $"{Topic.Prefix}/{Tenant}/{Store}/{Device}/{kind.Name()}";

    /// <summary>The topic of a command towards the device: <c>…/set/what</c>.</summary>
    public string CommandTopic(string what) => $"{Topic.Prefix}/{Tenant}/{Store}/{Device}/set/{what}";

    /// <summary><c>tenant/store/device</c>.</summary>
    public override string ToString() => $"{Tenant}/{Store}/{Device}";
}

/// <summary>Topics: <c>storesensing/v1/&lt;tenant&gt;/&lt;store&gt;/&lt;device&gt;/&lt;kind&gt;</c>, fixed depth.</summary>
public static class Topic
{
    /// <summary>The first two levels.</summary>
    public const string Prefix = "storesensing/v1";

    /// <summary>The command by which the cloud acknowledges what it stored.</summary>
    public const string AckCommand = "ack";

    /// <summary>The command that says where a carried sensor is.</summary>
    public const string LocationCommand = "location";

    /// <summary>The command that says whether the holder of a sensor agreed to be measured.</summary>
    public const string ConsentCommand = "consent";

    /// <summary>Subscribes to every kind of every device of a tenant, or of all tenants (<c>+</c>). Commands (one level deeper) do not match.</summary>
    public static string AllMessages(string tenant = "+") => $"{Prefix}/{tenant}/+/+/+";

    /// <summary>One kind of every device of a tenant, or of all tenants (<c>+</c>).</summary>
    public static string AllOf(MessageKind kind, string tenant = "+") => $"{Prefix}/{tenant}/+/+/{kind.Name()}";

    /// <summary>The filter by which the members of a group share what another filter matches: each message goes to one of them (MQTT 5, section 4.8.2).</summary>
    public static string Shared(string group, string filter) => $"$share/{group}/{filter}";

    /// <summary>Where cloud processes tell each other what they stored; <c>+</c> for all tenants. Two levels less than a device's messages.</summary>
    public static string Live(string tenant = "+") => $"{Prefix}/{tenant}/live";

    /// <summary>The tenant of a topic made by <see cref="Live"/>; null for anything else.</summary>
    public static string? LiveTenant(string topic)
    {
        var parts = topic.Split('/');
        return parts is ["storesensing", "v1", var tenant, "live"] && Identifier.IsValid(tenant) ? tenant : null;
    }

    /// <summary>Takes a message's topic apart; false for anything else, commands included.</summary>
    public static bool TryParse(string topic, out DeviceAddress? address, out MessageKind kind)
    {
        address = null;
        kind = default;
        var parts = topic.Split('/');
        if (parts.Length != 6 || parts[0] != "storesensing" || parts[1] != "v1" || !MessageKinds.TryParse(parts[5], out kind))
            return false;
        if (!Identifier.IsValid(parts[2]) || !Identifier.IsValid(parts[3]) || !Identifier.IsValid(parts[4]))
            return false;
        address = new DeviceAddress(parts[2], parts[3], parts[4]);
        return true;
    }
}
