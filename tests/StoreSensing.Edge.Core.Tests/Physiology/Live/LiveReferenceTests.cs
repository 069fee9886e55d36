using StoreSensing.Edge.Core.Tests.Physiology.Studies;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Core.Tests.Physiology.Live;

/// <summary>The lane on real skin, beside what can be known with the whole recording at hand.</summary>
public sealed class LiveReferenceTests
{
    private readonly GoldenStudies _golden = new(Path.Combine(ReferenceData.Folder, "data", "eda"));

    [SkippableFact]
    public void Responses_RealRecordings_AreTheAnchors()
    {
        var compared = _golden.Recordings.Where(r => AnchoredResponses.GoldenOf(_golden, r) is not null)
            .Select(r => AnchoredResponses.Of(_golden.Read(r), AnchoredResponses.GoldenOf(_golden, r))).ToList();
        Skip.If(compared.Count == 0, "no golden anchors");

        ((double)compared.Sum(c => c.Matched) / compared.Sum(c => c.Anchors)).ShouldBeGreaterThan(0.98);
        ((double)compared.Sum(c => c.Matched) / compared.Sum(c => c.Found)).ShouldBeGreaterThan(0.98);
        var latencies = compared.SelectMany(c => c.Latencies).Order().ToList();
        latencies[latencies.Count / 2].ShouldBeLessThanOrEqualTo(1);
        compared.SelectMany(c => c.MinuteErrors).Average().ShouldBeLessThan(0.05);
    }

    [SkippableFact]
    public void Scl_RealRecordings_LiesWithinTwoHundredthsOfTheTonicLevel()
    {
        Skip.If(_golden.Recordings.Count == 0, "no recordings");
        var errors = _golden.Recordings.Select(r => TonicError.Of(_golden.Read(r))).ToList();

        Math.Sqrt(errors.Sum(e => e.Sum) / errors.Sum(e => e.Count)).ShouldBeLessThan(0.01);
        errors.Where(e => e.Count > 0).Max(e => Math.Sqrt(e.Sum / e.Count)).ShouldBeLessThan(0.03);
    }
}
