using StoreSensing.Evaluation.Mot;

namespace StoreSensing.Evaluation;

/// <summary>A set of sequences with the results of published trackers on the same detections.</summary>
/// <param name="Name">Its folder, e.g. <c>MOT15</c>; peers' archives and rows are named after it.</param>
/// <param name="Sequences">Its sequences.</param>
public sealed record ReferenceSet(string Name, IReadOnlyList<MotSequence> Sequences)
{
    /// <summary>Peers to compare with.</summary>
    public static IReadOnlyList<string> Peers { get; } = ["sort", "bytetrack", "ocsort"];

    private static readonly (string Name, string Detections)[] Known = [("MOT15", "det_frcnn.txt"), ("MOT17half", "det_yolox.txt")];

    /// <summary>The sets that lie in a <c>mot</c> folder, whatever sequences they hold.</summary>
    public static IReadOnlyList<ReferenceSet> Read(string folder) =>
        [.. Known.Where(k => Directory.Exists(Path.Combine(folder, k.Name)))
            .Select(k => new ReferenceSet(k.Name, [.. Directory.GetDirectories(Path.Combine(folder, k.Name)).Order(StringComparer.Ordinal)
                .Where(s => File.Exists(Path.Combine(s, k.Detections))).Select(s => MotSequence.Read(s, k.Detections))]))
            .Where(s => s.Sequences.Count > 0)];

    /// <summary>Path of a peer's archive in a <c>mot</c> folder.</summary>
    public string Archive(string folder, string peer) => Path.Combine(folder, "peer_tracks", $"{Name.Replace("half", "", StringComparison.Ordinal)}_{peer}.tar.gz");
}
