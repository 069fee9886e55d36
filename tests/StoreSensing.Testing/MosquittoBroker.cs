using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace StoreSensing.Testing;

/// <summary>
/// A real mosquitto of a test's own, on a free loopback port, with its own folder and configuration. Tests are skipped where the broker
/// is not installed.
/// </summary>
public sealed class MosquittoBroker : IDisposable
{
    private const string Program = "/usr/sbin/mosquitto";
    private const string LogName = "mosquitto.log";

    private readonly TemporaryFolder _folder = new();
    private readonly string _configuration;
    private Process? _process;

    /// <param name="persistent">Keeps sessions, queues and retained messages on disk, over <see cref="Kill"/> too (saved at every change).</param>
    /// <param name="settings">Further lines for the configuration file; <c>{folder}</c> stands for the broker's own folder.</param>
    /// <param name="anonymous">False: clients need a password.</param>
    /// <param name="prepare">Writes what the settings name into the broker's folder, before the start.</param>
    public MosquittoBroker(bool persistent = false, string settings = "", bool anonymous = true, Action<string>? prepare = null)
    {
        Skip.IfNot(File.Exists(Program), $"mosquitto is not installed: {Program}");
        Port = FreePort();
        prepare?.Invoke(_folder.Path);
        _configuration = _folder.File("mosquitto.conf");
        File.WriteAllText(_configuration, $"""
            listener {Port} 127.0.0.1
            allow_anonymous {(anonymous ? "true" : "false")}
            user root
            log_dest file {_folder.File(LogName)}
            max_queued_messages 0
            persistence {(persistent ? "true" : "false")}
            {(persistent ? $"persistence_location {_folder.Path}/\nautosave_on_changes true\nautosave_interval 1" : "")}
            {settings.Replace("{folder}", _folder.Path)}

            """);
        Start();
    }

    /// <summary>Address to connect to.</summary>
    public string Host => "127.0.0.1";

    /// <summary>The same at every start.</summary>
    public int Port { get; }

    /// <summary>The broker's own folder.</summary>
    public string Folder => _folder.Path;

    /// <summary>What the broker wrote so far.</summary>
    public string Log => File.Exists(_folder.File(LogName)) ? File.ReadAllText(_folder.File(LogName)) : "";

    /// <summary>A port that nobody listens on now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts the broker, again after <see cref="Kill"/> or <see cref="Stop"/>, and returns when it takes connections.</summary>
    public void Start()
    {
        if (_process is not null)
            throw new InvalidOperationException("the broker runs already: the constructor starts it");
        var start = new ProcessStartInfo(Program, ["-c", _configuration])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();
        Eventually.True(TakesConnections, $"mosquitto listens on {Port}").GetAwaiter().GetResult();
    }

    /// <summary>SIGKILL: what the broker holds in memory is gone.</summary>
    public void Kill()
    {
        if (_process is null)
            return;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <summary>SIGTERM: a persistent broker saves what it holds.</summary>
    public void Stop()
    {
        if (_process is null)
            return;
        using (var kill = Process.Start("/bin/kill", ["-TERM", _process.Id.ToString()]))
            kill.WaitForExit();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        Kill();
        _folder.Dispose();
    }

    private bool TakesConnections()
    {
        if (_process!.HasExited)
            throw new InvalidOperationException($"mosquitto ended at once:\n{Log}");
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
