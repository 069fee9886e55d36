using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Models.Evaluation;

/// <summary>Open sessions by model and input size; the least recently used is closed, because pictures of a folder have many sizes.</summary>
/// <param name="open">Opens a model.</param>
internal sealed class OpenModels(Func<ModelEntry, InferenceOptions, IInferenceSession> open) : IDisposable
{
    private const int Kept = 6;
    private readonly List<(string Key, IInferenceSession Session)> _sessions = [];

    public IInferenceSession Open(ModelEntry entry, InputSize? size = null)
    {
        var key = $"{entry.Name} {size}";
        var at = _sessions.FindIndex(item => item.Key == key);
        if (at >= 0)
        {
            var found = _sessions[at];
            _sessions.RemoveAt(at);
            _sessions.Add(found);
            return found.Session;
        }
        if (_sessions.Count == Kept)
        {
            _sessions[0].Session.Dispose();
            _sessions.RemoveAt(0);
        }
        var options = new InferenceOptions();
        if (size is { } sides)
            options = options with { InputShapes = new Dictionary<string, IReadOnlyList<long>> { [entry.Inputs[0].Name] = [1, 3, sides.Height, sides.Width] } };
        var session = open(entry, options);
        _sessions.Add((key, session));
        return session;
    }

    public void Dispose()
    {
        foreach (var (_, session) in _sessions)
            session.Dispose();
        _sessions.Clear();
    }
}
