using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace StoreSensing.Mqtt.Mosquitto;

/// <summary>What libmosquitto tells; called on the thread that runs the loop, inside native frames: store and return, never throw.</summary>
internal interface IMosquittoEvents
{
    void OnConnack(int reason);

    void OnDisconnected(int reason);

    void OnPublished(int packetId, int reason);

    void OnSubscribed(int packetId, int granted);

    /// <summary>Longer bodies are not copied; bytes.</summary>
    int MaxPayloadBytes { get; }

    /// <summary>True when messages are wanted with their properties.</summary>
    bool WithProperties { get; }

    void OnMessage(MqttMessage message);

    void OnOversize(string topic, int bytes);

    void OnError(string text);
}

/// <summary>What only MQTT 5 can say in CONNECT.</summary>
/// <param name="SessionExpirySeconds">How long the session outlives its connection, seconds; null: not at all.</param>
/// <param name="MaximumPacketBytes">Longer packets are not to be sent to us, bytes.</param>
internal readonly record struct ConnectProperties(uint? SessionExpirySeconds, uint MaximumPacketBytes);

/// <summary>
/// One <c>struct mosquitto</c> of libmosquitto 2.0, for one connection. The only place that calls the library. A call in progress keeps
/// the struct alive (SafeHandle), so that a publisher never meets a freed one.
/// </summary>
internal sealed unsafe partial class LibMosquitto : SafeHandleZeroOrMinusOneIsInvalid
{
    public const int Mqtt311 = 4;
    public const int Mqtt5 = 5;

    private const string Library = "libmosquitto.so.1";
    private const int OptionProtocolVersion = 1;
    private const int OptionReceiveMaximum = 4;
    private const int OptionSendMaximum = 5;
    private const int OptionNoDelay = 11;
    private const int PropertySessionExpiry = 17;
    private const int PropertyMaximumPacketSize = 39;
    private const int LogError = 0x08;
    private const int VerifyPeer = 1;
    private const string OldestTls = "tlsv1.2";
    private const int KeepAliveItRefuses = 1;

    private static readonly Lock Loading = new();
    private static bool _loaded;

    private GCHandle _events;

    private LibMosquitto(nint mosquitto, GCHandle events) : base(ownsHandle: true)
    {
        _events = events;
        SetHandle(mosquitto);
    }

    public int Socket => mosquitto_socket(this);

    public bool WantsToWrite => mosquitto_want_write(this);

    /// <summary>Loads and initialises the library, once per process; throws a sentence that names the Debian package.</summary>
    public static void EnsureLoaded(string library = Library)
    {
        lock (Loading)
        {
            if (_loaded && library == Library)
                return;
            if (!NativeLibrary.TryLoad(library, typeof(LibMosquitto).Assembly, null, out _))
                throw new MqttException($"{library} is not installed: install the Debian package libmosquitto1 (apt-get install libmosquitto1)");
            if (mosquitto_lib_init() != 0)
                throw new MqttException($"{library} could not be initialised");
            _loaded = true;
        }
    }

    public static LibMosquitto Create(string clientId, bool cleanStart, int protocol, int window, bool tls, IMosquittoEvents events)
    {
        EnsureLoaded();
        var pin = GCHandle.Alloc(events);
        var user = GCHandle.ToIntPtr(pin);
        var created = mosquitto_new(clientId, cleanStart, user);
        if (created == 0)
        {
            pin.Free();
            throw new MqttException($"libmosquitto refuses the client id '{clientId}'");
        }
        var handle = new LibMosquitto(created, pin);
        mosquitto_connect_v5_callback_set(handle, &OnConnect);
        mosquitto_disconnect_v5_callback_set(handle, &OnDisconnect);
        mosquitto_publish_v5_callback_set(handle, &OnPublish);
        mosquitto_subscribe_v5_callback_set(handle, &OnSubscribe);
        mosquitto_message_v5_callback_set(handle, &OnMessage);
        // With a log callback the library formats a line per packet, so it is set only where its text is needed: TLS errors.
        if (tls)
            mosquitto_log_callback_set(handle, &OnLog);
        // "Threaded" means: whatever is queued, a PUBACK included, is written by loop_write and by nothing else.
        Check(mosquitto_threaded_set(handle, true), "threaded mode");
        Check(mosquitto_int_option(handle, OptionProtocolVersion, protocol), "the protocol version");
        Check(mosquitto_int_option(handle, OptionReceiveMaximum, window), "the receive window");
        Check(mosquitto_int_option(handle, OptionSendMaximum, window), "the send window");
        Check(mosquitto_int_option(handle, OptionNoDelay, 1), "TCP_NODELAY");
        return handle;
    }

