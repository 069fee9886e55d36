using System.Globalization;

namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>Spells out ffmpeg's command line. Needs ffmpeg 5.1 or later (<c>-fps_mode</c>).</summary>
internal static class FfmpegCommand
{
    /// <summary>The widest picture delivered when no size is asked for, pixels.</summary>
    public const int WidestByDefault = 768;

    /// <summary>Ticks per second of the time stamps on the pipe: divides 24, 25, 30, 50 and 60 pictures a second.</summary>
    private const int TimeBase = 90_000;

    public static List<string> Arguments(CameraOptions options, CameraAddress address, bool stillPicture)
    {
        List<string> arguments = ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "error"];
        AddInput(arguments, options, address, stillPicture);
        arguments.AddRange(["-map", "0:V:0", "-an", "-sn", "-dn", "-vf", Filters(options)]);
        arguments.AddRange(["-c:v", "rawvideo", "-pix_fmt", "rgb24", "-fps_mode", "vfr"]);
        // Without an encoder time base of its own, ffmpeg rounds every time to 1/rate and an irregular recording loses its times.
        arguments.AddRange(["-enc_time_base", string.Create(CultureInfo.InvariantCulture, $"1:{TimeBase}")]);
        arguments.AddRange(["-flush_packets", "1", "-f", "nut", "pipe:1"]);
        return arguments;
    }

    /// <summary>The filter chain: the rate cap, the user's own, the size.</summary>
    public static string Filters(CameraOptions options)
    {
        var chain = RateCap(options.FramesPerSecond);
        if (!string.IsNullOrWhiteSpace(options.Filter))
            chain += "," + options.Filter;
        return chain + "," + Scale(options.Width, options.Height);
    }

    public static bool IsPaced(CameraOptions options, CameraAddress address) =>
        !address.IsLive && (options.RealTime ?? (options.Loop || address.Kind == CameraKind.Graph));

    private static void AddInput(List<string> arguments, CameraOptions options, CameraAddress address, bool stillPicture)
    {
        // Second line behind the stall watch, which is stricter: ffmpeg should not hang for ever on a dead peer.
        var patience = ((long)(2 * options.StartWithin.TotalMicroseconds)).ToString(CultureInfo.InvariantCulture);
        var rate = options.FramesPerSecond.ToString(CultureInfo.InvariantCulture);
        if (IsPaced(options, address))
            arguments.Add("-re");
        switch (address.Kind)
        {
            case CameraKind.Graph:
                arguments.AddRange(["-f", "lavfi"]);
                break;
            case CameraKind.Device:
                arguments.AddRange(["-f", "v4l2"]);
                break;
            case CameraKind.Rtsp:
                arguments.AddRange(["-rtsp_transport", "tcp", "-allowed_media_types", "video", "-timeout", patience]);
                arguments.AddRange(["-fflags", "nobuffer", "-flags", "low_delay"]);
                break;
            case CameraKind.Network:
                arguments.AddRange(["-rw_timeout", patience, "-fflags", "nobuffer", "-flags", "low_delay"]);
                break;
            case CameraKind.File when stillPicture && options.Loop:
                arguments.AddRange(["-f", "image2", "-pattern_type", "none", "-loop", "1", "-framerate", rate]);
                break;
        }
        arguments.AddRange(["-i", address.FfmpegInput]);
    }

    /// <summary>
    /// Passes at most <paramref name="rate"/> pictures a second, each with its own time, and never repeats one. ld(0) is the time from which on
    /// the next picture is due; 0.3 periods of tolerance keep a jittering camera of just that rate whole, and a step back in time starts anew.
    /// </summary>
    private static string RateCap(double rate) => string.Create(CultureInfo.InvariantCulture,
        $"select='if(gte(t,ld(0)-{0.3 / rate:0.######})+lt(t,ld(0)-{2 / rate:0.######}),st(0,if(lt(t,ld(0)-{2 / rate:0.######}),t+{1 / rate:0.######},max(ld(0)+{1 / rate:0.######},t+{0.5 / rate:0.######})));1,0)'");

    /// <summary>-2: that side follows from the other with the proportions kept, to an even number.</summary>
    private static string Scale(int? width, int? height) => "scale=" + (width, height) switch
    {
        (null, null) => $"w='max(2,2*trunc(min({WidestByDefault},iw)/2))':h=-2",
        ({ } w, null) => $"w={w}:h=-2",
        (null, { } h) => $"w=-2:h={h}",
        ({ } w, { } h) => $"w={w}:h={h}",
    } + ":flags=area";
}
