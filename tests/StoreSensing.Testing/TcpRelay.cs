using System.Net;
using System.Net.Sockets;

namespace StoreSensing.Testing;

/// <summary>A wire that can be cut: a loopback port that forwards to another one.</summary>
public sealed class TcpRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _open = [];
    private readonly int _target;
    private readonly MemoryStream? _sent;
    private volatile bool _repliesHeld;
    private volatile bool _unplugged;
    private volatile bool _silent;

    /// <param name="target">The port to forward to.</param>
    /// <param name="records">Keeps what goes to the target.</param>
    public TcpRelay(int target, bool records = false)
    {
        _sent = records ? new MemoryStream() : null;
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Accept();
    }

    public int Port { get; }

    /// <summary>Every byte that went to the target so far, over all connections.</summary>
    public byte[] Sent()
    {
        lock (_open)
            return _sent?.ToArray() ?? throw new InvalidOperationException("this relay keeps nothing");
    }

    /// <summary>From now on nothing comes back from the target; what it sends is lost.</summary>
    public void LoseReplies() => _repliesHeld = true;

    /// <summary>Breaks every connection without a goodbye, as a pulled plug does; new ones work as before.</summary>
    public void Cut()
    {
        lock (_open)
        {
            foreach (var socket in _open)
                Break(socket);
            _open.Clear();
            _repliesHeld = false;
        }
    }

    /// <summary>From now on nothing passes: connections break and new ones end at once or, <paramref name="silently"/>, all stand and what is sent is lost.</summary>
    public void Unplug(bool silently = false)
    {
        if (silently)
        {
            _silent = true;
            return;
        }
        _unplugged = true;
        Cut();
    }

    /// <summary>New connections work again. Old ones, of which something may be lost, break.</summary>
    public void Plug()
    {
        _unplugged = _silent = false;
        Cut();
    }

    public void Dispose()
    {
        _listener.Dispose();
        Cut();
    }

    private static void Break(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (ObjectDisposedException)
        {
            // Its connection had ended before.
        }
        socket.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync();
                if (_unplugged)
                {
                    Break(near);
                    continue;
                }
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                lock (_open)
                    _open.AddRange([near, far]);
                _ = Connect(near, far);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task Connect(Socket near, Socket far)
    {
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(Pump(near, far, replies: false), Pump(far, near, replies: true));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The target is not there: the near side is closed, too.
        }
        near.Dispose();
        far.Dispose();
    }

    private async Task Pump(Socket from, Socket to, bool replies)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                if (!replies)
                    Keep(buffer.AsSpan(0, count));
                if (!_silent && (!replies || !_repliesHeld))
                    await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        lock (_open)
            _sent?.Write(bytes);
    }
}
