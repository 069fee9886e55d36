using System.Globalization;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>How one child's life went.</summary>
/// <param name="Frames">Whole pictures read.</param>
/// <param name="Last">Stream time of the last one.</param>
/// <param name="ExitCode">The child's exit code.</param>
/// <param name="Reason">What it said, redacted, or null.</param>
internal readonly record struct SourcePass(long Frames, TimeSpan Last, int ExitCode, string? Reason);

/// <summary>What was found out before the first picture: the programs, the command line, and how much a recording should hold.</summary>
internal sealed class SourcePlan
{
    private readonly VideoFacts? _facts;
    private readonly double _cap;

    private SourcePlan(string ffmpeg, IReadOnlyList<string> arguments, VideoFacts? facts, double cap)
    {
        Ffmpeg = ffmpeg;
        Arguments = arguments;
        _facts = facts;
        _cap = cap;
    }

    /// <summary>The program's path.</summary>
    public string Ffmpeg { get; }

    /// <summary>Its command line.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>The time between a recording's last picture and the first of its next pass.</summary>
    public TimeSpan Step => TimeSpan.FromSeconds(1 / Math.Min(_cap, _facts?.FramesPerSecond ?? _cap));

    /// <summary>Checks the input and asks about it; throws <see cref="FrameSourceException"/> when it can't work.</summary>
    public static SourcePlan Make(CameraOptions options, CameraAddress address, CancellationToken cancellation)
    {
        var ffmpeg = Programs.Find(options.Ffmpeg)
            ?? throw new FrameSourceException($"'{options.Ffmpeg}' is not installed; it comes with the Debian package 'ffmpeg' (sudo apt install ffmpeg)");
        VideoFacts? facts = null;
        if (address.Kind == CameraKind.Device)
            CheckDevice(address.Input);
        else if (address.Kind == CameraKind.File)
            facts = AskFile(options, address, ffmpeg, cancellation);
        return new SourcePlan(ffmpeg, FfmpegCommand.Arguments(options, address, facts?.IsStillPicture == true), facts, options.FramesPerSecond);
    }

    /// <summary>Why a recording's pass was not whole, in a sentence, or null when it was.</summary>
    public string? Shortfall(in SourcePass pass, string name, bool stalled)
    {
        if (_facts is { Duration: { } duration, FramesPerSecond: { } rate } && pass.Frames > 0)
        {
            // Up to one period of the source and one of the cap lie behind the last picture of a whole recording; half a period more is rounding.
            var end = pass.Last + TimeSpan.FromSeconds((1.5 / rate) + (rate > _cap ? 1 / _cap : 0));
            if (end < duration)
            {
                var expected = _facts.Frames ?? (long)Math.Round(duration.TotalSeconds * rate);
                var seen = Math.Min(expected - 1, (long)Math.Round(pass.Last.TotalSeconds * rate) + 1);
                return string.Create(CultureInfo.InvariantCulture,
                    $"'{name}' ended after {seen} of about {expected} frames ({pass.Last.TotalSeconds:0.0} s of {duration.TotalSeconds:0.0} s)")
                    + (stalled ? ", because no more pictures came" : "");
            }
        }
        if (stalled)
            return $"'{name}' stopped giving pictures after {pass.Frames} frames";
        return pass.ExitCode == 0 ? null : $"'{name}' broke off after {pass.Frames} frames: {pass.Reason ?? $"ffmpeg ended with code {pass.ExitCode}"}";
    }

    private static VideoFacts AskFile(CameraOptions options, CameraAddress address, string ffmpeg, CancellationToken cancellation)
    {
        if (Directory.Exists(options.Input))
            throw new FrameSourceException($"'{options.Input}' is a folder, not a video");
        if (!File.Exists(options.Input))
            throw new FrameSourceException($"no such video file: '{options.Input}'");
        if (new FileInfo(options.Input).Length == 0)
            throw new FrameSourceException($"'{address.Shown}' is not a video: it is empty");
        var ffprobe = Programs.FindBeside(ffmpeg, "ffprobe")
            ?? throw new FrameSourceException("'ffprobe' is not installed; it comes with the Debian package 'ffmpeg' (sudo apt install ffmpeg)");
        return VideoProbe.Ask(ffprobe, address, cancellation);
    }

    private static void CheckDevice(string device)
    {
        if (File.Exists(device))
            return;
        var found = Directory.Exists("/dev") ? Directory.GetFiles("/dev", "video*").Order(StringComparer.Ordinal).ToArray() : [];
        throw new FrameSourceException($"no such camera: '{device}'; " + (found.Length == 0 ? "this machine has none" : $"found: {string.Join(", ", found)}"));
    }
}
