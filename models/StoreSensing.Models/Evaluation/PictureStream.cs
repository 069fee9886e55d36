using System.Diagnostics;
using System.Globalization;
using System.Text;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Models.Evaluation;

/// <summary>Pictures of a file, or of a clip, decoded by the installed ffmpeg as a child process; nothing is written to disk.</summary>
internal static class PictureStream
{
    /// <summary>The one picture of a file.</summary>
    /// <exception cref="InvalidDataException">ffmpeg can't read it; one sentence names the file and ffmpeg's reason.</exception>
    public static Frame Read(string path)
    {
        var frames = new List<Frame>();
        foreach (var frame in Clip(path, every: 1, CancellationToken.None))
            frames.Add(frame);
        frames[1..].ForEach(frame => frame.Dispose());
        return frames[0];
    }

    /// <summary>The first picture of a clip and then every n-th; each is the caller's to dispose before it asks for the next.</summary>
    public static IEnumerable<Frame> Clip(string path, int every, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"picture '{path}' does not exist");
        using var ffmpeg = Start(path, every);
        var reason = ffmpeg.StandardError.ReadToEndAsync(cancellation);
        using var stream = new BufferedStream(ffmpeg.StandardOutput.BaseStream, 1 << 16);
        FramePool? pool = null;
        try
        {
            // Netpbm's P6 tells each picture's size before its bytes.
            while (Word(stream) == "P6")
            {
                cancellation.ThrowIfCancellationRequested();
                var (width, height, _) = (Number(stream), Number(stream), Number(stream));
                if ((pool?.Width, pool?.Height) != (width, height))
                    pool = new FramePool(width, height);
                var frame = pool!.Rent();
                stream.ReadExactly(frame.Pixels);
                yield return frame;
            }
        }
        finally
        {
            if (!ffmpeg.HasExited)
                ffmpeg.Kill();
        }
        if (pool is null)
            throw new InvalidDataException($"'{path}' holds no picture that ffmpeg can read: {reason.GetAwaiter().GetResult().ReplaceLineEndings(" ").Trim()}");
    }

    private static Process Start(string path, int every)
    {
        var select = string.Create(CultureInfo.InvariantCulture, $"select=not(mod(n\\,{every}))");
        string[] arguments =
        [
            "-nostdin", "-v", "error", "-i", path, "-vf", select, "-fps_mode", "vfr",
            "-sws_flags", "accurate_rnd+full_chroma_int", "-f", "image2pipe", "-c:v", "ppm", "pipe:1",
        ];
        try
        {
            return Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidDataException($"ffmpeg, which decodes pictures, can't be started ({e.Message}); install Debian's package ffmpeg");
        }
    }

    private static int Number(Stream stream) => int.Parse(Word(stream), CultureInfo.InvariantCulture);

    private static string Word(Stream stream)
    {
        var word = new StringBuilder();
        for (var next = stream.ReadByte(); next >= 0 && !char.IsWhiteSpace((char)next); next = stream.ReadByte())
            word.Append((char)next);
        return word.ToString();
    }
}
