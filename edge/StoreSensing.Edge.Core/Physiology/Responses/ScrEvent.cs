using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Physiology.Responses;

/// <summary>What became known about a skin conductance response (SCR).</summary>
public enum ScrEventKind
{
    /// <summary>It has risen by the threshold; whether it lasts is not known yet.</summary>
    Provisional,

    /// <summary>It has peaked and fallen by the threshold: onset, peak and amplitude are known.</summary>
    Final,

    /// <summary>It was none: the smoothed signal did not rise by the threshold.</summary>
    Retracted,

    /// <summary>Its figures are as good as a final one's, but an artefact lies within 5 s: it is not believed and counts nowhere.</summary>
    Disturbed,
}

/// <summary>A step in the life of one response.</summary>
/// <param name="Id">1, 2, 3 … within the contact.</param>
/// <param name="Kind">What became known.</param>
/// <param name="OnsetSeconds">When its rise began, seconds of the source's monotonic time.</param>
/// <param name="PeakSeconds">Its highest point so far, seconds of the same time.</param>
/// <param name="Amplitude">From the trough before it, which may lie earlier, to the peak so far, µS.</param>
/// <param name="At">When it became known.</param>
public readonly record struct ScrEvent(long Id, ScrEventKind Kind, double OnsetSeconds, double PeakSeconds, double Amplitude, FrameTime At);
