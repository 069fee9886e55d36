using System.Diagnostics;
using System.Globalization;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Evaluation;
using StoreSensing.Evaluation.Baselines;
using StoreSensing.Evaluation.Metrics;
using StoreSensing.Evaluation.Mot;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>The tracker against published ones on the same detections: quality, quality at half the frame rate, speed.</summary>
internal static class TrackingFigures
{
    private const int Repeats = 5;

    public static void Measure(Report report)
    {
        var folder = Path.Combine(ReferenceData.Folder, "data", "tracking", "mot");
        if (!Directory.Exists(folder))
        {
            report.Skip("floor.tracking", $"{folder} is absent");
            return;
        }
        foreach (var set in ReferenceSet.Read(folder))
        {
            Quality(report, set, folder);
            HalfRate(report, set);
            Speed(report, set, folder);
        }
        Growth(report);
    }

    private static void Quality(Report report, ReferenceSet set, string folder)
    {
        var (ours, inTime) = (new TrackingScores(), new TrackingScores());
        foreach (var sequence in set.Sequences)
        {
            ours.Add(sequence, ProductTracks.Of(sequence));
            inTime.Add(sequence, ProductTracks.Of(sequence, late: false));
        }
        var peers = new List<TrackingScores>();
        foreach (var peer in ReferenceSet.Peers)
            if (Peer(report, set, folder, peer) is { } scores)
                peers.Add(scores);
        void Against(string figure, Func<TrackingScores, double> score)
        {
            if (peers.Count > 0)
                report.AtLeast($"floor.tracker.{set.Name}.{figure}", score(ours), "%", peers.Max(score));
            else
                report.Plain($"floor.tracker.{set.Name}.{figure}", score(ours), "%");
            report.Plain($"floor.tracker.{set.Name}.{figure}WithoutLateSamples", score(inTime), "%");
        }

        Against("hota", s => s.Hota.Score);
        Against("mota", s => s.Clear.Mota);
        Against("idf1", s => s.Identity.Score);
        report.Plain($"floor.tracker.{set.Name}.idsw", ours.Clear.IdentitySwitches, "switches");
    }

    private static TrackingScores? Peer(Report report, ReferenceSet set, string folder, string peer)
    {
        var archive = set.Archive(folder, peer);
        if (!File.Exists(archive))
        {
            report.Skip($"floor.tracker.{set.Name}", $"{archive} is absent, so {peer} is not compared with");
            return null;
        }
        var tracks = PeerTracks.Read(archive);
        var scores = new TrackingScores();
        foreach (var sequence in set.Sequences)
        {
            if (!tracks.TryGetValue(sequence.Name, out var boxes))
            {
                report.Skip($"floor.tracker.{set.Name}", $"{peer} has no result for {sequence.Name}, so it is not compared with");
                return null;
            }
            scores.Add(sequence, boxes);
        }
        return scores;
    }

    private static void HalfRate(Report report, ReferenceSet set)
    {
        double Lost(Func<MotSequence, IEnumerable<MotBox>> track, Func<MotSequence, IEnumerable<MotBox>> trackHalf)
        {
            var (full, half) = (new TrackingScores(), new TrackingScores());
            foreach (var sequence in set.Sequences)
            {
                full.Add(sequence, track(sequence));
                half.Add(sequence.Thinned(2), trackHalf(sequence.Thinned(2)));
            }
            return full.Hota.Score - half.Hota.Score;
        }

        // ByteTrack counts its patience in frames; of the same frames and the same seconds, whichever serves it better.
        var theirs = Math.Min(Lost(s => ByteTrack.Track(s), s => ByteTrack.Track(s)), Lost(s => ByteTrack.Track(s), s => ByteTrack.Track(s, patience: 15)));
        report.AtMost($"floor.tracker.{set.Name}.hotaLostAtHalfRate", Lost(s => ProductTracks.Of(s), s => ProductTracks.Of(s)), "%", theirs);
    }

