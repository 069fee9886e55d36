using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Core.Delivery;
using StoreSensing.Edge.Drivers.Outbox;
using StoreSensing.Mqtt;

namespace StoreSensing.Edge.Agent.Commands;

/// <summary><c>status</c>: what the device last told the broker about itself, for the installer.</summary>
internal static class StatusCommand
{
    private const int MostDrops = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var config = ConfigCommand.FileOption();
        var command = new Command("status", "Show what the device last told the broker: cameras, sensors, faults, messages that wait; and, while the agent is stopped, which messages its outbox gave up. Exit code 1 unless it is online.") { config };
        command.SetAction((parsed, cancellation) => UserFaults.Report(() => ShowAsync(EdgeConfigReader.Load(parsed.GetRequiredValue(config).FullName), cancellation)));
        return command;
    }

    private static async Task<int> ShowAsync(EdgeConfig config, CancellationToken cancellation)
    {
        var topic = new DeviceAddress(config.Tenant, config.Store, config.Device).TopicOf(MessageKind.Status);
        var told = new TaskCompletionSource<StatusMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var mqtt = new MosquittoClient(
            config.Mqtt.BrokerAs($"storesensing-status-{Guid.NewGuid():N}") with
            {
                Subscriptions = [topic],
                OnMessages = messages => told.TrySetResult(JsonSerializer.Deserialize(messages[^1].Payload.Span, WireJson.Default.StatusMessage)!),
            },
            NullLogger<MosquittoClient>.Instance);
        mqtt.Start();
        try
        {
            var status = await told.Task.WaitAsync(Patience, cancellation);
            return Print(status, OutboxDrops.Of(EdgeAgent.OutboxFileOf(config)) ?? []);
        }
        catch (TimeoutException)
        {
            await Console.Error.WriteLineAsync(mqtt.Fault ?? $"the broker {config.Mqtt.Host}:{config.Mqtt.Port} has heard nothing of {config.Tenant}/{config.Store}/{config.Device} yet");
            return 1;
        }
    }

    private static int Print(StatusMessage status, IReadOnlyList<DroppedMessages> drops)
    {
        foreach (var line in Lines(status).Concat(DropLines(drops)))
            Console.WriteLine(line);
        return status.State == "online" ? 0 : 1;
    }

    /// <summary>What is printed, in the order of what an installer asks first.</summary>
    internal static IEnumerable<string> Lines(StatusMessage status)
    {
        yield return Line($"{status.State}{(status.At is { } at ? $" at {at.ToLocalTime():yyyy-MM-dd HH:mm:ss}" : "")}, up {TimeSpan.FromSeconds(status.UptimeSeconds):d\\.hh\\:mm\\:ss}, session {status.Session}");
        foreach (var camera in status.Cameras)
            yield return Line($"  camera {camera.Camera}: {camera.State}, {camera.FramesPerSecond:0.0} frames/s, {camera.FramesAnalysed} analysed, {camera.FramesDropped} dropped, {camera.Restarts} restarts{(camera.Fault is null ? "" : $": {camera.Fault}")}");
        foreach (var sensor in status.Sensors)
            yield return Line($"  sensor {sensor.Sensor}: {sensor.State}, {sensor.ReadingsPerSecond:0.0} readings/s, {sensor.Readings} read, {sensor.Restarts} restarts{(sensor.Fault is null ? "" : $": {sensor.Fault}")}");
        if (status.PrivacyBudget is { Day: { } day } budget)
            yield return Line($"  privacy budget of {day:yyyy-MM-dd}: ε {budget.Spent:0.###} of {budget.EpsilonPerDay:0.###} taken by {budget.Starts} {(budget.Starts == 1 ? "start" : "starts")}{(budget.Silent ? "; silent: nothing more is told until the next day" : "")}");
        else if (status.PrivacyBudget is { } untouched)
            yield return Line($"  privacy budget: ε {untouched.EpsilonPerDay:0.###} a day; nothing taken yet by this process");
        if (status.Outbox is { } outbox)
            yield return Line($"  outbox: {outbox.Pending} messages wait, the oldest for {outbox.OldestSeconds:0} s; {outbox.Dropped} dropped");
    }

    /// <summary>The newest messages that this machine's outbox gave up; a running agent has them in its log.</summary>
    internal static IEnumerable<string> DropLines(IReadOnlyList<DroppedMessages> drops)
    {
        if (drops.Count > MostDrops)
            yield return Line($"  dropped: {drops.Count - MostDrops} earlier stretches");
        foreach (var drop in drops.TakeLast(MostDrops))
            yield return Line($"  dropped: session {drop.Session}, messages {drop.Numbers.First} to {drop.Numbers.Last}, {Reason(drop.Reason)} ({drop.At.ToLocalTime():yyyy-MM-dd HH:mm})");
    }

    private static string Reason(DropReason reason) => reason switch
    {
        DropReason.Age => "too old",
        DropReason.Size => "the outbox was full",
        DropReason.TooLarge => "larger than the outbox",
        DropReason.Disk => "the disk could not be written",
        DropReason.Refused => "refused by the cloud",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
