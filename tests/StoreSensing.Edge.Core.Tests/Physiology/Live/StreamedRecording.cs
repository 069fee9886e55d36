using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology;
using StoreSensing.Edge.Core.Physiology.Arousal;
using StoreSensing.Edge.Core.Physiology.Contact;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Core.Physiology.Responses;

namespace StoreSensing.Edge.Core.Tests.Physiology.Live;

/// <summary>A recording sent through the lane as a sensor would, and all that the lane told of it. Times are seconds of the recording.</summary>
internal sealed class StreamedRecording : IPhysiologyObserver
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly PhysiologyPipeline _pipeline;
    private readonly Dictionary<(int Contact, long Id), ScrEvent> _final = [];
    private int _contacts;

    private StreamedRecording(double rate, StressModel model) => _pipeline = new PhysiologyPipeline(
        new PhysiologyPlan { Sensor = "wrist", NominalRate = rate, FrontEnd = new MicrosiemensFrontEnd(), WindowSeconds = 60, Zone = "till", AsksConsent = false }, 1, this, model);

    /// <summary>Confirmed responses in the order of their peaks, disturbed ones included.</summary>
    public IReadOnlyList<ScrEvent> Responses => [.. _final.Values.OrderBy(r => r.PeakSeconds)];

    /// <summary>When each response first showed, by contact and number.</summary>
    public Dictionary<(int Contact, long Id), ScrEvent> Signs { get; } = [];

    /// <summary>Numbers of signs that were taken back.</summary>
    public HashSet<(int Contact, long Id)> TakenBack { get; } = [];

    /// <summary>The contact and number of a response.</summary>
    public (int Contact, long Id) KeyOf(ScrEvent response) => _final.First(r => r.Value == response).Key;

    /// <summary>Every judged second with its features.</summary>
    public List<(ContactSecond Second, ArousalFeatures Features)> Seconds { get; } = [];

    /// <summary>States in the order in which they came.</summary>
    public List<ContactState> States { get; } = [];

    /// <summary>Sends µS at an even rate.</summary>
    public static StreamedRecording Of(ReadOnlySpan<double> microsiemens, double rate, StressModel? model = null)
    {
        var streamed = new StreamedRecording(rate, model ?? StressModel.Shipped);
        for (var i = 0; i < microsiemens.Length; i++)
        {
            var elapsed = TimeSpan.FromSeconds(i / rate);
            streamed._pipeline.Add(new SensorReading(new FrameTime(Start + elapsed, elapsed), microsiemens[i]));
        }
        return streamed;
    }

    void IPhysiologyObserver.Block(in SignalBlock block)
    {
    }

    void IPhysiologyObserver.Response(in ScrEvent response)
    {
        var key = (_contacts, response.Id);
        switch (response.Kind)
        {
            case ScrEventKind.Provisional:
                Signs[key] = response;
                break;
            case ScrEventKind.Final or ScrEventKind.Disturbed:
                _final[key] = response;
                break;
            default:
                TakenBack.Add(key);
                break;
        }
    }

    void IPhysiologyObserver.Second(in ContactSecond second) => Seconds.Add((second, _pipeline.Features));

    void IPhysiologyObserver.Contact(ContactState state, FrameTime time)
    {
        States.Add(state);
        _contacts += state == ContactState.Settling ? 1 : 0;
    }
}
