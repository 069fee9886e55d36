using System.Diagnostics;
using System.Globalization;
using StoreSensing.Testing.Canary;

namespace StoreSensing.Edge.Agent.Tests.Canary;

/// <summary>What the agent is given: a lossless clip of people who wear the patch, recordings of skin conductance with readings of many digits, and a configuration with everything switched on.</summary>
internal sealed class CanaryShop
{
    public const int Frames = 1000;

    private const int Width = 480;
    private const int Height = 360;
    private const int PeopleEvery = 60; // pictures, in each of two rows
    private const int Speed = 12; // pixels from picture to picture
    private const int BodyWidth = 64;
    private const int BodyHeight = 124;
    private const int Readings = 6000; // ten minutes at 10 a second
    private static readonly string[] NeedsModels = ["blazeface", "facemesh", "emotion", "centernet"];
    private readonly string _folder;

    public CanaryShop(string folder)
    {
        _folder = folder;
        WriteClip(Path.Combine(folder, "hall.mkv"));
        Conductance = [.. Enumerable.Range(0, 3).Select(Skin)];
        for (var i = 0; i < Conductance.Count; i++)
            File.WriteAllLines(Path.Combine(folder, $"grip{i}_10hz.csv"), Conductance[i].Select(v => v.ToString("0.00000000", CultureInfo.InvariantCulture)));
    }

    public CanaryPatch Patch { get; } = new(48, 112, seed: 20260301);

    /// <summary>µS, by sensor.</summary>
    public IReadOnlyList<double[]> Conductance { get; }

    /// <summary>The fetched models with which expression and attention can be switched on; null where they are not.</summary>
    public static string? Models
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("STORESENSING_MODELS") is { Length: > 0 } set
                ? set
                : Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "storesensing");
            return NeedsModels.All(m => File.Exists(Path.Combine(folder, "models", m + ".onnx"))) ? folder : null;
        }
    }

    public CanarySearch Search(IEnumerable<Needle>? more = null) => new(
        Patch.Needles()
            .Concat(Conductance.SelectMany(values => Enumerable.Range(0, (Readings / 50) - 2).SelectMany(i => CanaryReadings.Needles(values[(100 + (i * 48))..][..2]))))
            .Concat(more ?? []),
        new NumberRange(CanaryProgram.First, CanaryProgram.Apart * CanaryProgram.Most));

    /// <summary>Writes it; <paramref name="camera"/> is a further one.</summary>
    public string Configuration(int brokerPort, string camera = "")
    {
        var taken = DateTimeOffset.UtcNow.AddHours(-1).ToString("yyyy-MM-ddTHH:00:00Z", CultureInfo.InvariantCulture);
        var sensors = Conductance.Select((_, i) => $"{{id: grip-{i}, input: 'replay:{Path.Combine(_folder, $"grip{i}_10hz.csv")}', zone: left, consent: contact, startedAt: '{taken}'}}");
        var file = Path.Combine(_folder, "edge.yaml");
        File.WriteAllText(file, $$"""
            store: shop
            device: hall
            privacy: standard
            windowSeconds: 30
            mqtt: {port: {{brokerPort}}}
            cameras:
              - {id: hall, input: '{{Path.Combine(_folder, "hall.mkv")}}', detector: motion, framesPerSecond: 10, startedAt: '{{taken}}'}
            {{camera}}
            zones:
              - {id: left, surface: hall, polygon: [[0, 0], [0.45, 0], [0.45, 1], [0, 1]], expression: {{(Models is null ? "false" : "true")}}}
              - {id: right, surface: hall, polygon: [[0.55, 0], [1, 0], [1, 1], [0.55, 1]]}
            lines: [{id: middle, surface: hall, from: [0.5, 0], to: [0.5, 1], entrance: true}]
            queues: [{zone: left, serviceZone: right}]
            skinConductance: {purpose: a test, noticePlace: at the grips, noticeSince: 2026-01-01, lawfulBasis: consent, retentionDays: 90, sensors: [{{string.Join(", ", sensors)}}]}
            {{(Models is null ? "" : $$"""
            displays: [{id: shelf, camera: hall, zone: right}]
            expression: {purpose: a test, noticePlace: at the door, noticeSince: 2026-01-01, lawfulBasis: legitimate-interests, retentionDays: 90}
            inference: {models: '{{Models}}'}
            """)}}
            """);
        return file;
    }

    // Dark bodies with the patch on them cross a grey hall in two rows; FFV1 keeps every pixel as it is.
    private void WriteClip(string file)
    {
        var start = new ProcessStartInfo(
            "ffmpeg", $"-v error -y -f rawvideo -pix_fmt rgb24 -s {Width}x{Height} -r 10 -i - -c:v ffv1 -pix_fmt bgr0 {file}".Split(' ')) { RedirectStandardInput = true };
        using var ffmpeg = Process.Start(start)!;
        var picture = new byte[Width * Height * 3];
        for (var i = 0; i < Frames; i++)
        {
            picture.AsSpan().Fill(150);
            for (var row = 0; row < 2; row++)
                for (var since = (i + (row * PeopleEvery / 2)) % PeopleEvery; since * Speed < Width + BodyWidth; since += PeopleEvery)
                    Dress(picture, (since * Speed) - BodyWidth, 30 + (row * 170));
            ffmpeg.StandardInput.BaseStream.Write(picture);
        }
        ffmpeg.StandardInput.Close();
        ffmpeg.WaitForExit();
        ffmpeg.ExitCode.ShouldBe(0);
    }

    private void Dress(byte[] picture, int left, int top)
    {
        var (from, to) = (Math.Max(0, left), Math.Min(Width, left + BodyWidth));
        for (var y = top; y < top + BodyHeight && from < to; y++)
            picture.AsSpan(((y * Width) + from) * 3, (to - from) * 3).Fill(20);
        Patch.Paint(picture, Width, left + ((BodyWidth - Patch.Width) / 2), top + ((BodyHeight - Patch.Height) / 2));
    }

    // Five seconds of nobody, then a level that drifts with a response every 15 s; digits that no other number has.
    private static double[] Skin(int who)
    {
        var random = new Random(who);
        return [.. Enumerable.Range(0, Readings).Select(i => i < 50 ? 0 : Math.Round(Level(i / 10.0, who) + (random.NextDouble() * 0.001), 8))];
    }

    private static double Level(double t, int who)
    {
        var since = (t + (4 * who)) % 15;
        return 5.31415926 + who + (0.1 * Math.Sin(t / 30)) + (0.4 * 2.36 * (Math.Exp(-since / 2) - Math.Exp(-since / 0.75)));
    }
}
