using System.Net;
using System.Net.Sockets;
using StoreSensing.Testing;

namespace StoreSensing.Mqtt.Tests;

/// <summary>Answers the CONNECT of each connection with given bytes, by the protocol version asked for: what real brokers here cannot be made to do.</summary>
internal sealed class ScriptedBroker : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<int, byte[]> _answer;

    /// <param name="answer">From protocol version (5 or 4) to the bytes sent back; empty says nothing and keeps the connection.</param>
    public ScriptedBroker(Func<int, byte[]> answer)
    {
        _answer = answer;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Accept();
    }

    public int Port { get; }

    public int Connections { get; private set; }

    public void Dispose() => _listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                Connections++;
                var packet = new byte[1024];
                var count = await socket.ReceiveAsync(packet);
                // CONNECT: type, length, 00 04 'MQTT', then the version.
                if (count > 8 && _answer(packet[8]) is { Length: > 0 } reply)
                    await socket.SendAsync(reply);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }
}
