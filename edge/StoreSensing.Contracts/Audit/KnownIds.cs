using System.Text.Json;

namespace StoreSensing.Contracts.Audit;

/// <summary>
/// The zones, lines, displays, surfaces, cameras and sensors that a session's <c>describe</c> names. An id in a figure of the same session that is none of
/// them was not drawn by anybody: it may be somebody's.
/// </summary>
public sealed class KnownIds
{
    // Sessions begin at every start; the oldest makes room.
    private const int MostSessions = 1000;

    private static readonly Dictionary<string, string> FieldOf = new()
    {
        ["zone"] = "zones", ["from"] = "zones", ["to"] = "zones", ["queue"] = "zones", ["line"] = "lines", ["display"] = "displays",
        ["surface"] = "surfaces", ["camera"] = "cameras", ["sensor"] = "sensors",
    };

    private readonly Dictionary<string, HashSet<(string Part, string Id)>> _sessions = [];
    private readonly Queue<string> _order = new();

    /// <summary>Learns from a description.</summary>
    public void Learn(string session, JsonElement describe)
    {
        if (!_sessions.TryGetValue(session, out var known))
        {
            if (_order.Count == MostSessions)
                _sessions.Remove(_order.Dequeue());
            _order.Enqueue(session);
            _sessions[session] = known = [];
        }
        foreach (var part in FieldOf.Values.Distinct())
        {
            if (!describe.TryGetProperty(part, out var list) || list.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var entry in list.EnumerateArray())
                if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(part[..^1], out var id) && id.ValueKind == JsonValueKind.String)
                    known.Add((part, id.GetString()!));
        }
    }

    /// <summary>True when the session described itself, and this id of this field is not in it.</summary>
    public bool IsStrange(string session, string field, string id) =>
        FieldOf.TryGetValue(field, out var part) && _sessions.TryGetValue(session, out var known) && !known.Contains((part, id));
}
