using System.Text.Json;
using StoreSensing.Edge.Core.Tests.Physiology.Studies;

namespace StoreSensing.Edge.Core.Tests.Physiology.Stress;

/// <summary>Stress-Predict (Iqbal et al. 2022, Sensors 22(21), 8135): wrist recordings of people at rest and under three stressors.</summary>
internal sealed class LabelledStudy(string folder)
{
    private static readonly string[] Stressors = ["stroop", "interview", "hyperventilation"];

    // The first flip, after a few seconds, is the protocol's start, not a stressor's.
    private const double ProtocolStartSeconds = 30;
    private readonly GoldenStudies _recordings = new(folder);

    /// <summary>Name of a stressor by its phase (1, 3, 5).</summary>
    public static string StressorOf(int phase) => Stressors[phase / 2];

    /// <summary>Labelled people whose recording is there, with the seconds at which rest and stress take turns.</summary>
    public IEnumerable<(string Recording, IReadOnlyList<double> Changes)> People()
    {
        var file = Path.Combine(folder, "labelled", "stresspredict_label_changes.json");
        if (!File.Exists(file))
            yield break;
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (var person in json.RootElement.EnumerateArray())
        {
            var recording = $"stresspredict_S{person.GetProperty("subject").GetInt32():00}_4hz";
            IReadOnlyList<double> changes = [.. person.GetProperty("seconds_from_start_label_changes").EnumerateArray().Select(c => c.GetDouble()).Where(c => c > ProtocolStartSeconds)];
            if (_recordings.Recordings.Contains(recording))
                yield return (recording, changes);
        }
    }

    /// <summary>Sends everybody through the lane.</summary>
    public IReadOnlyList<LabelledPerson> Stream() => [.. People().Select(p =>
    {
        var read = _recordings.Read(p.Recording);
        return LabelledPerson.Of(p.Recording, read.Microsiemens.Span, read.SamplesPerSecond, p.Changes);
    })];

    /// <summary>The same with signals that have everybody's spectrum, but no memory of what happened when.</summary>
    public IReadOnlyList<LabelledPerson> StreamSurrogates(int seed)
    {
        // One sequence for all: .NET's sequences of neighbouring seeds resemble each other, and people must not.
        var random = new Random(seed);
        return [.. People().Select(p =>
        {
            var read = _recordings.Read(p.Recording);
            return LabelledPerson.Of(p.Recording, Surrogate.Of(read.Microsiemens.Span, random), read.SamplesPerSecond, p.Changes);
        })];
    }
}
