using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Influx;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Storage.Tests.Influx;

/// <summary>A server that is killed while it is written to.</summary>
public sealed class InfluxCrashTests
{
    private const int Kills = 4;
    private const int BatchMessages = 40;

    private static readonly StoreAddress Berlin = new("acme", "berlin");
    private static readonly TimeRange Day = new(Wire.T0.AddHours(-12), Wire.T0.AddHours(12));

    // As the broker does: a batch that was not taken comes again, and now and then one that was.
    [SkippableFact]
    public async Task Append_ServerKilledAgainAndAgain_LosesNothingAndDoublesNothing()
    {
        using var server = new InfluxServer();
        using var store = new InfluxMetricStore(new InfluxOptions { Url = server.Url, Database = "shop", Writer = "cloud-1", Tries = 1 });
        var random = new Random(11);
        var (batches, failures) = (0, 0);
        for (var kill = 1; kill <= Kills; kill++)
        {
            // Somewhere in the middle of what this thread does meanwhile: it goes on until the server is back.
            var spins = random.Next(500_000);
            var killed = Task.Run(() =>
            {
                Thread.SpinWait(spins);
                server.Kill();
                server.Start();
            });
            var before = failures;
            for (var more = 10; more > 0 || !killed.IsCompleted;)
            {
                try
                {
                    Append(store, batches);
                    if (random.Next(4) == 0)
                        Append(store, random.Next(batches + 1));
                    batches++;
                    more--;
                }
                catch (StoreException)
                {
                    failures++;
                }
            }
            await killed;
            failures.ShouldBeGreaterThan(before);
        }
        var acknowledged = batches * BatchMessages;
        server.Kill();
        server.Start();
        var rows = store.Lines(Berlin, Day).ToList();
        rows.Count.ShouldBe(acknowledged);
        rows.Select(r => r.Window.Seq).Order().ShouldBe(Enumerable.Range(1, acknowledged).Select(i => (long)i));
        store.Sessions(1).Single().Seen.Missing.ShouldBeEmpty();
        store.Sessions(1).Single().Stored.ShouldBe(acknowledged);
    }

    private static void Append(InfluxMetricStore store, int batch) => store.Append(
        [.. Enumerable.Range((batch * BatchMessages) + 1, BatchMessages).Select(seq => Wire.Accept(Wire.Device, Wire.Lines(seq, seq % 700, Wire.Line("door", 1, 0))))], Wire.T0.AddHours(1));
}
