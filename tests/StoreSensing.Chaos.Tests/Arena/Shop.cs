using System.Globalization;
using StoreSensing.Chaos.Tests.Devices;
using StoreSensing.Testing;

namespace StoreSensing.Chaos.Tests.Arena;

/// <summary>Everything that runs: device processes → wire → broker → cloud → store, each of which can be hurt and healed.</summary>
internal sealed class Shop : IDisposable
{
    public const int Processes = 5;
    public const int DevicesEach = 4;

    private readonly TemporaryFolder _folder = new();
    private readonly EventLog _log;
    private readonly SmallDisk _deviceDisk;
    private readonly ChildProgram?[] _devices = new ChildProgram?[Processes];
    private ChildProgram? _cloud;

    public Shop(EventLog log, Func<string, IChaosStore> store)
    {
        _log = log;
        Broker = new MosquittoBroker(settings: "max_inflight_messages 1000");
        Wire = new TcpRelay(Broker.Port);
        _deviceDisk = new SmallDisk(_folder.File("small"), megabytes: 64);
        Directory.CreateDirectory(Journals);
        Store = store(_folder.Path);
        StartCloud();
        for (var process = 0; process < Processes; process++)
            StartDevices(process);
    }

    public MosquittoBroker Broker { get; }

    /// <summary>Between the devices and the broker.</summary>
    public TcpRelay Wire { get; }

    public IChaosStore Store { get; }

    public string Journals => _folder.File("journals");

    /// <summary>The disk of the first process's devices.</summary>
    public SmallDisk DeviceDisk => _deviceDisk;

    public int CloudId => _cloud!.Id;

    public int DeviceProcessId(int process) => _devices[process]!.Id;

    public void Tell(int process, string command) => _devices[process]?.Write(command);

    public void StartDevices(int process)
    {
        var child = new ChildProgram(
            $"devices {process}", _log, typeof(DeviceProgram).Assembly.Location, readsAnswers: true, DeviceProgram.Argument, $"{Wire.Port}", $"{process * DevicesEach}", $"{DevicesEach}",
            Outboxes(process), Journals);
        if (child.LineAsync().GetAwaiter().GetResult() != "ready")
            _log.Unexpected($"devices {process} did not start");
        _devices[process] = child;
    }

    public void KillDevices(int process)
    {
        _devices[process]!.Kill();
        _devices[process]!.Dispose();
        _devices[process] = null;
    }

    public void StartCloud() => _cloud = new ChildProgram(
        "cloud", _log, typeof(Cloud.Aggregator.Load.Fleet).Assembly.Location, readsAnswers: false,
        ["run", "--mqtt", $"127.0.0.1:{Broker.Port}", "--listen", "127.0.0.1:0", .. Store.CloudArguments]);

    public void KillCloud()
    {
        _cloud!.Kill();
        _cloud.Dispose();
    }

    /// <summary>Ends measuring and waits until every outbox is empty; gives what is left when the time is over.</summary>
    public async Task<long> DrainAsync(TimeSpan patience)
    {
        for (var process = 0; process < Processes; process++)
            Tell(process, "pause");
        var began = TimeProvider.System.GetTimestamp();
        for (var left = await PendingAsync(); ; left = await PendingAsync())
        {
            if (left == 0 || TimeProvider.System.GetElapsedTime(began) > patience)
                return left;
            await Task.Delay(200);
        }
    }

    /// <summary>Ends all programs in order.</summary>
    public async Task EndAsync()
    {
        foreach (var devices in _devices)
            await devices!.EndAsync(bySignal: false);
        await _cloud!.EndAsync(bySignal: true);
    }

    /// <summary>The outbox files, after the end.</summary>
    public IEnumerable<(string Device, string File)> OutboxFiles() => Enumerable.Range(0, Processes * DevicesEach)
        .Select(number => (ChaosDevice.AddressOf(number).Device, ChaosDevice.OutboxFile(Outboxes(number / DevicesEach), number)));

    public void Dispose()
    {
        foreach (var devices in _devices)
            devices?.Dispose();
        _cloud?.Dispose();
        Wire.Dispose();
        Broker.Dispose();
        Store.Dispose();
        _deviceDisk.Dispose();
        _folder.Dispose();
    }

    private string Outboxes(int process) => process == 0 ? _deviceDisk.Path : _folder.File("outboxes");

    private async Task<long> PendingAsync()
    {
        var pending = 0L;
        for (var process = 0; process < Processes; process++)
        {
            Tell(process, "status");
            if ((await _devices[process]!.LineAsync())?.Split(' ') is not ["status", var waiting, _])
                throw new InvalidOperationException($"devices {process} give no answer\n{string.Join('\n', _log.Faults)}\n{string.Join('\n', _log.Lines.Where(l => l.Contains($"[devices {process}]")).TakeLast(60))}");
            pending += long.Parse(waiting, CultureInfo.InvariantCulture);
        }
        return pending;
    }
}
