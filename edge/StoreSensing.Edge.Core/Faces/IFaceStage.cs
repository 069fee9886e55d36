using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>What a lane does with faces: they are what is tracked (<see cref="TrackedFaces"/>), or are found for tracked people (<see cref="PeoplesFaces"/>).</summary>
internal interface IFaceStage
{
    /// <summary>Finds what is to be tracked; returns how many.</summary>
    int Find(Frame frame, Span<Detection.Detection> into);

    /// <summary>The faces of those in sight, of the same picture; valid until the next call.</summary>
    ReadOnlySpan<FaceSighting> Look(Frame frame, ReadOnlySpan<InSight> people);

    /// <summary>Forgets a track.</summary>
    void End(in TrackEnd end);
}
