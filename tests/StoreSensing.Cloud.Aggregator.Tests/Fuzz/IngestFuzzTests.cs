using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Aggregator.Tests.Fuzz;

/// <summary>Messages made worse in every way that is known to be wrong, against the pipeline with its real store.</summary>
public sealed class IngestFuzzTests : IDisposable
{
    private const int Messages = 100_000;
    private const int Batch = 1000;

    private static readonly DateTimeOffset Now = Wire.T0.AddMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteMetricStore _store;
    private readonly IngestPipeline _pipeline;

    public IngestFuzzTests()
    {
        _store = new SqliteMetricStore(_folder.File("store.sqlite"));
        _pipeline = new IngestPipeline(_store);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Take_HundredThousandBadMessages_AreRefusedWithTheirReasonAndNoneIsStored()
    {
        var mutations = new Mutations(seed: 20260302);
        var ways = new Dictionary<string, int>();
        var before = 0L;
        for (var done = 0; done < Messages; done += Batch)
        {
            // By then every schema is compiled and every way was gone.
            if (done == Messages / 5)
                before = GC.GetTotalMemory(forceFullCollection: true);
            var batch = Enumerable.Range(0, Batch).Select(_ => mutations.NextBad()).ToList();
            var outcome = _pipeline.Take([.. batch.Select(m => m.Message)], Now);
            if (outcome.Rejected.Count != Batch)
                Assert.Fail(Accepted(batch));
            outcome.Commit.Stored.ShouldBeEmpty();
            for (var i = 0; i < Batch; i++)
            {
                ways[batch[i].Way] = ways.GetValueOrDefault(batch[i].Way) + 1;
                if (!batch[i].Expected.Contains(outcome.Rejected[i].Cause))
                    Assert.Fail($"{batch[i].Way} was refused for {outcome.Rejected[i].Cause}: {outcome.Rejected[i]}");
                outcome.Rejected[i].Reason.Length.ShouldBeInRange(5, 301);
            }
        }
        // Refusing leaves nothing behind: counts, and a hundred reasons.
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(2_000_000);
        ways.Count.ShouldBe(22);
        _pipeline.Counts.ShouldBe(new IngestCounts(Messages, 0, 0, 0, Messages));
        _pipeline.Quarantine.Causes.Values.Sum().ShouldBe(Messages);
        _pipeline.Quarantine.Causes.Keys.ShouldBe(Enum.GetValues<RejectionCause>().Except([RejectionCause.Record]), ignoreOrder: true);
        _pipeline.Quarantine.Last.Count.ShouldBe(Quarantine.Capacity);
        SqliteMetricStore.Inspect(_folder.File("store.sqlite")).ShouldBe(new StoreReport(2, 0, 0, 0));
    }

    [Fact]
    public void Take_SameMessagesWrittenOtherwise_AreTaken()
    {
        _pipeline.Take(GoodMessages.OfEveryKind, Now).Rejected.ShouldBeEmpty();
        var mutations = new Mutations(seed: 7);
        for (var i = 0; i < 10; i++)
            _pipeline.Take([.. Enumerable.Range(0, Batch).Select(_ => mutations.NextGood())], Now).Rejected.ShouldBeEmpty();
        _pipeline.Counts.Stored.ShouldBe(9);
    }

    [Fact]
    public void Take_RandomBytes_NeverThrowsAndTakesOnlyWhatTheSchemaAllows()
    {
        var mutations = new Mutations(seed: 11);
        var (taken, refused) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var noise = mutations.NextNoise();
            var outcome = _pipeline.Take([noise], Now);
            refused += outcome.Rejected.Count;
            if (outcome.Rejected.Count == 0)
                taken += WireSchemas.Validator(noise.Topic[(noise.Topic.LastIndexOf('/') + 1)..] + "/1").Problem(noise.Payload.Span) is null ? 1 : 0;
            foreach (var ack in outcome.Acks)
                WireSchemas.Validator("ack/1").Problem(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(ack.Message, Contracts.Wire.WireJson.Default.AckMessage)).ShouldBeNull();
        }
        (taken + refused).ShouldBe(20_000);
        taken.ShouldBeGreaterThan(100);
        _store.Problem().ShouldBeNull();
    }

    private static string Accepted(List<Mutation> batch) => string.Join('\n', batch
        .Where(m => MessageReader.TryRead(m.Message.Topic, m.Message.Payload.Span, Now, out _, out _))
        .Select(m => $"{m.Way} was taken: {m.Message.Topic} {System.Text.Encoding.UTF8.GetString(m.Message.Payload.Span)}"));
}
