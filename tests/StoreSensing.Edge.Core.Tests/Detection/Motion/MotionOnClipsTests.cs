using System.Diagnostics;
using System.Globalization;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Detection.Motion;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Testing;
using Xunit.Abstractions;
using Found = StoreSensing.Edge.Core.Detection.Detection;

namespace StoreSensing.Edge.Core.Tests.Detection.Motion;

/// <summary>
/// The motion detector on real pictures. The street clip of Debian's opencv-doc is the MOT15 sequence PETS09-S2L1, so its pedestrians are labelled picture by picture. It is looked
/// for in STORESENSING_DEMO_MEDIA and in `.cache/media` of the repository.
/// </summary>
public sealed class MotionOnClipsTests(ITestOutputHelper output)
{
    private const int Width = 768;
    private const int Height = 576;
    private const double Rate = 10;

    [SkippableFact]
    public void Detect_StreetClip_FindsMostPedestriansAndLittleElse()
    {
        var truth = Truth(ReferenceData.File("data", "tracking", "mot", "MOT15", "PETS09-S2L1", "gt.txt"));
        var folder = Environment.GetEnvironmentVariable("STORESENSING_DEMO_MEDIA") ?? Path.Combine(ReferenceData.Repository, ".cache", "media");
        var clip = Path.Combine(folder, "vtest.avi");
        Skip.IfNot(File.Exists(clip), $"the street clip is absent: {clip}");

        int found = 0, labelled = 0, close = 0, rough = 0;
        var feet = 0.0;
        foreach (var (number, detections) in Detections(clip, Width, Height).Where(picture => picture.Number % 5 == 1 && picture.Number > 10 * Rate))
        {
            var people = truth[number];
            found += detections.Length;
            labelled += people.Count;
            close += Match(detections, people, 0.5f, out _);
            rough += Match(detections, people, 0.3f, out var distance);
            feet += distance;
        }
        double Share(int hits, int all) => (double)hits / all;
        output.WriteLine($"IoU 0.5: precision {Share(close, found):0.000} recall {Share(close, labelled):0.000}; IoU 0.3: precision {Share(rough, found):0.000} "
            + $"recall {Share(rough, labelled):0.000}; foot points {feet / rough:0.000} body heights off; {found} found, {labelled} labelled");

        // Lower bounds a little below what was measured; people in a group are one find, which the recall pays for.
        Share(close, found).ShouldBeGreaterThan(0.76);
        Share(close, labelled).ShouldBeGreaterThan(0.64);
        Share(rough, found).ShouldBeGreaterThan(0.92);
        Share(rough, labelled).ShouldBeGreaterThan(0.78);
        (feet / rough).ShouldBeLessThan(0.09);
    }

    [SkippableFact]
    public void Detect_OnePersonAtATime_NeverFindsACrowd()
    {
        var clip = ReferenceData.File("data", "video", "intel_one-by-one-person-detection.mp4");
        var counts = new int[3];
        foreach (var (_, detections) in Detections(clip, 384, 216).Where(picture => picture.Number > 10 * Rate))
            counts[Math.Min(detections.Length, 2)]++;
        output.WriteLine($"pictures with nobody: {counts[0]}, with one: {counts[1]}, with more: {counts[2]}");
        ((double)counts[1] / counts.Sum()).ShouldBeGreaterThan(0.7);
        ((double)counts[2] / counts.Sum()).ShouldBeLessThan(0.1);
    }

    private static IEnumerable<(int Number, Found[] Found)> Detections(string clip, int width, int height)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-i", clip, "-vf", $"scale={width}:{height}", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"])
        {
            RedirectStandardOutput = true,
        })!;
        var detector = new MotionDetector(new MotionOptions());
        var into = new Found[detector.Capacity];
        using var frame = new FramePool(width, height).Rent();
        for (var number = 1; ffmpeg.StandardOutput.BaseStream.ReadAtLeast(frame.Pixels, frame.Pixels.Length, throwOnEndOfStream: false) == frame.Pixels.Length; number++)
        {
            frame.Time = new FrameTime(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds((number - 1) / Rate));
            yield return (number, into[..detector.Detect(frame, into)]);
        }
        ffmpeg.WaitForExit();
    }

    // Greedy, best overlap first. Also the sum of the foot points' distances, in the labelled person's heights.
    private static int Match(Found[] found, List<Box> people, float least, out double distance)
    {
        distance = 0;
        var pairs = found.SelectMany((detection, i) => people.Select((person, j) => (Iou: detection.Box.Iou(person), i, j)))
            .Where(pair => pair.Iou >= least).OrderByDescending(pair => pair.Iou).ToList();
        var (usedFound, usedPeople) = (new HashSet<int>(), new HashSet<int>());
        foreach (var (_, i, j) in pairs)
        {
            if (usedFound.Contains(i) || usedPeople.Contains(j))
                continue;
            usedFound.Add(i);
            usedPeople.Add(j);
            var (a, b) = (found[i].Box, people[j]);
            var across = ((a.Left + a.Right) - (b.Left + b.Right)) / 2 * Width;
            var down = (a.Bottom - b.Bottom) * Height;
            distance += Math.Sqrt((across * across) + (down * down)) / (b.Height * Height);
        }
        return usedFound.Count;
    }

    // frame, id, left, top, width, height, …; frames and pixels count from 1.
    private static Dictionary<int, List<Box>> Truth(string file) => File.ReadLines(file)
        .Select(line => line.Split(',').Take(6).Select(field => float.Parse(field, CultureInfo.InvariantCulture)).ToArray())
        .GroupBy(row => (int)row[0])
        .ToDictionary(rows => rows.Key, rows => rows.Select(row =>
            new Box((row[2] - 1) / Width, (row[3] - 1) / Height, (row[2] - 1 + row[4]) / Width, (row[3] - 1 + row[5]) / Height)).ToList());
}
