using System.Globalization;
using System.Text.Json;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>What a recording's container says about it.</summary>
/// <param name="Format">ffmpeg's name of the container.</param>
/// <param name="FramesPerSecond">Mean rate, or null.</param>
/// <param name="Frames">Pictures it should hold, or null where the container does not say.</param>
/// <param name="Duration">How long it should last, or null where the container does not say.</param>
internal sealed record VideoFacts(string Format, double? FramesPerSecond, long? Frames, TimeSpan? Duration)
{
    /// <summary>True for a single picture.</summary>
    public bool IsStillPicture => Format.EndsWith("_pipe", StringComparison.Ordinal) || Format == "image2";
}

/// <summary>Asks <c>ffprobe</c> about a file and refuses what is no video.</summary>
internal static class VideoProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Containers whose duration is written in a header; elsewhere ffmpeg guesses it from the file's size or its last packet.
    private static readonly string[] SayTheirDuration = ["matroska", "flv", "asf"];

    /// <summary>Throws <see cref="FrameSourceException"/> when the file can't be used.</summary>
    public static VideoFacts Ask(string ffprobe, CameraAddress address, CancellationToken cancellation)
    {
        using var child = FfmpegProcess.Start(ffprobe, [
            "-v", "error", "-of", "json", "-select_streams", "V:0", "-protocol_whitelist", "file,crypto,data",
            "-show_entries", "stream=codec_name,avg_frame_rate,nb_frames,duration:stream_tags=DURATION:format=format_name,duration",
            "-i", address.FfmpegInput], address);
        using var late = new Timer(_ => child.Kill(), null, Patience, Timeout.InfiniteTimeSpan);
        using var cancelled = cancellation.Register(child.Kill);
        using var output = new MemoryStream();
        child.Output.CopyTo(output);
        var (exitCode, reason) = child.Finish();
        cancellation.ThrowIfCancellationRequested();
        if (exitCode != 0)
            throw NotVideo(address, reason ?? $"ffprobe gave no answer within {Patience.TotalSeconds:0} s");
        return Parse(output.ToArray(), address);
    }

    /// <summary>One sentence for a file that can't be used.</summary>
    public static FrameSourceException NotVideo(CameraAddress address, string? reason) =>
        new($"'{address.Shown}' is not a video that can be read" + (reason is null ? "" : $": {reason}"));

    private static VideoFacts Parse(byte[] json, CameraAddress address)
    {
        using var document = JsonDocument.Parse(json);
        var format = document.RootElement.TryGetProperty("format", out var about) ? Text(about, "format_name") ?? "" : "";
        var streams = document.RootElement.TryGetProperty("streams", out var list) ? list.GetArrayLength() : 0;
        // ffmpeg reads any .txt as a screen of a terminal and renders its letters: that is no video to anybody else.
        if (format == "tty")
            throw new FrameSourceException($"'{address.Shown}' is not a video: it is text");
        if (streams == 0)
            throw new FrameSourceException($"'{address.Shown}' is not a video: it holds no moving picture");
        var stream = list[0];
        var rate = Rate(Text(stream, "avg_frame_rate"));
        var frames = Number(Text(stream, "nb_frames")) is { } count and > 0 ? (long?)count : null;
        double? seconds = null;
        // Not the stream's duration: of a cut AVI ffmpeg guesses that anew from the file's size.
        if (frames is not null && rate is not null)
            seconds = frames / rate;
        else if (SayTheirDuration.Any(known => format.Contains(known, StringComparison.Ordinal)))
            seconds = TaggedDuration(stream) ?? Number(Text(about, "duration"));
        if (frames is null && seconds is { } length && rate is { } perSecond)
            frames = (long)Math.Round(length * perSecond);
        return new VideoFacts(format, rate, frames, seconds is { } known2 ? TimeSpan.FromSeconds(known2) : null);
    }

    // Matroska: "00:00:02.040000000".
    private static double? TaggedDuration(JsonElement stream) =>
        stream.TryGetProperty("tags", out var tags) && Text(tags, "DURATION") is { Length: > 8 } text
        && TimeSpan.TryParse(text[..Math.Min(text.Length, 16)], CultureInfo.InvariantCulture, out var duration)
            ? duration.TotalSeconds
            : null;

    private static double? Rate(string? ratio)
    {
        var parts = ratio?.Split('/');
        return parts is [var over, var under] && Number(over) is { } a and > 0 && Number(under) is { } b and > 0 ? a / b : null;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
