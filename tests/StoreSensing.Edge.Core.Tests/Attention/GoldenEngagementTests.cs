using StoreSensing.Testing;

namespace StoreSensing.Edge.Core.Tests.Attention;

public sealed class GoldenEngagementTests
{
    [SkippableFact]
    public void Count_LabelledPeopleBeforeTwoWindows_AsTheReference()
    {
        var scene = Load();
        var counted = scene.Count();
        foreach (var window in scene.Windows)
        {
            var people = counted[window.Name].Where(p => p.PresentSeconds > 0).ToList();
            double Golden(string name) => window.Value.GetProperty(name).GetDouble();
            people.Count.ShouldBe((int)Golden("persons_in_zone"));
            people.Count(p => p.AttentionSeconds > 0).ShouldBe((int)Golden("lookers"));
            people.Count(p => p.AttentionSeconds >= 1 - 1e-6).ShouldBe((int)Golden("engaged_1s"));
            people.Count(p => p.AttentionSeconds >= 3 - 1e-6).ShouldBe((int)Golden("engaged_3s"));
            people.Sum(p => p.PresentSeconds).ShouldBe(Golden("presence_s"), 0.2 + 1e-6);
            people.Sum(p => p.AttentionSeconds).ShouldBe(Golden("look_s"), 0.2 + 1e-6);
            foreach (var golden in window.Value.GetProperty("per_person").EnumerateArray())
            {
                var person = people.Single(p => p.TrackId == golden.GetProperty("id").GetInt64());
                person.PresentSeconds.ShouldBe(golden.GetProperty("presence_s").GetDouble(), 0.2 + 1e-6);
                person.AttentionSeconds.ShouldBe(golden.GetProperty("look_s").GetDouble(), 0.2 + 1e-6);
                person.LongestLookSeconds.ShouldBe(golden.GetProperty("longest_look_s").GetDouble(), 0.2 + 1e-6);
            }
        }
    }

    [SkippableFact]
    public void Count_HalfTheSamples_ChangesLittle()
    {
        var scene = Load();
        var (all, half) = (scene.Count(), scene.Count(every: 2));
        foreach (var name in all.Keys)
        {
            half[name].Sum(p => p.PresentSeconds).ShouldBe(all[name].Sum(p => p.PresentSeconds), 0.4 * all[name].Count);
            half[name].Sum(p => p.AttentionSeconds).ShouldBe(all[name].Sum(p => p.AttentionSeconds), 0.4 * all[name].Count(p => p.AttentionSeconds > 0));
        }
    }

    private static GoldenEngagement Load() => new(Path.GetDirectoryName(ReferenceData.File("data/tracking/engagement/golden.json"))!);
}
