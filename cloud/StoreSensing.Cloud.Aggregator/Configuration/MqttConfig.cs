using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;
using StoreSensing.Mqtt;
using StoreSensing.Mqtt.Tls;

namespace StoreSensing.Cloud.Aggregator.Configuration;

/// <summary>How to reach the broker.</summary>
internal sealed record MqttConfig
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string ClientId { get; init; }

    /// <summary>The group that shares the messages; null: this process takes all of them.</summary>
    public required string? SharedGroup { get; init; }

    public required string? Username { get; init; }

    public required string? Password { get; init; }

    public required bool AllowPlainPassword { get; init; }

    public required string? CaFile { get; init; }

    public required string? CertFile { get; init; }

    public required string? KeyFile { get; init; }

    /// <summary>The broker as the client takes it; who we are and what we want there is the caller's to add.</summary>
    public MqttOptions Broker => new()
    {
        Host = Host,
        Port = Port,
        ClientId = ClientId,
        Username = Username,
        Password = Password,
        AllowPlainPassword = AllowPlainPassword,
        CaFile = CaFile,
        CertFile = CertFile,
        KeyFile = KeyFile,
    };

    /// <summary>That the password would leave this machine in clear, in a sentence; null: it would not.</summary>
    public string? PlainPasswordProblem => !AllowPlainPassword && PlainPassword.Leaves(Host, Password, CaFile)
        ? $"the password would go to {Host} unencrypted: give caFile, or set mqtt.allowPlainPassword to true"
        : null;

    public static MqttConfig Read(ConfigSection section)
    {
        var config = new MqttConfig
        {
            Host = section.Text("host", "Host name or address.", "127.0.0.1"),
            Port = section.Integer("port", "TCP port; 8883 is usual with TLS.", 1883, 1, 65535),
            ClientId = section.Text(
                "clientId", "Name at the broker; each cloud process needs its own.", "storesensing-cloud", text => Identifier.IsValid(text) ? null : $"use {Identifier.Rule}"),
            SharedGroup = section.OptionalText(
                "sharedGroup", "Name of the group of cloud processes that share the messages (MQTT 5 shared subscription), the same for all of them; left out: this process takes every message.",
                text => Identifier.IsValid(text) ? null : $"use {Identifier.Rule}"),
            Username = section.OptionalText("username", "Name to sign in with."),
            Password = section.Secret("password", "Password to sign in with."),
            AllowPlainPassword = section.Flag("allowPlainPassword", "The password may go to another machine without TLS, where anybody on the way can read it.", false),
            CaFile = section.OptionalText("caFile", "File with the CA certificates to trust; switches TLS on.", text => File.Exists(text) ? null : "there is no such file"),
            CertFile = section.OptionalText("certFile", "File with our own certificate, for brokers that want one; together with keyFile."),
            KeyFile = section.OptionalText("keyFile", "File with that certificate's private key, without a passphrase and readable by this user alone."),
        };
        if (config.Password is not null && config.Username is null)
            section.Refuse("username", "is needed when there is a password");
        if (config.PlainPasswordProblem is { } plain)
            section.RefuseAt("host", plain);
        if ((config.CaFile is null || File.Exists(config.CaFile)) && TlsFiles.Problem(config.CaFile, config.CertFile, config.KeyFile) is { } problem)
            section.RefuseAt(config.CertFile is not null ? "certFile" : config.KeyFile is not null ? "keyFile" : "caFile", problem);
        return config;
    }
}
