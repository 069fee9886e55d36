using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Tests.Attention;
using StoreSensing.Edge.Core.Tests.Faces;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>Attention of labelled people against independent results, printed faces that must not count, and how far three readers of head poses agree.</summary>
internal static class AttentionFigures
{
    private const double Hour = 3600;

    public static void Measure(Report report)
    {
        Golden(report);
        StillFaces(report);
        Poses(report);
    }

    private static void Golden(Report report)
    {
        var folder = Path.Combine(ReferenceData.Folder, "data", "tracking", "engagement");
        if (!File.Exists(Path.Combine(folder, "golden.json")) || !File.Exists(Path.Combine(folder, "zara01_gaze_tracks.csv")))
        {
            report.Skip("faces.attention_golden", $"{folder} is absent");
            return;
        }
        var scene = new GoldenEngagement(folder);
        var counted = scene.Count();
        var (counts, person, total) = (0, 0.0, 0.0);
        foreach (var window in scene.Windows)
        {
            double Figure(string name) => window.Value.GetProperty(name).GetDouble();
            var people = counted[window.Name].Where(p => p.PresentSeconds > 0).ToList();
            counts += people.Count == (int)Figure("persons_in_zone") ? 0 : 1;
            counts += people.Count(p => p.AttentionSeconds > 0) == (int)Figure("lookers") ? 0 : 1;
            counts += people.Count(p => p.AttentionSeconds >= 1 - 1e-6) == (int)Figure("engaged_1s") ? 0 : 1;
            counts += people.Count(p => p.AttentionSeconds >= 3 - 1e-6) == (int)Figure("engaged_3s") ? 0 : 1;
            total = Math.Max(total, Math.Abs(people.Sum(p => p.PresentSeconds) - Figure("presence_s")));
            total = Math.Max(total, Math.Abs(people.Sum(p => p.AttentionSeconds) - Figure("look_s")));
            foreach (var golden in window.Value.GetProperty("per_person").EnumerateArray())
            {
                var mine = people.FirstOrDefault(p => p.TrackId == golden.GetProperty("id").GetInt64());
                double Off(string name, double seconds) => Math.Abs(golden.GetProperty(name).GetDouble() - seconds);
                person = Math.Max(person, Math.Max(Off("presence_s", mine.PresentSeconds), Off("look_s", mine.AttentionSeconds)));
            }
        }
        report.AtMost("faces.attention_golden_counts_differing", counts, "-", 0);
        report.AtMost("faces.attention_golden_person_max_deviation", person, "s", scene.Period + 1e-6);
        report.AtMost("faces.attention_golden_total_max_deviation", total, "s", scene.Period + 1e-6);
    }

    private static void StillFaces(Report report)
    {
        var traffic = StreetPeople.Traffic(Hour, seed: 11).ToList();
        FaceStreet Street(IEnumerable<StreetFace> faces, bool people = false) => new FaceStreet(faces, StreetPeople.Zones(0.5, 0.4), people, seed: 11).Run(Hour);
        var alone = new FaceStreet([StreetPeople.Poster(0.5, 0.4)], StreetPeople.Zones(0.5, 0.4), seed: 12).Run(Hour);
        var (with, without) = (Street([StreetPeople.Poster(0.5, 0.4), .. traffic]), Street(traffic));
        var behind = Street([StreetPeople.Poster(0.5, 0.4), .. traffic], people: true);
        report.AtMost("faces.poster_hour_alone_visits", alone.Visits("all"), "visits", 0);
        report.AtMost("faces.poster_hour_attention", with.AttentionSeconds + behind.AttentionSeconds, "s", 0);
        report.AtMost("faces.poster_hour_sightings", with.PrintsSeen + behind.PrintsSeen, "faces", 0);
        report.Plain("faces.poster_hour_visits_of_people", with.Visits("all"), "visits");
        report.Plain("faces.poster_hour_visits_of_people_without_poster", without.Visits("all"), "visits");
        var standing = new FaceStreet([StreetPeople.Stander(5, 0.5, 0.4, 120), StreetPeople.Poster(0.8, 0.4)], StreetPeople.Zones(0.5, 0.4)).Run(140);
        report.AtLeast("faces.standing_two_minutes_seconds", standing.PersonSeconds("poster"), "s", 117);
        report.AtLeast("faces.standing_two_minutes_visits", standing.Visits("poster"), "visits", 1);
    }

