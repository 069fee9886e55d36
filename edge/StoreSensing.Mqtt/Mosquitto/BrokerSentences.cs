using System.Runtime.InteropServices;
using StoreSensing.Mqtt.Tls;

namespace StoreSensing.Mqtt.Mosquitto;

/// <summary>Says in one sentence what went wrong between us and a broker. The numbers are libmosquitto's, errno's and MQTT 5's.</summary>
internal sealed class BrokerSentences(MqttOptions options)
{
    private const int ErrorNoConnection = 4;
    private const int ErrorConnectionLost = 7;
    private const int ErrorTls = 8;
    private const int ErrorErrno = 14;
    private const int ErrorName = 15;
    private const int ErrorKeepAlive = 19;
    private const int ErrorOversize = 25;
    private const int RefusedUser311 = 4;
    private const int RefusedAuthorised311 = 5;
    private const int RefusedUser = 134;
    private const int RefusedAuthorised = 135;
    private const int RefusedClientId = 133;
    private const int RefusedClientId311 = 2;

    public const int ReasonProtocolVersion = 132;
    public const int ReasonTakenOver = 142;
    public const int FirstReason = 128;

    private readonly string _broker = $"broker {(options.Host.Contains(':') ? $"[{options.Host}]" : options.Host)}:{options.Port}";

    public override string ToString() => _broker;

    public string UnknownHost() => $"{_broker}: the host '{options.Host}' is not known";

    public string ConnectFailed(int errno) => errno switch
    {
        111 => $"{_broker} refuses the connection: nothing listens there (connection refused)",
        101 or 113 => $"{_broker} is unreachable: no route to host",
        110 => $"{_broker} is unreachable: no answer (timed out)",
        _ => $"{_broker} is unreachable: {Marshal.GetPInvokeErrorMessage(errno)}",
    };

    /// <summary>The library could not even begin to connect.</summary>
    public string NotStarted(int error, int errno, string? detail) => error == ErrorErrno ? ConnectFailed(errno) : Lost(error, detail, accepted: false);

    public string NoAnswer(TimeSpan waited, bool established) => established
        ? $"{_broker} takes connections but does not answer as an MQTT broker (waited {waited.TotalSeconds:0} s)"
        : $"{_broker} is unreachable: no answer (waited {waited.TotalSeconds:0} s)";

    public string Refused(int reason) => reason switch
    {
        RefusedUser or RefusedUser311 => $"{_broker} refuses us: {User}'s password is wrong, or the user is unknown",
        RefusedAuthorised or RefusedAuthorised311 => $"{_broker} refuses us: {User} is not authorised",
        RefusedClientId or RefusedClientId311 => $"{_broker} refuses the client id '{options.ClientId}'",
        ReasonProtocolVersion or 1 => $"{_broker} speaks neither MQTT 5 nor 3.1.1",
        3 => $"{_broker} refuses us: it is not available",
        _ => $"{_broker} refuses us: {LibMosquitto.DescribeReason(reason)}",
    };

    public string SubscriptionRefused(string filter, int granted) => granted is RefusedAuthorised or 0x80
        ? $"{_broker} refuses the subscription to '{filter}': {User} is not authorised"
        : $"{_broker} refuses the subscription to '{filter}': {LibMosquitto.DescribeReason(granted)}";

    public string NoSharing(string filter) => $"{_broker} does not speak MQTT 5, which the shared subscription '{filter}' needs";

    /// <summary>The connection just ended: the broker hung up, or the network did.</summary>
    public static bool IsUnexplained(int reason) => reason is 0 or ErrorConnectionLost or ErrorErrno or ErrorNoConnection;

    public string NotSubscribed(string filter, int error) => $"could not subscribe to '{filter}' at {_broker}: {LibMosquitto.Describe(error)}";

    public string PublishRefused(string topic, int reason) => reason == RefusedAuthorised
        ? $"{_broker} refuses to publish on '{topic}': {User} is not authorised"
        : $"{_broker} refuses to publish on '{topic}': {LibMosquitto.DescribeReason(reason)}";

    public string NotSent(string topic, int bytes, int error) => error switch
    {
        ErrorNoConnection or ErrorConnectionLost => NotConnected(null),
        ErrorOversize => $"{_broker} does not take a message of {bytes} bytes on '{topic}'",
        _ => $"could not publish on '{topic}' to {_broker}: {LibMosquitto.Describe(error)}",
    };

    public string NotConnected(string? fault) => fault is null ? $"not connected to {_broker}" : $"not connected: {fault}";

    /// <summary>Why an established connection ended: a reason of the broker's DISCONNECT, or the library's error.</summary>
    public string Lost(int reason, string? detail, bool accepted) => reason switch
    {
        ReasonTakenOver => $"{_broker}: another client has signed in with our client id '{options.ClientId}' and taken the session over; "
            + "every program needs an id of its own",
        ErrorTls when TlsAlert.Sentence(detail) is { } refusal => $"{_broker} refuses our certificate{OurCertificate}: {refusal}",
        ErrorTls => $"{_broker}: TLS failed: {detail ?? "certificate or protocol not accepted"}",
        ErrorKeepAlive => $"{_broker} has not answered for {options.KeepAlive.TotalSeconds:0} s",
        ErrorName => UnknownHost(),
        >= FirstReason => $"{_broker} ended the connection: {LibMosquitto.DescribeReason(reason)}",
        // Brokers before mosquitto 2.0.15 throw a client out without a word, so the id is named here, too.
        _ when IsUnexplained(reason) && TlsAlert.Sentence(detail) is { } refusal => $"{_broker} refuses our certificate{OurCertificate}: {refusal}",
        _ when IsUnexplained(reason) && accepted => $"the connection to {_broker} was lost: the broker or the "
            + $"network went away, or another client has signed in with our client id '{options.ClientId}'",
        _ when IsUnexplained(reason) => $"{_broker} closed the connection before it accepted us",
        _ => $"the connection to {_broker} was lost: {LibMosquitto.Describe(reason)}",
    };

    public string HandlerFailed(string message) => $"messages from {_broker} could not be processed and will be delivered again: {message}";

    public string Closed() => $"the client of {_broker} is closed";

    private string OurCertificate => options.CertFile is null ? "" : $" '{options.CertFile}'";

    private string User => options.Username is null && options.CertFile is not null ? $"the holder of certificate '{options.CertFile}'"
        : options.Username is null ? "an anonymous client" : $"user '{options.Username}'";
}
