using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology.Arousal;
using StoreSensing.Edge.Core.Physiology.Contact;
using StoreSensing.Edge.Core.Physiology.Responses;
using StoreSensing.Edge.Core.Physiology.Signal;

namespace StoreSensing.Edge.Core.Physiology;

/// <summary>Looks over the pipeline's shoulder on the device itself: an installer's monitor, a study's report. Called from the lane's thread; must not block.</summary>
public interface IPhysiologyObserver
{
    /// <summary>A step of the signal.</summary>
    void Block(in SignalBlock block);

    /// <summary>A response began to show, was confirmed or was taken back.</summary>
    void Response(in ScrEvent response);

    /// <summary>A second of contact with all that is known about it, <see cref="SecondLog.LagSeconds"/> later.</summary>
    void Second(in ContactSecond second);

    /// <summary>Somebody touched the electrodes, or let go.</summary>
    void Contact(ContactState state, FrameTime time);
}

/// <summary>A step of the signal: the mean over 100 ms, or one reading of a slower source.</summary>
/// <param name="Time">Its end.</param>
/// <param name="Microsiemens">Skin conductance, µS; may be outside of the possible while <paramref name="Contact"/> says so.</param>
/// <param name="Contact">Whether somebody touches the electrodes.</param>
/// <param name="Violates">Out of range, or changing faster than skin does: an artefact for 5 s on either side.</param>
public readonly record struct SignalBlock(FrameTime Time, double Microsiemens, ContactState Contact, bool Violates);

/// <summary>A second of contact.</summary>
/// <param name="Time">Its beginning.</param>
/// <param name="Level">Mean skin conductance, µS; NaN in an artefact.</param>
/// <param name="IsClean">False within 5 s of an artefact.</param>
/// <param name="Scl">Skin conductance level (tonic), µS; NaN in an artefact.</param>
/// <param name="Scrs">Responses whose rise was confirmed in it.</param>
/// <param name="AmplitudeSum">Amplitudes of the responses whose peak lay in it, as far as they are known, µS.</param>
/// <param name="Score">Arousal, or why nothing is said.</param>
public readonly record struct ContactSecond(FrameTime Time, double Level, bool IsClean, double Scl, int Scrs, double AmplitudeSum, ArousalScore Score);
