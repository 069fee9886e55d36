using StoreSensing.Evaluation;
using StoreSensing.Evaluation.Baselines;
using StoreSensing.Evaluation.Metrics;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Core.Tests.Tracking;

/// <summary>
/// The tracker with its one configuration against published trackers on the same detections of real scenes. Measured (HOTA / MOTA / IDF1): MOT15 43.8 / 43.7 /
/// 58.3, best peers 40.1 / 42.5 / 51.8; MOT17 73.4 / 83.5 / 85.4, best peers 70.8 / 79.4 / 82.6.
/// </summary>
public sealed class ReferenceSetTests
{
    [SkippableTheory]
    [InlineData("MOT15")]
    [InlineData("MOT17half")]
    public void Scores_SameDetections_AreBetterThanEveryPeers(string name)
    {
        var (set, folder) = Set(name);
        var ours = new TrackingScores();
        foreach (var sequence in set.Sequences)
            ours.Add(sequence, ProductTracks.Of(sequence));
        foreach (var peer in ReferenceSet.Peers)
        {
            var tracks = PeerTracks.Read(set.Archive(folder, peer));
            var theirs = new TrackingScores();
            foreach (var sequence in set.Sequences)
                theirs.Add(sequence, tracks[sequence.Name]);
            ours.Hota.Score.ShouldBeGreaterThan(theirs.Hota.Score + 1.5, peer);
            ours.Clear.Mota.ShouldBeGreaterThan(theirs.Clear.Mota + 1, peer);
            ours.Identity.Score.ShouldBeGreaterThan(theirs.Identity.Score + 1.5, peer);
        }
    }

    [SkippableTheory]
    [InlineData("MOT15")]
    [InlineData("MOT17half")]
    public void Scores_HalfTheFrames_LoseLessThanByteTracks(string name)
    {
        var (set, _) = Set(name);
        double Lost(Func<Evaluation.Mot.MotSequence, IEnumerable<Evaluation.Mot.MotBox>> track)
        {
            var (full, half) = (new TrackingScores(), new TrackingScores());
            foreach (var sequence in set.Sequences)
            {
                full.Add(sequence, track(sequence));
                half.Add(sequence.Thinned(2), track(sequence.Thinned(2)));
            }
            return full.Hota.Score - half.Hota.Score;
        }

        Lost(s => ProductTracks.Of(s)).ShouldBeLessThan(Lost(s => ByteTrack.Track(s)));
    }

    private static (ReferenceSet Set, string Folder) Set(string name)
    {
        var folder = Path.GetDirectoryName(ReferenceData.File("data", "tracking", "mot", "peer_results.csv"))!;
        return (ReferenceSet.Read(folder).Single(s => s.Name == name), folder);
    }
}