    public void SetWill(MqttWill will, bool mqtt5)
    {
        using var said = new PropertyList();
        if (mqtt5 && will.Schema is not null)
            said.AddSchema(will.Schema);
        // The library keeps the will's properties themselves, not a copy.
        var properties = said.Release();
        fixed (byte* bytes = will.Payload.Span)
            Check(mosquitto_will_set_v5(this, will.Topic, will.Payload.Length, bytes, 1, true, properties), $"the last will on topic '{will.Topic}'");
    }

    public void SetUser(string? user, string? password) => Check(mosquitto_username_pw_set(this, user, password), "user name and password");

    /// <summary>TLS 1.2 or newer; the server's certificate and name are checked. Files are PEM; certificate and key null: we show none.</summary>
    public void SetTls(string caFile, string? certFile, string? keyFile)
    {
        Check(mosquitto_tls_set(this, caFile, null, certFile, keyFile, 0), $"the CA file '{caFile}'{(certFile is null ? "" : $", the certificate '{certFile}' or its key '{keyFile}'")}");
        Check(mosquitto_tls_opts_set(this, VerifyPeer, OldestTls, null), "TLS 1.2");
        Check(mosquitto_tls_insecure_set(this, false), "the check of the server's name");
    }

    /// <summary>Begins to connect without waiting for the network (but for the name, when <paramref name="host"/> is one).</summary>
    public int Connect(string host, int port, int keepAliveSeconds, ConnectProperties? mqtt5, out int errno)
    {
        if (mqtt5 is { } wanted)
        {
            // Only the blocking connect takes properties, and it may block for minutes. It stores them before it looks at the keep-alive,
            // so a keep-alive that it refuses stores them and touches no network; the connect below then sends them.
            using var properties = new PropertyList();
            if (wanted.SessionExpirySeconds is { } expiry)
                properties.Add(PropertySessionExpiry, expiry);
            properties.Add(PropertyMaximumPacketSize, wanted.MaximumPacketBytes);
            _ = mosquitto_connect_bind_v5(this, host, port, KeepAliveItRefuses, null, properties.Pointer);
        }
        var result = mosquitto_connect_bind_async(this, host, port, keepAliveSeconds, null);
        errno = Marshal.GetLastPInvokeError();
        return result;
    }

    public int Publish(MqttPublication message, bool mqtt5, out int packetId)
    {
        using var properties = new PropertyList();
        if (mqtt5 && message.Schema is not null)
            properties.AddSchema(message.Schema);
        if (mqtt5 && message.Expiry is { } expiry)
            properties.AddExpiry(expiry);
        fixed (byte* bytes = message.Payload.Span)
            return mosquitto_publish_v5(this, out packetId, message.Topic, message.Payload.Length, bytes, 1, message.Retain, properties.Pointer);
    }

    public int Subscribe(string filter, out int packetId) => mosquitto_subscribe_v5(this, out packetId, filter, 1, 0, 0);

    public int Disconnect() => mosquitto_disconnect_v5(this, 0, 0);

    public int Read() => mosquitto_loop_read(this, 1);

    public int Write() => mosquitto_loop_write(this, 1);

    public int KeepAlive() => mosquitto_loop_misc(this);

    public static string Describe(int error) => Marshal.PtrToStringUTF8(mosquitto_strerror(error))?.TrimEnd('.') ?? $"error {error}";

    public static string DescribeReason(int reason) => Marshal.PtrToStringUTF8(mosquitto_reason_string(reason))?.TrimEnd('.') ?? $"reason {reason}";

    protected override bool ReleaseHandle()
    {
        mosquitto_destroy(handle);
        _events.Free();
        return true;
    }

    private static void Check(int result, string what)
    {
        if (result != 0)
            throw new MqttException($"libmosquitto refuses {what}: {Describe(result)}");
    }

