using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Tests.Samples;

namespace StoreSensing.Cloud.Core.Tests.Ingest;

public sealed class QuarantineTests
{
    [Fact]
    public void Add_TenThousand_CountsAllAndKeepsTheLastHundred()
    {
        var quarantine = new Quarantine();
        for (var i = 0; i < 10_000; i++)
            quarantine.Add(new Rejection($"topic/{i}", i % 4 == 0 ? RejectionCause.Topic : RejectionCause.Json, "no"), Wire.T0.AddSeconds(i));
        quarantine.Count.ShouldBe(10_000);
        quarantine.Last.Count.ShouldBe(Quarantine.Capacity);
        quarantine.Last[0].ShouldBe(new RejectedAt(Wire.T0.AddSeconds(9999), "topic/9999", "no"));
        quarantine.Last[^1].Topic.ShouldBe("topic/9900");
        quarantine.Causes.ShouldBe(new Dictionary<RejectionCause, long> { [RejectionCause.Topic] = 2500, [RejectionCause.Json] = 7500 }, ignoreOrder: true);
    }

    [Fact]
    public void Forget_OldReasons_AreGoneAndTheCountStays()
    {
        var quarantine = new Quarantine();
        for (var i = 0; i < 10; i++)
            quarantine.Add(new Rejection("topic", RejectionCause.Json, "no"), Wire.T0.AddSeconds(i));
        quarantine.Forget(Wire.T0.AddSeconds(7)).ShouldBe(7);
        quarantine.Last.Count.ShouldBe(3);
        quarantine.Count.ShouldBe(10);
    }

    [Fact]
    public void Add_LongReason_IsCut() => new Rejection("topic", RejectionCause.Json, new string('x', 5000)).Reason.Length.ShouldBe(301);
}
