using System.Diagnostics;
using StoreSensing.Cloud.Aggregator.Tests.Fuzz;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>Bad messages against the cloud's ingest with its real store: what was refused, and how fast good ones go beside them.</summary>
internal static class PrivacyFuzzFigures
{
    private const int Bad = 100_000;
    private const int Batch = 1000;
    private const int Rounds = 12;
    private const int GoodARound = 5000;

    // One message in ten is bad: a device that sends nothing else among ten.
    private const int BadShare = 10;

    private static readonly DateTimeOffset Now = Wire.T0.AddDays(30);

    public static void Measure(Report report)
    {
        Refusals(report);
        Speed(report);
    }

    private static void Refusals(Report report)
    {
        using var folder = new TemporaryFolder();
        using var store = new SqliteMetricStore(folder.File("store.sqlite"));
        var pipeline = new IngestPipeline(store);
        var mutations = new Mutations(seed: 20260302);
        var rightly = 0;
        for (var done = 0; done < Bad; done += Batch)
        {
            var batch = Enumerable.Range(0, Batch).Select(_ => mutations.NextBad()).ToList();
            var outcome = pipeline.Take([.. batch.Select(m => m.Message)], Wire.T0.AddMinutes(1));
            if (outcome.Rejected.Count == Batch)
                rightly += batch.Zip(outcome.Rejected).Count(pair => pair.First.Expected.Contains(pair.Second.Cause));
        }
        report.AtLeast("privacy.fuzz_refused_for_right_cause", rightly, "messages", Bad);
        report.AtMost("privacy.fuzz_stored", SqliteMetricStore.Inspect(folder.File("store.sqlite")).Messages, "messages", 0);
        report.Plain("privacy.fuzz_causes", pipeline.Quarantine.Causes.Count, "causes");
        report.AtMost("privacy.fuzz_quarantined", pipeline.Quarantine.Last.Count, "reasons", Quarantine.Capacity);
    }

    // Alternating rounds on one store; the fastest of each, because whatever else the machine does only adds. 0.9: a bad message costs no more than a good one.
    private static void Speed(Report report)
    {
        using var folder = new TemporaryFolder();
        using var store = new SqliteMetricStore(folder.File("store.sqlite"));
        var pipeline = new IngestPipeline(store);
        var mutations = new Mutations(seed: 7);
        var next = 0;
        var alone = new List<double>();
        var beside = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            // Now the one first, now the other; the first round warms up.
            foreach (var isMixed in round % 2 == 0 ? [false, true] : (bool[])[true, false])
            {
                var seconds = Seconds(pipeline, Batches(ref next, isMixed ? mutations : null));
                if (round > 0)
                    (isMixed ? beside : alone).Add(seconds);
            }
        }
        report.Plain("privacy.fuzz_good_alone", GoodARound / alone.Min(), "messages/s");
        report.AtLeast("privacy.fuzz_speed_ratio", alone.Min() / beside.Min(), "-", 0.9);
    }

    private static List<List<ReceivedMessage>> Batches(ref int next, Mutations? mutations)
    {
        var messages = new List<ReceivedMessage>();
        foreach (var message in GoodMessages.Stream(GoodARound, next))
        {
            messages.Add(message);
            if (mutations is not null && messages.Count % BadShare == BadShare - 1)
                messages.Add(mutations.NextBad().Message);
        }
        next += GoodARound;
        return [.. messages.Chunk(Batch).Select(c => c.ToList())];
    }

    private static double Seconds(IngestPipeline pipeline, List<List<ReceivedMessage>> batches)
    {
        var clock = Stopwatch.StartNew();
        foreach (var batch in batches)
            pipeline.Take(batch, Now);
        return clock.Elapsed.TotalSeconds;
    }
}