    private static IMosquittoEvents Events(nint user) => (IMosquittoEvents)GCHandle.FromIntPtr(user).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnConnect(nint mosquitto, nint user, int reason, int flags, nint properties) => Events(user).OnConnack(reason);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDisconnect(nint mosquitto, nint user, int reason, nint properties) => Events(user).OnDisconnected(reason);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnPublish(nint mosquitto, nint user, int packetId, int reason, nint properties) => Events(user).OnPublished(packetId, reason);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnSubscribe(nint mosquitto, nint user, int packetId, int count, int* granted, nint properties) =>
        Events(user).OnSubscribed(packetId, count > 0 ? granted[0] : 0x80);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMessage(nint mosquitto, nint user, Message* message, nint properties)
    {
        var events = Events(user);
        var topic = Marshal.PtrToStringUTF8(message->Topic) ?? "";
        if (message->PayloadLength > events.MaxPayloadBytes)
        {
            events.OnOversize(topic, message->PayloadLength);
            return;
        }
        var payload = message->PayloadLength > 0 ? new ReadOnlySpan<byte>(message->Payload, message->PayloadLength).ToArray() : [];
        events.OnMessage(new MqttMessage(topic, payload, message->Retain != 0, events.WithProperties ? PropertyList.Read(properties) : null));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnLog(nint mosquitto, nint user, int level, nint text)
    {
        if (level == LogError)
            Events(user).OnError(Marshal.PtrToStringUTF8(text) ?? "");
    }

    /// <summary><c>struct mosquitto_message</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        public int PacketId;
        public nint Topic;
        public void* Payload;
        public int PayloadLength;
        public int Qos;
        public byte Retain;
    }

    [LibraryImport(Library)]
    private static partial int mosquitto_lib_init();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint mosquitto_new(string id, [MarshalAs(UnmanagedType.U1)] bool cleanStart, nint user);

    [LibraryImport(Library)]
    private static partial void mosquitto_destroy(nint mosquitto);

    [LibraryImport(Library)]
    private static partial int mosquitto_threaded_set(LibMosquitto mosquitto, [MarshalAs(UnmanagedType.U1)] bool threaded);

    [LibraryImport(Library)]
    private static partial int mosquitto_int_option(LibMosquitto mosquitto, int option, int value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mosquitto_will_set_v5(
        LibMosquitto mosquitto, string topic, int length, byte* payload, int qos, [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mosquitto_username_pw_set(LibMosquitto mosquitto, string? user, string? password);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mosquitto_tls_set(
        LibMosquitto mosquitto, string caFile, string? caPath, string? certificate, string? key, nint passwordCallback);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mosquitto_tls_opts_set(LibMosquitto mosquitto, int verify, string version, string? ciphers);

    [LibraryImport(Library)]
    private static partial int mosquitto_tls_insecure_set(LibMosquitto mosquitto, [MarshalAs(UnmanagedType.U1)] bool insecure);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mosquitto_connect_bind_v5(
        LibMosquitto mosquitto, string host, int port, int keepAlive, string? bindAddress, nint properties);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int mosquitto_connect_bind_async(LibMosquitto mosquitto, string host, int port, int keepAlive, string? bindAddress);

    [LibraryImport(Library)]
    private static partial int mosquitto_disconnect_v5(LibMosquitto mosquitto, int reason, nint properties);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mosquitto_publish_v5(
        LibMosquitto mosquitto, out int packetId, string topic, int length, byte* payload, int qos,
        [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mosquitto_subscribe_v5(
        LibMosquitto mosquitto, out int packetId, string filter, int qos, int options, nint properties);

    [LibraryImport(Library)]
    private static partial int mosquitto_socket(LibMosquitto mosquitto);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    private static partial bool mosquitto_want_write(LibMosquitto mosquitto);

    [LibraryImport(Library)]
    private static partial int mosquitto_loop_read(LibMosquitto mosquitto, int maxPackets);

    [LibraryImport(Library)]
    private static partial int mosquitto_loop_write(LibMosquitto mosquitto, int maxPackets);

    [LibraryImport(Library)]
    private static partial int mosquitto_loop_misc(LibMosquitto mosquitto);

    [LibraryImport(Library)]
    private static partial nint mosquitto_strerror(int error);

    [LibraryImport(Library)]
    private static partial nint mosquitto_reason_string(int reason);

    [LibraryImport(Library)]
    private static partial void mosquitto_connect_v5_callback_set(
        LibMosquitto mosquitto, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library)]
    private static partial void mosquitto_disconnect_v5_callback_set(
        LibMosquitto mosquitto, delegate* unmanaged[Cdecl]<nint, nint, int, nint, void> callback);

    [LibraryImport(Library)]
    private static partial void mosquitto_publish_v5_callback_set(
        LibMosquitto mosquitto, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library)]
    private static partial void mosquitto_subscribe_v5_callback_set(
        LibMosquitto mosquitto, delegate* unmanaged[Cdecl]<nint, nint, int, int, int*, nint, void> callback);

    [LibraryImport(Library)]
    private static partial void mosquitto_message_v5_callback_set(
        LibMosquitto mosquitto, delegate* unmanaged[Cdecl]<nint, nint, Message*, nint, void> callback);

    [LibraryImport(Library)]
    private static partial void mosquitto_log_callback_set(
        LibMosquitto mosquitto, delegate* unmanaged[Cdecl]<nint, nint, int, nint, void> callback);
}
