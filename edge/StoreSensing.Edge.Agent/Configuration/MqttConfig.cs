using StoreSensing.Configuration;
using StoreSensing.Mqtt;
using StoreSensing.Mqtt.Tls;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>How to reach the broker.</summary>
internal sealed record MqttConfig
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string? Username { get; init; }

    public required string? Password { get; init; }

    public required bool AllowPlainPassword { get; init; }

    public required string? CaFile { get; init; }

    public required string? CertFile { get; init; }

    public required string? KeyFile { get; init; }

    public required string Delivery { get; init; }

    /// <summary>The broker as the client takes it, for a client of this name.</summary>
    public MqttOptions BrokerAs(string clientId) => new()
    {
        Host = Host,
        Port = Port,
        ClientId = clientId,
        Username = Username,
        Password = Password,
        AllowPlainPassword = AllowPlainPassword,
        CaFile = CaFile,
        CertFile = CertFile,
        KeyFile = KeyFile,
    };

    public static MqttConfig Read(ConfigSection s) => new()
    {
        Host = s.Text("host", "broker's name or address", "127.0.0.1"),
        Port = s.Integer("port", "broker's TCP port; 8883 is usual with TLS", 1883, 1, 65535),
        Username = s.OptionalText("username", "name to sign in with"),
        Password = s.Secret("password", "password to sign in with"),
        AllowPlainPassword = s.Flag("allowPlainPassword", "the password may go to another machine without TLS, where anybody on the way can read it", false),
        CaFile = s.OptionalText("caFile", "file with the CA certificates to trust; switches TLS on", file => File.Exists(file) ? null : "no such file"),
        CertFile = s.OptionalText("certFile", "file with this device's certificate, for brokers that want one; together with keyFile"),
        KeyFile = s.OptionalText("keyFile", "file with that certificate's private key, without a passphrase and readable by this user alone"),
        Delivery = s.Choice("delivery", "when a message is deleted: once the cloud has stored it, or once the broker has it", "end-to-end", "end-to-end", "broker"),
    };

    /// <summary>What must agree: name and password, certificate and key, password and TLS.</summary>
    public void Check(ConfigSection root)
    {
        if (Password is not null && Username is null)
            root.RefuseAt("mqtt.username", "is missing: a password needs a name to sign in with");
        if (PlainPasswordProblem is { } plain)
            root.RefuseAt("mqtt.host", plain);
        if ((CaFile is null || File.Exists(CaFile)) && TlsFiles.Problem(CaFile, CertFile, KeyFile) is { } problem)
            root.RefuseAt(CertFile is not null ? "mqtt.certFile" : KeyFile is not null ? "mqtt.keyFile" : "mqtt.caFile", problem);
    }

    /// <summary>That the password would leave this machine in clear, in a sentence; null: it would not.</summary>
    public string? PlainPasswordProblem => !AllowPlainPassword && PlainPassword.Leaves(Host, Password, CaFile)
        ? $"the password would go to {Host} unencrypted: give caFile, or set mqtt.allowPlainPassword to true"
        : null;
}
