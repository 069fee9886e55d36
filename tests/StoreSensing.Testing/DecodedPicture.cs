using System.Diagnostics;
using System.Globalization;
using System.Text;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Testing;

/// <summary>Pictures (or a clip's first ones) decoded by the installed ffmpeg, packed RGB.</summary>
public sealed record DecodedPicture(int Width, int Height, byte[] Pixels)
{
    /// <summary>Decodes a picture in its own size.</summary>
    public static DecodedPicture Read(string path) => Clip(path, 1)[0];

    /// <summary>Decodes the first pictures of a clip, or of every so many one.</summary>
    public static IReadOnlyList<DecodedPicture> Clip(string path, int count, int every = 1)
    {
        // Netpbm's P6 tells each picture's size before its bytes.
        string[] arguments = ["-nostdin", "-v", "error", "-i", path, "-vf", $"select=not(mod(n\\,{every}))", "-vsync", "vfr", "-frames:v", count.ToString(CultureInfo.InvariantCulture),
            "-sws_flags", "accurate_rnd+full_chroma_int", "-f", "image2pipe", "-c:v", "ppm", "pipe:1"];
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardOutput = true })!;
        using var stream = new BufferedStream(ffmpeg.StandardOutput.BaseStream, 1 << 16);
        var pictures = new List<DecodedPicture>();
        while (Word(stream) is { Length: > 0 } magic)
        {
            if (magic != "P6")
                throw new InvalidDataException($"'{path}': ffmpeg gave '{magic}', not a picture");
            var (width, height, _) = (Number(stream), Number(stream), Number(stream));
            var pixels = new byte[width * height * 3];
            stream.ReadExactly(pixels);
            pictures.Add(new DecodedPicture(width, height, pixels));
        }
        ffmpeg.WaitForExit();
        return pictures.Count > 0 ? pictures : throw new InvalidDataException($"'{path}' holds no picture that ffmpeg can read");
    }

    /// <summary>As the pipeline takes it; the caller's to dispose.</summary>
    public Frame ToFrame()
    {
        var frame = new FramePool(Width, Height).Rent();
        Pixels.CopyTo(frame.Pixels);
        return frame;
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
