using StoreSensing.Mqtt;

namespace StoreSensing.Chaos.Tests.Devices;

/// <summary>What a process of devices is told.</summary>
/// <param name="Port">The broker's, or that of a wire to it.</param>
/// <param name="First">Number of the first device.</param>
/// <param name="Count">How many devices.</param>
/// <param name="Outboxes">Folder of their outboxes.</param>
/// <param name="Journals">Folder of their journals, on another disk.</param>
internal sealed record DeviceOptions(int Port, int First, int Count, string Outboxes, string Journals);

/// <summary>
/// Devices in a process of their own, to be killed. Says <c>ready</c>, then reads commands: <c>clock S</c> sets the clock S seconds beside the true
/// time, <c>repeat N</c> sends N messages again that were sent before, <c>pause</c> ends measuring, <c>status</c> answers
/// <c>status PENDING DROPPED</c>; the end of input ends it.
/// </summary>
internal static class DeviceProgram
{
    public const string Argument = "--devices";

    public static async Task RunAsync(DeviceOptions options)
    {
        var devices = Enumerable.Range(options.First, options.Count).Select(number => new ChaosDevice(number, options)).ToList();
        foreach (var device in devices)
            device.Start();
        Console.WriteLine("ready");
        while (Console.ReadLine()?.Split(' ') is { } command)
        {
            switch (command)
            {
                case ["clock", var seconds]:
                    devices.ForEach(device => device.StepClock(TimeSpan.FromSeconds(int.Parse(seconds))));
                    break;
                case ["repeat", var times]:
                    foreach (var device in devices)
                        await device.RepeatAsync(int.Parse(times));
                    break;
                case ["pause"]:
                    devices.ForEach(device => device.Pause());
                    break;
                case ["status"]:
                    Console.WriteLine($"status {devices.Sum(device => device.Status.Pending)} {devices.Sum(device => device.Status.Dropped)}");
                    break;
                default:
                    throw new FormatException($"'{string.Join(' ', command)}' is no command");
            }
        }
        foreach (var device in devices)
            await device.DisposeAsync();
    }
}
