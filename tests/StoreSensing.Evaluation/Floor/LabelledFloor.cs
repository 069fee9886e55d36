using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Evaluation.Mot;

namespace StoreSensing.Evaluation.Floor;

/// <summary>Feeds labelled boxes, as if a perfect detector and a perfect tracker had seen them, through the same counting as pictures go through.</summary>
public static class LabelledFloor
{
    /// <summary>Counts a clip's labels.</summary>
    /// <param name="plan">What is counted.</param>
    /// <param name="labels">Boxes in pixels, frames from 1.</param>
    /// <param name="frames">Frames of the clip.</param>
    /// <param name="rate">Frames a second.</param>
    /// <param name="width">Picture width, pixels.</param>
    /// <param name="height">Picture height, pixels.</param>
    /// <param name="firstPixel">The number of the picture's first pixel: 1 in MOTChallenge's files.</param>
    public static FloorTotals Count(LanePlan plan, IReadOnlyList<MotBox> labels, int frames, double rate, int width, int height, int firstPixel)
    {
        var counting = new FloorCounting(plan);
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var windows = new List<RawWindow>();
        var byFrame = labels.ToLookup(b => b.Frame);
        var lastFrame = labels.GroupBy(b => b.Id).ToDictionary(g => g.Key, g => g.Max(b => b.Frame));
        var slots = labels.Select(b => b.Id).Distinct().Order().Select((id, slot) => (id, slot)).ToDictionary(p => p.id, p => p.slot);
        FrameTime Time(int frame) => new(start + TimeSpan.FromSeconds((frame - 1) / rate), TimeSpan.FromSeconds((frame - 1) / rate));
        for (var frame = 1; frame <= frames; frame++)
        {
            counting.Observe(Time(frame));
            foreach (var end in byFrame[frame - 1].Where(b => lastFrame[b.Id] == b.Frame))
                counting.End(new TrackEnd(slots[end.Id], Time(end.Frame).Elapsed));
            foreach (var label in byFrame[frame])
            {
                var box = new Box(
                    (float)((label.Left - firstPixel) / width), (float)((label.Top - firstPixel) / height),
                    (float)((label.Left - firstPixel + label.Width) / width), (float)((label.Top - firstPixel + label.Height) / height));
                if (plan.Placement.TryPlace(box, out var position))
                    counting.Sample(new TrackSample(slots[label.Id], label.Id, Time(frame).Elapsed, box, box, Bridged: false), position);
            }
            counting.Tick(Time(frame).Elapsed);
            while (counting.Close(Time(frame)) is { } window)
                windows.Add(window);
        }
        windows.AddRange(counting.Stop(Time(frames)));
        return FloorTotals.Of(windows);
    }
}
