using System.Text.Json;
using StoreSensing.Evaluation.Baselines;
using StoreSensing.Evaluation.Metrics;
using StoreSensing.Testing;

namespace StoreSensing.Evaluation.Tests;

/// <summary>Published trackers' results, scored here and by TrackEval (12c8791): the same to a twentieth of a percent.</summary>
public sealed class PeerParityTests
{
    public static TheoryData<string, string> Results()
    {
        var results = new TheoryData<string, string>();
        foreach (var set in new[] { "MOT15", "MOT17half" })
            foreach (var peer in ReferenceSet.Peers)
                results.Add(set, peer);
        return results;
    }

    [SkippableTheory]
    [MemberData(nameof(Results))]
    public void Scores_PublishedTracks_AreTrackEvals(string set, string peer)
    {
        var folder = Path.GetDirectoryName(ReferenceData.File("data", "tracking", "mot", "peer_results.csv"))!;
        var sequences = ReferenceSet.Read(folder).Single(s => s.Name == set);
        var tracks = PeerTracks.Read(sequences.Archive(folder, peer));
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "peer_tracks", $"{set}_trackeval.json")));
        foreach (var sequence in sequences.Sequences)
        {
            var scores = new TrackingScores().Add(sequence, tracks[sequence.Name]);
            double Theirs(string name) => expected.RootElement.GetProperty(peer).GetProperty(sequence.Name).GetProperty(name).GetDouble();
            scores.Hota.Score.ShouldBe(Theirs("HOTA"), 0.05, sequence.Name);
            scores.Hota.DetA.ShouldBe(Theirs("DetA"), 0.05, sequence.Name);
            scores.Hota.AssA.ShouldBe(Theirs("AssA"), 0.05, sequence.Name);
            scores.Clear.Mota.ShouldBe(Theirs("MOTA"), 0.05, sequence.Name);
            scores.Identity.Score.ShouldBe(Theirs("IDF1"), 0.05, sequence.Name);
            ((double)scores.Clear.IdentitySwitches).ShouldBe(Theirs("IDSW"), sequence.Name);
            ((double)scores.Clear.FalsePositives).ShouldBe(Theirs("FP"), sequence.Name);
            ((double)scores.Clear.FalseNegatives).ShouldBe(Theirs("FN"), sequence.Name);
        }
    }

    [SkippableTheory]
    [InlineData("MOT15")]
    [InlineData("MOT17half")]
    public void ByteTrack_SameDetections_IsThePublishedOne(string set)
    {
        var folder = Path.GetDirectoryName(ReferenceData.File("data", "tracking", "mot", "peer_results.csv"))!;
        var sequences = ReferenceSet.Read(folder).Single(s => s.Name == set);
        var tracks = PeerTracks.Read(sequences.Archive(folder, "bytetrack"));
        foreach (var sequence in sequences.Sequences)
        {
            var patience = sequence.Name.StartsWith("MOT17-05", StringComparison.Ordinal) ? 14 : sequence.Name.StartsWith("MOT17-13", StringComparison.Ordinal) ? 25 : 30;
            var ours = new TrackingScores().Add(sequence, ByteTrack.Track(sequence, patience));
            var theirs = new TrackingScores().Add(sequence, tracks[sequence.Name]);
            ours.Hota.Score.ShouldBe(theirs.Hota.Score, 0.1, sequence.Name);
            ours.Clear.Mota.ShouldBe(theirs.Clear.Mota, 0.1, sequence.Name);
            ours.Identity.Score.ShouldBe(theirs.Identity.Score, 0.1, sequence.Name);
        }
    }
}
