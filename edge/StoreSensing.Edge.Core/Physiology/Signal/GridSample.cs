using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Physiology.Signal;

/// <summary>A step of the even grid that irregular readings are brought to.</summary>
/// <param name="Time">Its end.</param>
/// <param name="Reading">In the source's unit.</param>
/// <param name="GapSeconds">How long nothing came before the stretch that begins with this step; 0 within a stretch, infinite when time went backwards.</param>
internal readonly record struct GridSample(FrameTime Time, double Reading, double GapSeconds)
{
    /// <summary>Seconds of the source's monotonic time.</summary>
    public double Seconds => Time.Elapsed.TotalSeconds;
}
