using StoreSensing.Evaluation.Metrics;
using StoreSensing.Evaluation.Mot;

namespace StoreSensing.Evaluation.Baselines;

/// <summary>The published tracker, step for step, to compare with. Times in frames, as its authors have them. Not part of the product.</summary>
/// <remarks>
/// Zhang et al., "ByteTrack: Multi-Object Tracking by Associating Every Detection Box", ECCV 2022, and the behaviour of its reference
/// implementation (yolox/tracker/byte_tracker.py): settings track_thresh 0.6, match 0.9, scores fused with overlap.
/// </remarks>
public sealed class ByteTrack
{
    private const double High = 0.6;
    private const double Low = 0.1;
    private const double Start = High + 0.1;
    private readonly int _patience;
    private readonly double _match;
    private readonly bool _wholePixels;
    private List<ByteTrackTarget> _tracked = [];
    private List<ByteTrackTarget> _lost = [];
    private int _frame;
    private int _nextId = 1;

    /// <summary>An empty tracker.</summary>
    /// <param name="patience">Frames that a lost track is kept.</param>
    /// <param name="match">Largest cost of a first match.</param>
    /// <param name="wholePixels">Overlap of boxes whose last pixel belongs to them, as the reference's bbox_ious has it.</param>
    public ByteTrack(int patience = 30, double match = 0.9, bool wholePixels = true) => (_patience, _match, _wholePixels) = (patience, match, wholePixels);

    /// <summary>Tracks a whole sequence; boxes that are tiny or wider than 1.6 times their height are left out, as the authors do.</summary>
    public static IReadOnlyList<MotBox> Track(MotSequence sequence, int patience = 30)
    {
        var tracker = new ByteTrack(patience);
        return [.. sequence.ByFrame(sequence.Detections).SelectMany(tracker.Update).Where(b => b.Width * b.Height > 100 && b.Width / b.Height <= 1.6)];
    }

    /// <summary>Takes a frame's detections; returns the tracks that it shows.</summary>
    public IReadOnlyList<MotBox> Update(IReadOnlyList<MotBox> detections)
    {
        _frame++;
        var high = detections.Where(d => d.Confidence > High).ToList();
        var low = detections.Where(d => d.Confidence > Low && d.Confidence < High).ToList();
        var confirmed = _tracked.Where(t => t.IsActivated).ToList();
        var unconfirmed = _tracked.Where(t => !t.IsActivated).ToList();
        List<ByteTrackTarget> pool = [.. confirmed, .. _lost];
        foreach (var target in pool)
            target.Predict();
        var (poolLeft, highLeft) = Associate(pool, high, _match, fuse: true);
        var (trackedLeft, _) = Associate([.. poolLeft.Where(t => t.State == ByteTrackState.Tracked)], low, 0.5, fuse: false);
        foreach (var target in trackedLeft)
            target.State = ByteTrackState.Lost;
        var (unconfirmedLeft, startable) = Associate(unconfirmed, highLeft, 0.7, fuse: true);
        foreach (var target in unconfirmedLeft)
            target.State = ByteTrackState.Removed;
        var born = startable.Where(d => d.Confidence >= Start).Select(d => new ByteTrackTarget(d, _nextId++, _frame)).ToList();
        Sort([.. confirmed, .. unconfirmed, .. _lost, .. born]);
        return [.. _tracked.Where(t => t.IsActivated).Select(t => t.Box(_frame))];
    }

    private void Sort(List<ByteTrackTarget> all)
    {
        _tracked = [.. all.Where(t => t.State == ByteTrackState.Tracked)];
        // The reference drops a track from the lost ones a frame after its patience is over.
        _lost = [.. all.Where(t => t.State == ByteTrackState.Lost && _frame - t.LastFrame <= _patience)];
        var doubled = (from t in _tracked from l in _lost where 1 - Iou(t.Box(0), l.Box(0)) < 0.15 select (t, l)).ToList();
        foreach (var (t, l) in doubled)
            (t.LastFrame - t.FirstFrame > l.LastFrame - l.FirstFrame ? l : t).State = ByteTrackState.Removed;
        _tracked.RemoveAll(t => t.State == ByteTrackState.Removed);
        _lost.RemoveAll(t => t.State == ByteTrackState.Removed);
    }

    private (List<ByteTrackTarget> Targets, List<MotBox> Detections) Associate(List<ByteTrackTarget> targets, List<MotBox> detections, double limit, bool fuse)
    {
        var gain = new double[targets.Count, detections.Count];
        for (var i = 0; i < targets.Count; i++)
            for (var j = 0; j < detections.Count; j++)
                gain[i, j] = Math.Max(0, limit - (1 - (Iou(targets[i].Box(0), detections[j]) * (fuse ? detections[j].Confidence : 1))));
        var assigned = targets.Count > 0 && detections.Count > 0 ? LinearAssignment.Maximise(gain) : [.. targets.Select(_ => -1)];
        var (targetsLeft, taken) = (new List<ByteTrackTarget>(), new HashSet<int>());
        for (var i = 0; i < targets.Count; i++)
        {
            if (assigned[i] < 0 || gain[i, assigned[i]] <= 0)
            {
                targetsLeft.Add(targets[i]);
                continue;
            }
            taken.Add(assigned[i]);
            targets[i].See(detections[assigned[i]], _frame);
        }
        return (targetsLeft, [.. detections.Where((_, j) => !taken.Contains(j))]);
    }

    private double Iou(in MotBox a, in MotBox b) => _wholePixels
        ? (a with { Width = a.Width + 1, Height = a.Height + 1 }).Iou(b with { Width = b.Width + 1, Height = b.Height + 1 })
        : a.Iou(b);
}
