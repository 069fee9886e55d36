using StoreSensing.Chaos.Tests.Arena;

namespace StoreSensing.Chaos.Tests;

/// <summary>What can happen to a shop. Each fault hurts one thing for a time and heals it again; two may overlap, on different things.</summary>
internal sealed class Faults(Shop shop, EventLog log, bool isLong) : IDisposable
{
    private readonly SemaphoreSlim[] _processes = [.. Enumerable.Range(0, Shop.Processes).Select(_ => new SemaphoreSlim(1))];
    private readonly SemaphoreSlim _broker = new(1);
    private readonly SemaphoreSlim _cloud = new(1);
    private readonly SemaphoreSlim _wire = new(1);

    /// <summary>Each by its name.</summary>
    public IReadOnlyList<(string Name, Func<Random, Task> Run)> All =>
    [
        ("devices killed", KillDevices), ("broker killed", KillBroker), ("cloud killed", KillCloud), ("network cut", Cut), ("network silent", Silence), ("clocks stepped", StepClocks),
        ("repeats", Repeat), ("device disk full", FillDeviceDisk), ("cloud disk full", FillCloudDisk), ("store killed", KillStore),
    ];

    public void Dispose()
    {
        foreach (var thing in (SemaphoreSlim[])[.. _processes, _broker, _cloud, _wire])
            thing.Dispose();
    }

    private async Task KillDevices(Random random)
    {
        var process = random.Next(Shop.Processes);
        await On(_processes[process], async () =>
        {
            log.Did($"kill -9 devices {process}");
            shop.KillDevices(process);
            await Wait(random, 0, 3);
            shop.StartDevices(process);
            log.Did($"devices {process} are back");
        });
    }

    private Task KillBroker(Random random) => On(_broker, async () =>
    {
        log.Did("kill -9 broker, which keeps nothing");
        shop.Broker.Kill();
        await Wait(random, 0, 4);
        shop.Broker.Start();
        log.Did("broker is back");
    });

    private Task KillCloud(Random random) => On(_cloud, async () =>
    {
        log.Did("kill -9 cloud");
        shop.KillCloud();
        await Wait(random, 0, 4);
        shop.StartCloud();
        log.Did("cloud is back");
    });

    private Task KillStore(Random random) => On(_cloud, async () =>
    {
        if (!shop.Store.Kill())
            return; // Embedded: it dies with the cloud.
        log.Did($"kill -9 {shop.Store.Name}");
        await Wait(random, 0, 4);
        shop.Store.Start();
        log.Did($"{shop.Store.Name} is back");
    });

    private Task Cut(Random random) => On(_wire, async () =>
    {
        var isHour = isLong && random.Next(3) == 0;
        log.Did($"network cut{(isHour ? " for a minute" : "")}");
        shop.Wire.Unplug();
        await (isHour ? Task.Delay(TimeSpan.FromSeconds(60)) : Wait(random, 1, 8));
        shop.Wire.Plug();
        log.Did("network is back");
    });

    private Task Silence(Random random) => On(_wire, async () =>
    {
        log.Did("network silent: connections stand, nothing passes");
        shop.Wire.Unplug(silently: true);
        await Wait(random, 1, 8);
        shop.Wire.Plug();
        log.Did("network is back");
    });

    private async Task StepClocks(Random random)
    {
        var process = random.Next(Shop.Processes);
        await On(_processes[process], async () =>
        {
            var seconds = random.Next(2) == 0 ? 3600 : -3600;
            log.Did($"clocks of devices {process} {seconds:+0;-0} s");
            shop.Tell(process, $"clock {seconds}");
            await Wait(random, 1, 5);
            shop.Tell(process, "clock 0");
        });
    }

    private async Task Repeat(Random random)
    {
        var process = random.Next(Shop.Processes);
        await On(_processes[process], () =>
        {
            log.Did($"devices {process} send again what they sent, in no order");
            shop.Tell(process, "repeat 25");
            return Task.CompletedTask;
        });
    }

    private Task FillDeviceDisk(Random random) => On(_processes[0], async () =>
    {
        log.Did($"disk of devices 0 full ({shop.DeviceDisk.Means})");
        shop.DeviceDisk.Fill(shop.DeviceProcessId(0));
        await Wait(random, 1, 4);
        shop.DeviceDisk.Free();
        log.Did("disk of devices 0 has room");
    });

    private Task FillCloudDisk(Random random) => On(_cloud, async () =>
    {
        if (shop.Store.Disk is not { } disk)
            return;
        log.Did($"cloud's disk full ({disk.Means})");
        disk.Fill(shop.CloudId);
        await Wait(random, 1, 4);
        disk.Free();
        log.Did("cloud's disk has room");
    });

    // The pace of the schedule; nothing is concluded from it.
    private static Task Wait(Random random, double least, double most) => Task.Delay(TimeSpan.FromSeconds(least + (random.NextDouble() * (most - least))));

    private static async Task On(SemaphoreSlim thing, Func<Task> fault)
    {
        await thing.WaitAsync();
        try
        {
            await fault();
        }
        finally
        {
            thing.Release();
        }
    }
}
