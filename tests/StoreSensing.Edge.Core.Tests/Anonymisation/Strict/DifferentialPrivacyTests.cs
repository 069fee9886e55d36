using System.Text.Json;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Anonymisation.Strict;

namespace StoreSensing.Edge.Core.Tests.Anonymisation.Strict;

/// <summary>
/// Two shops that differ in one track, told many times: whatever is looked at, it is at most e^ε times as likely in one as in the other. The track does more than
/// its bounds allow. What is looked at is the likelihood ratio itself, the best test of one shop against the other there is (Neyman and Pearson); each of its tails
/// counts with the lower end of its 99.99 % interval.
/// </summary>
public sealed class DifferentialPrivacyTests
{
    private const int Runs = 12_000;
    private const int Others = 150;
    private const int SecondsEach = 30;
    private const double Epsilon = 2;
    private const double Share = Epsilon * 4 / 5;
    private static readonly FigureGroups Groups = new(true, true);

    [Fact]
    public void Strict_OneTrackMore_CostsAtMostItsShareOfEpsilon()
    {
        var loss = Loss(new StrictOptions { EpsilonPerDay = Epsilon, Visits = 4, EngagedVisits = 2, Crossings = 2, HeatSeconds = 60 });
        loss.ShouldBeLessThanOrEqualTo(Share);
        loss.ShouldBeGreaterThan(Share / 2, "the test sees the track: what it looks at depends on it");
    }

    // The same test on a mechanism that promises half of what it costs finds out.
    [Fact]
    public void Control_NoiseForHalfTheContribution_IsFoundOut() =>
        Loss(new StrictOptions { EpsilonPerDay = 2 * Epsilon, Visits = 4, EngagedVisits = 2, Crossings = 2, HeatSeconds = 60 }).ShouldBeGreaterThan(Share);

    private static double Loss(StrictOptions options)
    {
        var (with, without) = (Sample(options, 1, seed: 1), Sample(options, 0, seed: 2));
        var worst = 0.0;
        for (var cut = -4.0; cut <= 4; cut += 0.05)
            worst = Math.Max(worst, Math.Max(LowerRatio(with.Count(x => x >= cut), without.Count(x => x >= cut)), LowerRatio(without.Count(x => x < cut), with.Count(x => x < cut))));
        return worst;
    }

    // ln of the ratio of two shares, less 3.9 of its standard deviations (delta method).
    private static double LowerRatio(int a, int b) => a < 20 || b < 20 ? 0 : Math.Log((double)a / b) - (3.9 * Math.Sqrt((1.0 / a) + (1.0 / b)));

    private static List<double> Sample(StrictOptions options, int extra, int seed)
    {
        var random = new Random(seed);
        var bits = new RandomBits(random.NextBytes);
        var scores = new List<double>(Runs);
        var window = Window(extra);
        for (var run = 0; run < Runs; run++)
        {
            var budget = new PrivacyBudget(options.EpsilonPerDay, new MemoryLedger(), _ => { });
            var anonymiser = new Anonymiser("0123456789abcdef", PrivacyProfile.StrictWithNoise, [RawFigures.Floor], [], strict: new StrictProfile(options, Groups, bits, budget, TimeZoneInfo.Utc));
            scores.Add(anonymiser.Anonymise(window).Sum(message => LogRatio(message.Kind, message.Payload.Span, options)));
        }
        return scores;
    }

    // Of the figures that the track is in: ln P(told | with it) − ln P(told | without it).
    private static double LogRatio(MessageKind kind, ReadOnlySpan<byte> payload, StrictOptions options)
    {
        switch (kind)
        {
            case MessageKind.Zone:
                var zone = JsonSerializer.Deserialize(payload, WireJson.Default.ZoneMessage)!.Zones[0];
                return Of(FigureGroup.Visits, zone.Visits!.Value, Others) + Of(FigureGroup.EngagedVisits, zone.EngagedVisits!.Value, Others);
            case MessageKind.Line:
                return Of(FigureGroup.Crossings, JsonSerializer.Deserialize(payload, WireJson.Default.LineMessage)!.Lines[0].In!.Value, Others);
            case MessageKind.Heat:
                var heat = JsonSerializer.Deserialize(payload, WireJson.Default.HeatMessage)!.Surfaces[0];
                return Of(FigureGroup.Heat, heat.PersonSeconds![heat.Cells.ToList().IndexOf(2)] * 1000, Others * SecondsEach * 1000);
            default:
                return 0;
        }

        double Of(FigureGroup group, double told, double without)
        {
            var (t, s) = options.Scale(group, Groups, (long)(options.EpsilonPerDay * 4 / 5 * 1_000_000));
            return (Math.Abs(told - without) - Math.Abs(told - without - options.Bound(group))) * s / t;
        }
    }

    // So many others that every figure is told, and one track, or none, that does more than it may.
    private static RawDeviceWindow Window(int extra)
    {
        var others = Enumerable.Range(0, Others).Select(i => 1000 + (long)i).ToArray();
        var one = Enumerable.Repeat(7L, 5 * extra).ToArray();
        return RawFigures.Device(RawFigures.Window("cam", 0, 60, new RawZone("a", 0, 0, 0, 0, 0, []) { VisitsOf = [.. others, .. one], EngagedOf = [.. others, .. one] }) with
        {
            Lines = [new RawLine("door", others.Length + one.Length, 0) { Crossers = [.. others.Concat(one).Select(t => new RawCrosser(t, true))] }],
            HeatOf = [.. others.Select(t => new RawStand(t, 2, SecondsEach)), .. one.Select(t => new RawStand(t, 2, 50))],
        });
    }
}
