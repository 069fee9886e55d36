using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StoreSensing.Testing;

namespace StoreSensing.Security.Tests.Shop;

/// <summary>A real mosquitto with a configuration that the product ships; only port, folders and user are this machine's.</summary>
internal sealed class ShippedBroker : IDisposable
{
    private const string Program = "/usr/sbin/mosquitto";
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();
    private bool _disposed;

    /// <param name="file">Name of the configuration in <c>cloud/mosquitto</c>.</param>
    /// <param name="folder">Where its certificates and its store are.</param>
    public ShippedBroker(string file, string folder)
    {
        Skip.IfNot(File.Exists(Program), $"mosquitto is not installed: {Program}");
        var shipped = Path.Combine(ReferenceData.Repository, "cloud", "mosquitto");
        Port = MosquittoBroker.FreePort();
        var text = File.ReadAllText(Path.Combine(shipped, file))
            .Replace("listener 8883\n", $"listener {Port} 127.0.0.1\n").Replace("listener 1883 127.0.0.1\n", $"listener {Port} 127.0.0.1\n")
            .Replace("/etc/mosquitto/storesensing/", folder + "/").Replace("/var/lib/mosquitto/", folder + "/");
        File.Copy(Path.Combine(shipped, "storesensing.acl"), Path.Combine(folder, "storesensing.acl"), overwrite: true);
        var configuration = Path.Combine(folder, $"{Guid.NewGuid():N}.conf");
        File.WriteAllText(configuration, text + "user root\n");
        _process = ChildProcess.Start(folder, Program, "-c", configuration);
        _process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Eventually.True(Listens, $"mosquitto listens on {Port}").GetAwaiter().GetResult();
    }

    public int Port { get; }

    public int Id => _process.Id;

    public IReadOnlyCollection<string> Log => _log;

    /// <summary>Resident memory, bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Tells it to read certificates, list of revoked ones and ACL again.</summary>
    public void Reload()
    {
        using var kill = Process.Start("/bin/kill", ["-HUP", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>SIGKILL; again is harmless.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private bool Listens()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"mosquitto ended at once:\n{string.Join('\n', _log)}");
        try
        {
            using var probe = new TcpClient();
            probe.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
