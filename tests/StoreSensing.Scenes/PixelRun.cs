using System.Globalization;
using System.Text.Json;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Drivers.Cameras;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Evaluation.Floor;
using StoreSensing.Testing;

namespace StoreSensing.Scenes;

/// <summary>
/// A scene through the agent's own way: configuration, ffmpeg, detector, tracker, places, counting; and its labels through the same counting. Windows are
/// a second long, so that each visit's time is known.
/// </summary>
public static class PixelRun
{
    private const int WindowSeconds = 1;
    private const string Fine = "-fine";

    /// <summary>The detectors that find whole people, as figures are called; <c>centernet-fine</c> is the one for small people.</summary>
    public static IReadOnlyList<string> Detectors { get; } = ["centernet", "centernet-fine", "picodet", "motion"];

    /// <summary>What a run of this scene with this detector lacks here, or null.</summary>
    public static string? Absent(PixelScene scene, string detector)
    {
        if (scene.Absent is { } absent || detector == "motion")
            return scene.Absent;
        var store = ModelStore.Open();
        if (!File.Exists(store.RuntimePath()))
            return $"ONNX Runtime is not fetched ({store.RuntimePath()})";
        var model = ModelFile(store, detector);
        return File.Exists(model) ? null : $"{model} is absent";
    }

    /// <summary>The figures of the labels.</summary>
    public static FloorTotals Truth(PixelScene scene) =>
        LabelledFloor.Count(Plan(Config(scene, "motion", null)), scene.Labels, scene.Frames, scene.Rate, scene.Width, scene.Height, scene.FirstPixel);

    /// <summary>The figures of the pictures.</summary>
    public static FloorTotals Pictures(PixelScene scene, string detector)
    {
        using var folder = new TemporaryFolder();
        var config = Config(scene, detector, Models(folder.Path, detector));
        using var models = new LaneModels(config.Inference);
        var camera = config.Cameras[0];
        var source = new FfmpegFrameSource(
            new CameraOptions { Input = scene.Clip, FramesPerSecond = camera.FramesPerSecond, RealTime = false, StartUtc = camera.StartedAt }, TimeProvider.System);
        using var buffer = new LatestFrameBuffer(WhenFull.Wait);
        using var stop = new CancellationTokenSource();
        var capture = source.RunAsync(buffer, stop.Token);
        var windows = Count(config, models, buffer, scene.Frames);
        stop.Cancel();
        capture.GetAwaiter().GetResult();
        return FloorTotals.Of(windows);
    }

    private static List<RawWindow> Count(EdgeConfig config, LaneModels models, LatestFrameBuffer buffer, int frames)
    {
        var windows = new List<RawWindow>();
        VisionPipeline? pipeline = null;
        var last = default(FrameTime);
        for (var i = 0; i < frames; i++)
        {
            using var frame = buffer.Read(TimeSpan.FromSeconds(60), CancellationToken.None, out _)
                ?? throw new InvalidOperationException($"'{config.Cameras[0].Input}' gave {i} pictures, {frames} are labelled");
            pipeline ??= new VisionPipeline(Plan(config), models.Detector(config.Cameras[0], frame.Width, frame.Height), 1);
            pipeline.Process(frame);
            last = frame.Time;
            while (pipeline.Close(last) is { } window)
                windows.Add(window);
        }
        windows.AddRange(pipeline!.Stop(last));
        return windows;
    }

    private static string Name(string detector) => detector.EndsWith(Fine, StringComparison.Ordinal) ? detector[..^Fine.Length] : detector;

    private static LanePlan Plan(EdgeConfig config)
    {
        var camera = config.Cameras[0];
        return LanePlans.Of(config, camera, LaneModels.Boxes(camera.Detector), _ => throw new InvalidOperationException("no expression here")) with { WindowSeconds = WindowSeconds };
    }

    private static EdgeConfig Config(PixelScene scene, string detector, string? models) => StoreSensing.Configuration.ConfigFile.Parse(
        $$"""
        store: scene
        device: scene
        cameras:
          - id: camera
            input: {{JsonSerializer.Serialize(scene.Clip)}}
            detector: {{Name(detector)}}
            fine: {{(detector.EndsWith(Fine, StringComparison.Ordinal) ? "true" : "false")}}
            framesPerSecond: {{scene.Rate.ToString(CultureInfo.InvariantCulture)}}
            startedAt: 2026-01-01T00:00:00Z
            {{(scene.Calibration is null ? "# counted in the picture" : "calibration: " + JsonSerializer.Serialize(scene.Pairs()))}}
        inference: {threads: 2, models: {{JsonSerializer.Serialize(models ?? "")}}}
        {{scene.Places}}
        """,
        scene.Name,
        EdgeConfigReader.Read);

    // Weights that nobody publishes in a package lie among the reference models: a cache of our own points to them.
    private static string Models(string folder, string detector)
    {
        var store = ModelStore.Open();
        if (detector == "motion")
            return store.Folder;
        Directory.CreateSymbolicLink(Path.Combine(folder, "runtime"), Path.Combine(store.Folder, "runtime"));
        Directory.CreateDirectory(Path.Combine(folder, "models"));
        File.CreateSymbolicLink(Path.Combine(folder, "models", store.Entry(LaneModels.Model(Name(detector))).FileName), ModelFile(store, detector));
        return folder;
    }

    private static string ModelFile(ModelStore store, string detector)
    {
        var fetched = store.PathOf(store.Entry(LaneModels.Model(Name(detector))));
        return detector == "picodet" && !File.Exists(fetched) ? Path.Combine(ReferenceData.Folder, "models", "picodet_s_416_coco.onnx") : fetched;
    }
}
