using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.RollUps;

/// <summary>Adding up folds gives what adding up the windows gives, at every level, of every kind.</summary>
public sealed class FoldTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 3, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Fold_AnyWindows_EveryAnswerIsTheSame()
    {
        for (var seed = 1; seed <= 25; seed++)
            EveryAnswerIsTheSame(seed);
    }

    [Fact]
    public void Fold_WindowsThatWait_StayWithheldAndAreCounted()
    {
        var waiting = Wire.Silent("entrance");
        var told = Wire.Zone("entrance", visits: 7, engaged: 5);
        var folded = Fold.Zones([Row(0, waiting), Row(1, waiting), Row(2, told), Row(3, waiting)], Quarter).ToList();
        folded.Select(r => (r.Figures.Visits, r.Figures.CountsWithheld, r.Window.Windows)).ShouldBe([(7, null, 3), (null, "below-threshold", 1)]);
        folded.ShouldAllBe(r => r.Window.Start == Wire.T0 && r.Window.Seconds == 900);
    }

    [Fact]
    public void Fold_SilencedWindows_StayByThemselves()
    {
        var folded = Fold.Zones([Row(0, Wire.Silent("entrance", "budget")), Row(1, Wire.Zone("entrance", visits: 7)), Row(2, Wire.Silent("entrance", "budget"))], Quarter).ToList();
        folded.Select(r => (r.Figures.Visits, r.Figures.CountsWithheld, r.Window.Windows)).ShouldBe([(null, "budget", 2), (7, null, 1)]);
    }

    [Fact]
    public void Fold_MediansOfTwoBlocks_ComeFromTheMergedSketchAndAreNoMean()
    {
        // The mean of the medians would be 55 s.
        var folded = Fold.Zones([Row(0, Wire.Zone("entrance", dwell: Wire.Dwell(0, 10, 10, 10))), Row(1, Wire.Zone("entrance", dwell: Wire.Dwell(0, 100)))], Quarter).Single();
        folded.Figures.Dwell!.MedianSeconds.ShouldBe(10, 0.1);
        folded.Figures.Dwell.Visits.ShouldBe(4);
    }

    private static void EveryAnswerIsTheSame(int seed)
    {
        var messages = new RandomShop(seed).Messages(Midnight, 60).OfType<AcceptedMetric>().ToList();
        foreach (var levels in (RollUp[][])[[RollUp.QuarterHour], [RollUp.QuarterHour, RollUp.Hour], [RollUp.QuarterHour, RollUp.Hour, RollUp.Day, RollUp.FourWeeks], [RollUp.Day]])
        {
            Same(Rows<ZoneMessage, ZoneFigures>(messages, m => m.Zones), Fold.Zones, levels, Answers.Zones);
            Same(Rows<LineMessage, LineFigures>(messages, m => m.Lines), Fold.Lines, levels, Answers.Lines);
            Same(Rows<HeatMessage, HeatFigures>(messages, m => m.Surfaces), Fold.Heat, levels, Answers.Heat);
            Same(Rows<ExpressionMessage, ExpressionFigures>(messages, m => m.Zones), Fold.Expressions, levels, Answers.Expressions);
            Same(Rows<FlowMessage, FlowFigures>(messages, m => m.Surfaces), Fold.Flow, levels, Answers.Flow);
            Same(Rows<QueueMessage, QueueFigures>(messages, m => m.Queues), Fold.Queues, levels, Answers.Queues);
            Same(Rows<OccupancyMessage, OccupancyFigures>(messages, m => m.Entrances), Fold.Occupancy, levels, Answers.Occupancy);
            Same(Rows<AttentionMessage, AttentionFigures>(messages, m => m.Displays), Fold.Attention, levels, Answers.Attention);
            Same(Rows<ArousalMessage, StudyArousal>(messages, m => [.. m.Zones.Select(z => new StudyArousal(m.Study, z))]), Fold.Arousal, levels, Answers.Arousal);
        }
    }

    private static Bucket Quarter => new(Wire.T0, 900);

    private static Row<ZoneFigures> Row(int window, ZoneFigures zone) => new(new WindowOrigin(Wire.T0.AddSeconds(10 * window), 10, 10, "floor-1", Wire.Session, window + 1), zone);

    private static List<Row<TFigures>> Rows<TMessage, TFigures>(IEnumerable<AcceptedMetric> messages, Func<TMessage, IReadOnlyList<TFigures>> entries)
        where TMessage : MetricMessage =>
        [
            .. from accepted in messages
               where accepted.Message is TMessage
               from entry in entries((TMessage)accepted.Message)
               let m = accepted.Message
               select new Row<TFigures>(new WindowOrigin(m.WindowStart, m.WindowSeconds, m.ObservedSeconds, accepted.Device.Device, m.Session, m.Seq), entry),
        ];

    private static void Same<T>(List<Row<T>> rows, Func<IEnumerable<Row<T>>, Bucket, IEnumerable<Row<T>>> fold, IReadOnlyList<RollUp> levels, Func<IEnumerable<Row<T>>, string> answer)
    {
        var folded = rows;
        foreach (var level in levels)
            folded =
            [
                .. folded.GroupBy(r => r.Window.Start.ToUnixTimeSeconds() / level.Seconds()).OrderBy(g => g.Key)
                    .SelectMany(g => fold(g, new Bucket(DateTimeOffset.FromUnixTimeSeconds(g.Key * level.Seconds()), level.Seconds()))),
            ];
        answer(folded).ShouldSayTheSameAs(answer(rows));
    }
}
