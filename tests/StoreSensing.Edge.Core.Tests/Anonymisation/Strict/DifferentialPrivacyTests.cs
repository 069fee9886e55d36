using System.Text.Json;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Anonymisation.Strict;

namespace StoreSensing.Edge.Core.Tests.Anonymisation.Strict;

/// <summary>
/// Two shops that differ in one track, told many times: whatever is looked at, it is at most e^ε times as likely in one as in the other. The track visits, engages,
/// crosses and stands more than its bounds allow, in two zones and two windows. The likelihood ratio is estimated from what the messages say, weighted as the best
/// test of one shop against the other would weigh it (Neyman and Pearson), class by class; a class counts with the lower end of its 99.99 % interval.
/// </summary>
public sealed class DifferentialPrivacyTests
{
    private const int Runs = 12_000;
    private const double Epsilon = 2;
    private const double Share = Epsilon * 4 / 5;

    [Fact]
    public void Strict_OneTrackMore_CostsAtMostItsShareOfEpsilon()
    {
        var loss = Loss(new StrictOptions { EpsilonPerDay = Epsilon, Visits = 4, EngagedVisits = 2, Crossings = 2, HeatSeconds = 60 });
        loss.ShouldBeLessThanOrEqualTo(Share);
        loss.ShouldBeGreaterThan(Share / 3, "the test sees the track: what it looks at depends on it");
    }

    // The same test on a mechanism that promises half of what it costs finds out.
    [Fact]
    public void Control_NoiseForHalfTheContribution_IsFoundOut() =>
        Loss(new StrictOptions { EpsilonPerDay = 2 * Epsilon, Visits = 4, EngagedVisits = 2, Crossings = 2, HeatSeconds = 60 }).ShouldBeGreaterThan(Share);

    private static double Loss(StrictOptions options)
    {
        var weights = new StrictOptions { EpsilonPerDay = options.EpsilonPerDay, Visits = 4, EngagedVisits = 2, Crossings = 2, HeatSeconds = 60 };
        var (with, without) = (Sample(options, weights, 1, seed: 1), Sample(options, weights, 0, seed: 2));
        var centre = without.Concat(with).Average();
        var worst = 0.0;
        for (var c = -40; c <= 40; c++)
        {
            // Tails, from either side: there the ratio is largest.
            var cut = centre + (0.1 * c);
            worst = Math.Max(worst, Math.Max(LowerRatio(with.Count(x => x >= cut), without.Count(x => x >= cut)), LowerRatio(without.Count(x => x < cut), with.Count(x => x < cut))));
        }
        return worst;
    }

    // ln of the ratio of two shares, less 3.9 of its standard deviations (delta method).
    private static double LowerRatio(int a, int b) => a < 50 || b < 50 ? 0 : Math.Log((double)a / b) - (3.9 * Math.Sqrt((1.0 / a) + (1.0 / b)));

    private static List<double> Sample(StrictOptions options, StrictOptions weights, int extra, int seed)
    {
        var random = new Random(seed);
        var bits = new RandomBits(random.NextBytes);
        var groups = new FigureGroups(true, true);
        var scores = new List<double>(Runs);
        RawDeviceWindow[] windows = [Window(0, extra), Window(1, extra)];
        for (var run = 0; run < Runs; run++)
        {
            var budget = new PrivacyBudget(options.EpsilonPerDay, new MemoryLedger(), _ => { });
            var anonymiser = new Anonymiser("0123456789abcdef", PrivacyProfile.StrictWithNoise, [RawFigures.Floor], [], strict: new StrictProfile(options, groups, bits, budget, TimeZoneInfo.Utc));
            var score = 0.0;
            foreach (var window in windows)
                foreach (var message in anonymiser.Anonymise(window))
                    score += Score(message.Kind, message.Payload.Span, weights, groups);
            scores.Add(score);
        }
        return scores;
    }

    // Each figure over the scale of its noise: the exponent in the two-sided geometric distribution.
    private static double Score(MessageKind kind, ReadOnlySpan<byte> payload, StrictOptions options, FigureGroups groups)
    {
        switch (kind)
        {
            case MessageKind.Zone:
                var zones = JsonSerializer.Deserialize(payload, WireJson.Default.ZoneMessage)!.Zones;
                return (zones.Sum(z => z.Visits!.Value) / Scale(FigureGroup.Visits)) + (zones.Sum(z => z.EngagedVisits!.Value) / Scale(FigureGroup.EngagedVisits));
            case MessageKind.Line:
                var line = JsonSerializer.Deserialize(payload, WireJson.Default.LineMessage)!.Lines[0];
                return line.In!.Value / Scale(FigureGroup.Crossings);
            case MessageKind.Heat:
                var heat = JsonSerializer.Deserialize(payload, WireJson.Default.HeatMessage)!.Surfaces[0];
                return heat.PersonSeconds![heat.Cells.ToList().IndexOf(2)] * 1000 / Scale(FigureGroup.Heat);
            default:
                return 0;
        }

        double Scale(FigureGroup group)
        {
            var (t, s) = options.Scale(group, groups, (long)(Share * 1_000_000));
            return (double)t / s;
        }
    }

    // So many others that every figure is told in every window, and one track, or none, that does more than it may.
    private static RawDeviceWindow Window(int number, int extra)
    {
        var others = Enumerable.Range(0, 400).Select(i => 1000 + (number * 1000) + (long)i).ToArray();
        var one = Enumerable.Repeat(7L, 5 * extra).ToArray();
        return RawFigures.Device(RawFigures.Window("cam", number, 60, Zone("a"), Zone("b")) with
        {
            Lines = [new RawLine("door", others.Length + one.Length, 0) { Crossers = [.. others.Concat(one).Select(t => new RawCrosser(t, true))] }],
            HeatOf = [.. others.Select(t => new RawStand(t, 2, 30)), .. one.Select(t => new RawStand(t, 2, 50))],
        });

        RawZone Zone(string id) => new(id, 0, 0, 0, 0, 0, []) { VisitsOf = [.. others, .. one], EngagedOf = [.. others, .. one] };
    }
}