    // Update only, single thread, best of five, as the peers were measured; the peers' machine was another, so the ratio is the figure.
    private static void Speed(Report report, ReferenceSet set, string folder)
    {
        var peers = Path.Combine(folder, "peer_results.csv");
        if (!File.Exists(peers))
        {
            report.Skip($"floor.tracker.{set.Name}.speed", $"{peers} is absent");
            return;
        }
        var rows = File.ReadLines(peers).Select(l => l.Split(',')).ToList();
        var (name, fps) = (Array.IndexOf(rows[0], "sequence"), Array.IndexOf(rows[0], "fps_cpu"));
        var byteTrack = rows.Where(r => r[0] == set.Name && r[1] == "bytetrack").ToDictionary(r => r[name], r => r[fps]);
        var (ours, theirs) = (0.0, 0.0);
        foreach (var sequence in set.Sequences)
        {
            if (!byteTrack.TryGetValue(sequence.Name, out var rate))
            {
                report.Skip($"floor.tracker.{set.Name}.speed", $"{peers} has no row for bytetrack on {sequence.Name}");
                continue;
            }
            ours += Seconds(sequence);
            theirs += sequence.Length / double.Parse(rate, CultureInfo.InvariantCulture);
        }
        if (ours > 0)
            report.AtLeast($"floor.tracker.{set.Name}.speedOverByteTrack", theirs / ours, "x", 20);
    }

    private static double Seconds(MotSequence sequence)
    {
        var frames = ProductTracks.Frames(sequence);
        var best = double.PositiveInfinity;
        for (var repeat = 0; repeat <= Repeats; repeat++)
        {
            var tracker = new Tracker(new TrackerOptions(), 1);
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < frames.Count; i++)
                tracker.Update(frames[i], ProductTracks.Time(sequence, i + 1));
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }

    // People walk at the same density on an ever larger floor, so a person is ever smaller in the picture.
    private static void Growth(Report report)
    {
        var (few, many) = (Crowd(60), Crowd(500));
        var allowed = 500 * Math.Log(500) / (60 * Math.Log(60));
        report.Plain("floor.tracker.microsecondsPerFrameOf60", few.Microseconds, "us");
        report.Plain("floor.tracker.microsecondsPerFrameOf500", many.Microseconds, "us");
        report.AtMost("floor.tracker.growth60To500OverNLogN", many.Microseconds / few.Microseconds / allowed, "x", 1);
        report.AtMost("floor.tracker.bytesPerFrameOf500", many.Bytes, "B", 0);
    }

    private static (double Microseconds, double Bytes) Crowd(int people)
    {
        const int Settling = 100;
        const int Measured = 200;
        var tracker = new Tracker(new TrackerOptions { Capacity = 1024 }, 1);
        var frames = Enumerable.Range(0, Settling + Measured).Select(f => Frame(people, f / 10.0)).ToArray();
        for (var i = 0; i < Settling; i++)
            tracker.Update(frames[i], TimeSpan.FromSeconds(i / 10.0));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var best = double.PositiveInfinity;
        for (var i = Settling; i < frames.Length; i++)
        {
            // Lower quartile would do; the sum of ten frames at a time is short enough to miss other processes and long enough to time.
            var start = Stopwatch.GetTimestamp();
            var until = Math.Min(i + 10, frames.Length);
            for (; i < until; i++)
                tracker.Update(frames[i], TimeSpan.FromSeconds(i / 10.0));
            i--;
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / 10);
        }
        return (best, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Measured);
    }

    private static Detection[] Frame(int people, double seconds)
    {
        var size = 0.5f / MathF.Sqrt(people);
        var frame = new Detection[people];
        for (var i = 0; i < people; i++)
        {
            // Places from a low-discrepancy sequence (Roberts' R2), each with a circle to walk.
            var x = (float)(((0.7548776662 * i) % 1) + (size * Math.Sin((0.8 * seconds) + i)));
            var y = (float)(((0.5698402910 * i) % 1) + (size * Math.Cos((0.8 * seconds) + i)));
            frame[i] = new Detection(new Box(x, y, x + (0.41f * size), y + size), (i + (int)(seconds * 10)) % 11 == 0 ? 0.4f : 0.9f);
        }
        return frame;
    }
}
