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
            quarantine.Add(new Rejection($"topic/{i}", "no"), Wire.T0.AddSeconds(i));
        quarantine.Count.ShouldBe(10_000);
        quarantine.Last.Count.ShouldBe(Quarantine.Capacity);
        quarantine.Last[0].ShouldBe(new RejectedAt(Wire.T0.AddSeconds(9999), "topic/9999", "no"));
        quarantine.Last[^1].Topic.ShouldBe("topic/9900");
    }
}
