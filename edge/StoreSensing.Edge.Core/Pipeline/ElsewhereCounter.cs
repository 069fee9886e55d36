using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Attention;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Pipeline;

/// <summary>Counts elsewhere, with other cameras', but for attention: a face is seen by one camera, whose own track it belongs to.</summary>
internal sealed class ElsewhereCounter(IFloorCounter elsewhere, AttentionCounter? attention) : IFloorCounter
{
    public void Observe(FrameTime now) => elsewhere.Observe(now);

    public void Sample(in TrackSample sample, PlanePoint position)
    {
        attention?.Sample(sample, position);
        elsewhere.Sample(sample, position);
    }

    public void End(in TrackEnd end)
    {
        attention?.End(end);
        elsewhere.End(end);
    }

    public void Tick(TimeSpan now) => elsewhere.Tick(now);
}