    // No true angles lie in the reference folder: how far readers agree says how far they may be trusted at most.
    private static void Poses(Report report)
    {
        var folder = Path.Combine(ReferenceData.Folder, "data", "faces", "boxes", "images");
        using var models = new FaceModels();
        const string yunet = "yunet_n_dynamic.onnx", fsanet = "fsanet-1x1-iter-688590.onnx";
        foreach (var model in (string[])[yunet, fsanet, "facemesh"])
            if (models.Absent(model) is { } absent)
            {
                report.Skip("faces.pose", absent);
                return;
            }
        if (!Directory.Exists(folder))
        {
            report.Skip("faces.pose", $"{folder} is absent");
            return;
        }
        IHeadPoseEstimator[] readers = [new LandmarkHeadPose(), new MeshHeadPose(models.Open("facemesh")), new FsaNetHeadPose(models.Open(fsanet))];
        var poses = new List<HeadPose?[]>();
        var mirrored = new List<(HeadPose? Pose, HeadPose? Mirror)[]>();
        var faces = new FaceDetection[300];
        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            using var frame = Pictures.Read(file);
            using var mirror = Pictures.Mirror(frame);
            var detector = new YuNetDetector(models.Open(yunet, InputSize.OfLongSide(frame.Width, frame.Height, 640, YuNetDetector.Stride)));
            var found = detector.DetectFaces(frame, faces);
            foreach (var face in faces.AsSpan(0, found).ToArray().Where(f => f.Box.Width * frame.Width >= 48))
            {
                foreach (var reader in readers)
                    reader.Prepare(frame);
                HeadPose?[] read = [.. readers.Select(r => r.Estimate(frame, face))];
                poses.Add(read);
                mirrored.Add([.. readers.Select((r, i) => (read[i], r.Estimate(mirror, Pictures.Mirror(face))))]);
            }
        }
        string[] names = ["points", "mesh", "fsanet"];
        report.Plain("faces.pose_faces", poses.Count, "faces");
        for (var a = 0; a < names.Length; a++)
        {
            report.Plain($"faces.pose_{names[a]}_told", poses.Count(p => p[a] is not null) / (double)Math.Max(1, poses.Count), "-");
            report.Plain($"faces.pose_{names[a]}_mirror_yaw_median", Median(mirrored.Where(m => m[a].Pose is not null && m[a].Mirror is not null).Select(m => (double)Math.Abs(m[a].Pose!.Value.Yaw + m[a].Mirror!.Value.Yaw))), "degrees");
            for (var b = a + 1; b < names.Length; b++)
                Agree(report, $"faces.pose_{names[a]}_{names[b]}", [.. poses.Where(p => p[a] is not null && p[b] is not null).Select(p => (p[a]!.Value, p[b]!.Value))]);
        }
    }

    private static void Agree(Report report, string name, List<(HeadPose A, HeadPose B)> pairs)
    {
        foreach (var (angle, of) in ((string, Func<HeadPose, double>)[])[("yaw", p => p.Yaw), ("pitch", p => p.Pitch), ("roll", p => p.Roll)])
        {
            report.Plain($"{name}_{angle}_median_difference", Median(pairs.Select(p => Math.Abs(of(p.A) - of(p.B)))), "degrees");
            report.Plain($"{name}_{angle}_median_bias", Median(pairs.Select(p => of(p.A) - of(p.B))), "degrees");
            report.Plain($"{name}_{angle}_correlation", Correlation([.. pairs.Select(p => (of(p.A), of(p.B)))]), "-");
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : double.NaN;

    private static double Correlation(List<(double A, double B)> pairs)
    {
        var (a, b) = (pairs.Average(p => p.A), pairs.Average(p => p.B));
        return pairs.Sum(p => (p.A - a) * (p.B - b)) / Math.Sqrt(pairs.Sum(p => (p.A - a) * (p.A - a)) * pairs.Sum(p => (p.B - b) * (p.B - b)));
    }
}
