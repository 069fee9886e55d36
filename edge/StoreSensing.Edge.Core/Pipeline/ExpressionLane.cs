using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Pipeline;

/// <summary>Finds the face of the person whose turn it is and hands it to the sampler.</summary>
internal sealed class ExpressionLane(ExpressionPlan plan, WindowSequence windows, int capacity)
{
    private readonly ExpressionSampler _sampler = new(plan.Zones, plan.Reader, windows, capacity);
    private bool _prepared;
    private TrackSample _due;
    private PlanePoint _position;
    private TimeSpan _since;
    private readonly TimeSpan[] _looked = new TimeSpan[capacity];

    /// <summary>Faces read so far.</summary>
    public long FacesRead => _sampler.FacesRead;

    /// <summary>Notes a sighting; of those in this frame the one that waited longest is looked at.</summary>
    public void Consider(in TrackSample sample, PlanePoint position, TimeSpan now)
    {
        if (sample.At != now || !_sampler.IsDue(sample.Slot, position, now, out _) || (_due.At == now && _due.Box != default && _since <= _looked[sample.Slot]))
            return;
        (_due, _position, _since) = (sample, position, _looked[sample.Slot]);
    }

    /// <summary>Looks at the face that is due, if there is one.</summary>
    public void Look(Frame frame)
    {
        if (!_prepared)
        {
            plan.Faces.Prepare(frame);
            _prepared = true;
        }
        if (_due.At == frame.Time.Elapsed && _due.Box != default)
        {
            _looked[_due.Slot] = _due.At;
            if (plan.Faces.TryFind(frame, _due.Box, out var face))
                _sampler.Consider(new FaceSighting(_due.Slot, _due.Id, _due.At, new FaceDetection(face, 1, null), _position, null));
        }
        _sampler.Look(frame);
        _due = default;
    }

    /// <summary>Hands over what was seen of a track, and forgets it.</summary>
    public void End(in TrackEnd end)
    {
        _looked[end.Slot] = default;
        _sampler.End(end);
    }

    /// <summary>Hands over everything: the agent stops.</summary>
    public void Stop(TimeSpan now) => _sampler.Stop(now);
}
