using System.Globalization;
using StoreSensing.Chaos.Tests.Arena;
using Xunit.Abstractions;

namespace StoreSensing.Chaos.Tests;

/// <summary>
/// Twenty devices send while programs are killed, wires cut, clocks stepped and disks filled in random order. At the end everything is healed, and every
/// message that an outbox accepted is in the store exactly once or in the list of reported drops. STORESENSING_CHAOS_SEED repeats a run's faults in their
/// order, STORESENSING_CHAOS_MINUTES makes it longer (tests/chaos).
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const double ShortMinutes = 0.75;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [SkippableFact]
    public Task RandomFaults_OnSqlite_EveryAcceptedMessageIsStoredOnceOrReported() => RunAsync(folder => new SqliteChaosStore(folder));

    [SkippableFact]
    public Task RandomFaults_OnInflux_EveryAcceptedMessageIsStoredOnceOrReported() => RunAsync(folder => new InfluxChaosStore(folder));

    private async Task RunAsync(Func<string, IChaosStore> store)
    {
        var seed = Environment.GetEnvironmentVariable("STORESENSING_CHAOS_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next(1_000_000);
        var minutes = Environment.GetEnvironmentVariable("STORESENSING_CHAOS_MINUTES") is { Length: > 0 } asked ? double.Parse(asked, CultureInfo.InvariantCulture) : ShortMinutes;
        var log = new EventLog(Tell);
        log.Did($"seed {seed}, {minutes} minutes: STORESENSING_CHAOS_SEED={seed} repeats it");
        using var shop = new Shop(log, store);
        log.Did($"{Shop.Processes * Shop.DevicesEach} devices send to a cloud on {shop.Store.Name}");

        using (var faults = new Faults(shop, log, isLong: minutes > 2 * ShortMinutes))
            await HurtAsync(faults, seed, TimeSpan.FromMinutes(minutes));

        log.Did("all healed, waiting for the outboxes to empty");
        var left = await shop.DrainAsync(Patience);
        log.Did($"{left} messages wait");
        await shop.EndAsync();
        var reckoning = Reckoning.Of(shop);
        log.Did($"accepted {reckoning.Accepted}, dropped and reported {reckoning.Dropped}, came again {reckoning.Duplicates}, lost {reckoning.Lost.Count}, not whole or twice {reckoning.Partial.Count}");

        var story = $"seed {seed}\n{string.Join('\n', log.Lines.TakeLast(400))}";
        left.ShouldBe(0, story);
        reckoning.Lost.Take(20).ShouldBeEmpty(story);
        reckoning.Partial.Take(20).ShouldBeEmpty(story);
        log.Faults.ShouldBeEmpty(story);
        // What it would show if nothing had happened at all.
        reckoning.Accepted.ShouldBeGreaterThan(1000, story);
        reckoning.Duplicates.ShouldBeGreaterThan(0, story);
    }

    // Two sequences of faults beside each other. All of them happen at least once, in an order of the seed's; then they are drawn.
    private static async Task HurtAsync(Faults faults, int seed, TimeSpan time)
    {
        const int Lanes = 2;
        var began = TimeProvider.System.GetTimestamp();
        var order = faults.All.ToArray();
        new Random(seed).Shuffle(order);
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(async () =>
        {
            var random = new Random((Lanes * seed) + lane);
            for (var i = lane; i < order.Length || TimeProvider.System.GetElapsedTime(began) < time; i += Lanes)
            {
                var fault = i < order.Length ? order[i] : order[random.Next(order.Length)];
                await fault.Run(random);
                await Task.Delay(TimeSpan.FromSeconds(2 * random.NextDouble()));
            }
        })));
    }

    private void Tell(string line)
    {
        output.WriteLine(line);
        Console.WriteLine(line);
    }
}
