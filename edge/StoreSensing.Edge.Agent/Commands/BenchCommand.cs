using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Drivers.Cameras;

namespace StoreSensing.Edge.Agent.Commands;

/// <summary><c>bench</c>: what one camera with the default models costs on this machine.</summary>
internal static class BenchCommand
{
    private const string Picture = "lavfi:testsrc2=size=768x576:rate=25";
    private const int WarmUp = 30;

    public static Command Create()
    {
        var input = new Option<string>("--input") { Description = "what to look at; a test picture when left out", DefaultValueFactory = _ => Picture };
        var frames = new Option<int>("--frames") { Description = "pictures to measure", DefaultValueFactory = _ => 200 };
        var detector = new Option<string>("--detector") { Description = "what finds people or faces, as in cameras[].detector", DefaultValueFactory = _ => "centernet" };
        detector.AcceptOnlyFromAmong([.. EdgeConfigReader.Detectors]);
        var threads = new Option<int>("--threads") { Description = "threads of one model run", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "one JSON object instead of lines" };
        var command = new Command("bench", "Measure one camera with the default models here: time and bytes allocated per picture, resident memory.")
        {
            input, frames, detector, threads, json,
        };
        command.SetAction((parsed, cancellation) => UserFaults.Report(async () =>
        {
            if (parsed.GetRequiredValue(input) == Picture)
                await Console.Error.WriteLineAsync("a test picture without people: a real one costs more, give it with --input");
            var result = await MeasureAsync(
                parsed.GetRequiredValue(input), parsed.GetRequiredValue(frames), parsed.GetRequiredValue(detector), parsed.GetRequiredValue(threads), cancellation);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(result) : string.Join(Environment.NewLine, result.Select(Line)));
            return 0;
        }));
        return command;
    }

    private static string Line(KeyValuePair<string, double> figure) => string.Create(CultureInfo.InvariantCulture, $"{figure.Key,-28} {figure.Value:0.##}");

    private static async Task<IReadOnlyDictionary<string, double>> MeasureAsync(string input, int frames, string detector, int threads, CancellationToken cancellation)
    {
        var config = Config(input, detector, threads);
        using var models = new LaneModels(config.Inference);
        models.Verify(config);
        var source = new FfmpegFrameSource(new CameraOptions { Input = input, FramesPerSecond = 60, Loop = true, RealTime = false }, TimeProvider.System);
        using var buffer = new LatestFrameBuffer(WhenFull.Wait);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var capture = source.RunAsync(buffer, stop.Token);
        var measured = await Task.Factory.StartNew(() => Measure(config, models, buffer, frames, stop.Token), TaskCreationOptions.LongRunning);
        await stop.CancelAsync();
        await capture;
        return measured;
    }

    private static Dictionary<string, double> Measure(EdgeConfig config, LaneModels models, LatestFrameBuffer buffer, int frames, CancellationToken cancellation)
    {
        var boxes = LaneModels.Boxes(config.Cameras[0].Detector);
        VisionPipeline? pipeline = null;
        var milliseconds = new double[frames];
        var allocated = 0L;
        for (var i = -WarmUp; i < frames; i++)
        {
            using var frame = buffer.Read(TimeSpan.FromSeconds(30), cancellation, out _)
                ?? throw new FrameSourceException($"'{config.Cameras[0].Input}' gave only {i + WarmUp} pictures");
            pipeline ??= new VisionPipeline(
                LanePlans.Of(config, config.Cameras[0], boxes, zones => models.Expression(config.Expression!, config.Cameras[0], zones)) with { Faces = models.FacesOf(config, config.Cameras[0], frame.Width, frame.Height) },
                models.Detector(config.Cameras[0], frame.Width, frame.Height), 0);
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var start = TimeProvider.System.GetTimestamp();
            pipeline.Process(frame);
            if (i >= 0)
            {
                milliseconds[i] = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
                allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
            }
            while (pipeline.Close(frame.Time) is not null)
            {
            }
        }
        Array.Sort(milliseconds);
        return new Dictionary<string, double>
        {
            ["lane.pictures"] = frames,
            ["lane.milliseconds.median"] = Math.Round(milliseconds[frames / 2], 2),
            ["lane.milliseconds.p95"] = Math.Round(milliseconds[frames * 95 / 100], 2),
            ["lane.bytesPerPicture"] = (double)allocated / frames,
            ["lane.peoplePerPicture"] = Math.Round((double)pipeline!.Detections / pipeline.Frames, 2),
            ["lane.facesRead"] = pipeline.FacesRead,
            ["agent.residentMegabytes"] = ResidentMegabytes("VmRSS"),
            ["agent.residentPeakMegabytes"] = ResidentMegabytes("VmHWM"),
        };
    }

    private static double ResidentMegabytes(string field)
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(field + ":", StringComparison.Ordinal));
        return Math.Round(double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024, 1);
    }

    // Each set of expression networks was measured on one network's faces; on UltraFace's none was.
    private static string? ExpressionOf(string detector) => detector switch { "ultraface" => null, "yunet" or "yunet-s" => "fer+emotion", _ => "emotion" };

    private static EdgeConfig Config(string input, string detector, int threads) => StoreSensing.Configuration.ConfigFile.Parse(
        $$"""
        store: bench
        device: bench
        cameras: [{id: camera, input: {{JsonSerializer.Serialize(input)}}, detector: {{detector}}}]
        zones: [{id: all, polygon: [[0, 0], [1, 0], [1, 1], [0, 1]]{{(ExpressionOf(detector) is null ? "" : ", expression: true")}}}]
        {{(ExpressionOf(detector) is { } models ? $"expression: {{purpose: measuring this machine, noticePlace: none, noticeSince: 2026-01-01, lawfulBasis: legitimate-interests, retentionDays: 90, models: {models}}}" : "")}}
        inference: {threads: {{threads}}}
        """,
        "bench",
        EdgeConfigReader.Read);
}
