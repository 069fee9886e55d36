using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using StoreSensing.Testing.Canary;

namespace StoreSensing.Edge.Agent.Tests.Canary;

/// <summary>The search finds what is planted, in every form; else its silence would prove nothing.</summary>
public sealed class CanarySearchTests : IDisposable
{
    private const long Id = CanaryProgram.First + 17;
    private static readonly CanaryPatch Patch = new(48, 24, seed: 7);
    private static readonly double[] Readings = [7.31415926, 7.27182818];
    private static readonly CanarySearch Search = new(Patch.Needles().Concat(CanaryReadings.Needles(Readings)), new NumberRange(CanaryProgram.First, 4096));
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("{\"schema\":\"zone/1\",\"visits\":12,\"session\":\"9f86d081884c7d65\",\"windowStart\":\"2026-03-01T09:00:00Z\"}")]
    [InlineData("12:00:03 info: storesensing-edge[0] 99418273645102 pictures, 7.31 µS, 7.27 µS")]
    public void In_InnocentText_FindsNothing(string text) => Search.In("text", Encoding.UTF8.GetBytes(text)).ShouldBeEmpty();

    [Fact]
    public void In_OtherPicturesPixels_FindsNothing() => Search.In("pixels", new CanaryPatch(480, 360, seed: 8).Pixels).ShouldBeEmpty();

    // A picture of 200 × 100 with the patch at an odd place, written in one way or another.
    [Theory]
    [InlineData("RGB")]
    [InlineData("BGR")]
    [InlineData("RGBA")]
    [InlineData("red")]
    [InlineData("grey")]
    [InlineData("grey (16..235)")]
    public void In_Pixels_FindsThem(string layout) => Found(Laid(layout, Picture(1)), $"{layout} of the picture");

    [Theory]
    [InlineData(2, "RGB")]
    [InlineData(2, "BGR")]
    [InlineData(2, "grey")]
    [InlineData(4, "RGB")]
    [InlineData(4, "BGR")]
    [InlineData(4, "grey")]
    public void In_PixelsScaledDown_FindsThem(int factor, string layout) => Found(Laid(layout, Picture(factor)), $"{layout} of the picture at 1/{factor}");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void In_Base64AtEachAlignment_FindsIt(int before)
    {
        byte[] content = [.. new byte[before], .. Patch.Pixels];
        Found(Text($"{{\"x\":\"{Convert.ToBase64String(content)}\"}}"), "RGB of the picture, base64");
    }

    [Fact]
    public void In_SmallPictureInBase64Url_FindsIt() =>
        Found(Text(Convert.ToBase64String(Laid("grey", Picture(2))).Replace('+', '-').Replace('/', '_')), "grey of the picture at 1/2, base64");

    [Fact]
    public void In_Hexadecimal_FindsIt() => Found(Text(Convert.ToHexString(Patch.Pixels)), "RGB of the picture, hexadecimal");

    [Theory]
    [InlineData(",")]
    [InlineData(", ")]
    [InlineData("\n")]
    public void In_ListOfNumbers_FindsIt(string separator) =>
        Found(Text($"[{string.Join(separator, Patch.Pixels.ToArray())}]"), "RGB of the picture, decimal numbers");

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1 / 255f, 0)]
    [InlineData(2 / 255f, -1)]
    public void In_NetworksInput_FindsIt(float gain, float offset)
    {
        var plane = Laid("green", Picture(1)).SelectMany(v => BitConverter.GetBytes((v * gain) + offset));
        Found([1, .. plane], "green of the picture as float32");
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 16 }, "JPEG header")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }, "PNG header")]
    [InlineData(new byte[] { 0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50 }, "WebP or AVI header")]
    public void In_CodedPicture_FindsItsHeaderAndItInBase64(byte[] header, string form)
    {
        Found([9, .. header], form);
        Found(Text(Convert.ToBase64String([.. header, .. new byte[30]])), $"{form} in base64");
    }

    [Theory]
    [InlineData("0.00000000")]
    [InlineData("0.000000")]
    [InlineData("R")]
    public void In_ReadingAsText_FindsIt(string format) => Found(Text($"{{\"scl\":{Readings[0].ToString(format, CultureInfo.InvariantCulture)}}}"), "reading as text");

    [Fact]
    public void In_ReadingInBinary_FindsIt()
    {
        Found([5, .. BitConverter.GetBytes(Readings[0])], "reading in double precision");
        Found([5, .. BitConverter.GetBytes(Readings[1]).Reverse()], "reading in double precision, big-endian");
        Found([5, .. Readings.SelectMany(r => BitConverter.GetBytes((float)r))], "readings in single precision");
    }

    [Fact]
    public void In_Id_FindsItHoweverItIsWritten()
    {
        Found(Text($"track {Id} left"), "id as text");
        Found(Text($"track {Id:x}"), "id as hexadecimal text");
        Found(Text($"track 0x{Id:X16}"), "id as hexadecimal text");
        Found([5, .. BitConverter.GetBytes(Id)], "id as a little-endian number");
        Found([5, .. BitConverter.GetBytes(Id).Reverse()], "id as a big-endian number");
        Search.In("text", Text($"{CanaryProgram.First - 1} {CanaryProgram.First + 4096}")).ShouldBeEmpty();
    }

    [Fact]
    public void InFolder_DatabaseWithAnIdAndAReading_FindsBoth()
    {
        using (var database = new SqliteConnection($"Data Source={_folder.File("some.db")}"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = $"PRAGMA journal_mode=WAL; CREATE TABLE t (id INTEGER, level REAL); INSERT INTO t VALUES ({Id}, {Readings[0].ToString(CultureInfo.InvariantCulture)})";
            command.ExecuteNonQuery();

            // Not checkpointed yet: the rows stand in the WAL alone.
            var found = Search.InFolder(_folder.Path);
            found.ShouldContain(f => f.Form == "id as a big-endian number" && f.Place.EndsWith("-wal", StringComparison.Ordinal));
            found.ShouldContain(f => f.Form == "reading in double precision, big-endian");
        }
    }

    [Fact]
    public void InFolder_HiddenFileAndFileNamedAfterATrack_FindsBoth()
    {
        Directory.CreateDirectory(_folder.File(".cache/deep"));
        File.WriteAllBytes(_folder.File(".cache/deep/.crop"), Patch.Pixels.ToArray());
        File.WriteAllText(_folder.File($"track-{Id}.txt"), "");

        var found = Search.InFolder(_folder.Path);

        found.ShouldContain(f => f.Place.EndsWith(".crop", StringComparison.Ordinal) && f.Form == "RGB of the picture");
        found.ShouldContain(f => f.Place.StartsWith("the name of", StringComparison.Ordinal) && f.Form == "id as text");
    }

    [Fact]
    public void Written_FileOpenOutside_IsSeen()
    {
        using var open = File.Create(_folder.File("open"));
        ProcessPlaces.Written(Environment.ProcessId).ShouldContain(_folder.File("open"));
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        ProcessPlaces.Listening(Environment.ProcessId).ShouldContain(a => a.EndsWith($":{((System.Net.IPEndPoint)listener.LocalEndpoint).Port:X4}", StringComparison.Ordinal));
    }

    private static void Found(byte[] content, string form) => Search.In("planted", content).ShouldContain(f => f.Form == form);

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    // Packed RGB of a picture with the patch in it, made smaller by taking means.
    private static (byte[] Rgb, int Width) Picture(int factor)
    {
        const int width = 200, height = 100;
        var picture = new byte[width * height * 3];
        Patch.Paint(picture, width, 37, 41);
        var (columns, rows) = (width / factor, height / factor);
        var small = new byte[columns * rows * 3];
        for (var i = 0; i < small.Length; i++)
        {
            var (x, y, channel) = (i / 3 % columns * factor, i / 3 / columns * factor, i % 3);
            var sum = 0;
            for (var dy = 0; dy < factor; dy++)
                for (var dx = 0; dx < factor; dx++)
                    sum += picture[((((y + dy) * width) + x + dx) * 3) + channel];
            small[i] = (byte)((sum + (factor * factor / 2)) / (factor * factor));
        }
        return (small, columns);
    }

    private static byte[] Laid(string layout, (byte[] Rgb, int Width) picture)
    {
        var rgb = picture.Rgb;
        var pixels = Enumerable.Range(0, rgb.Length / 3);
        double Luma(int i) => (0.299 * rgb[3 * i]) + (0.587 * rgb[(3 * i) + 1]) + (0.114 * rgb[(3 * i) + 2]);
        return layout switch
        {
            "RGB" => rgb,
            "BGR" => [.. pixels.SelectMany(i => new[] { rgb[(3 * i) + 2], rgb[(3 * i) + 1], rgb[3 * i] })],
            "RGBA" => [.. pixels.SelectMany(i => new byte[] { rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2], 255 })],
            "red" => [.. pixels.Select(i => rgb[3 * i])],
            "green" => [.. pixels.Select(i => rgb[(3 * i) + 1])],
            "grey" => [.. pixels.Select(i => (byte)Math.Round(Luma(i)))],
            "grey (16..235)" => [.. pixels.Select(i => (byte)Math.Round(16 + (Luma(i) * 219 / 255)))],
            _ => throw new ArgumentOutOfRangeException(nameof(layout), layout, null),
        };
    }
}
