using System.Text.Json;
using StoreSensing.Evaluation.Mot;
using StoreSensing.Testing;

namespace StoreSensing.Scenes;

/// <summary>A clip whose people are labelled picture by picture, and a floor to count them on.</summary>
public sealed record PixelScene
{
    /// <summary>Short name, as figures are called.</summary>
    public required string Name { get; init; }

    /// <summary>The clip.</summary>
    public required string Clip { get; init; }

    /// <summary>Its labels, MOTChallenge text; boxes in pixels.</summary>
    public required string LabelFile { get; init; }

    /// <summary>Picture width, pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Picture height, pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Pictures a second.</summary>
    public required double Rate { get; init; }

    /// <summary>Labelled pictures.</summary>
    public required int Frames { get; init; }

    /// <summary>The number of the labels' first pixel.</summary>
    public required int FirstPixel { get; init; }

    /// <summary>The reference set of point pairs, and how many of its units a metre has; null to count in the picture.</summary>
    public required (string Set, double UnitsPerMetre)? Calibration { get; init; }

    /// <summary>A reference scene whose zones and lines, in pixels, are counted in; null where <see cref="Floor"/> has them.</summary>
    public string? ZoneFile { get; init; }

    /// <summary>Floor, zones and lines as an operator writes them, without surface and calibration.</summary>
    public required string Floor { get; init; }

    /// <summary>Columns of the floor's grid.</summary>
    public required int Columns { get; init; }

    /// <summary>
    /// Street and car park of the University of Reading, seen from a mast: 795 pictures of 19 people. The six zones are adjoining squares of 4 m × 4 m
    /// in the walked part, the lines run along their common edges and on to where the squares would end.
    /// </summary>
    public static PixelScene Street { get; } = new()
    {
        Name = "vtest",
        Clip = Path.Combine(
            Environment.GetEnvironmentVariable("STORESENSING_DEMO_MEDIA") is { Length: > 0 } folder ? folder : Path.Combine(ReferenceData.Repository, ".cache", "media"), "vtest.avi"),
        LabelFile = Reference("data", "tracking", "mot", "MOT15", "PETS09-S2L1", "gt.txt"),
        Width = 768, Height = 576, Rate = 10, Frames = 795, FirstPixel = 1,
        Calibration = ("PETS09-S2L1_8pt_m", 1),
        Columns = 64,
        Floor =
            """
            floor: {origin: [-22, -18], widthMetres: 32, heightMetres: 26, cellMetres: 0.5}
            zones:
              - {id: south-west, polygon: [[-13, -14], [-9, -14], [-9, -10], [-13, -10]]}
              - {id: south, polygon: [[-9, -14], [-5, -14], [-5, -10], [-9, -10]]}
              - {id: west, polygon: [[-13, -10], [-9, -10], [-9, -6], [-13, -6]]}
              - {id: middle, polygon: [[-9, -10], [-5, -10], [-5, -6], [-9, -6]]}
              - {id: east, polygon: [[-5, -10], [-1, -10], [-1, -6], [-5, -6]]}
              - {id: north, polygon: [[-9, -6], [-5, -6], [-5, -2], [-9, -2]]}
            lines:
              - {id: along, from: [-9, -14], to: [-9, -2]}
              - {id: across, from: [-13, -10], to: [-1, -10]}
              - {id: behind, from: [-13, -6], to: [-1, -6]}
            """,
    };

    /// <summary>
    /// Corridor of a shopping centre in Lisbon: 295 pictures of six people at the shops, some 20 pixels wide; others who stand about are not labelled.
    /// Zones and lines are those of the reference scene of the same camera, in its picture.
    /// </summary>
    public static PixelScene Corridor { get; } = new()
    {
        Name = "caviar",
        Clip = Reference("data", "tracking", "caviar", "OneLeaveShop1cor.mpg"),
        LabelFile = Reference("data", "tracking", "caviar", "shop1_cor", "gt_mot.txt"),
        Width = 384, Height = 288, Rate = 25, Frames = 295, FirstPixel = 0,
        Calibration = null,
        Columns = 40,
        Floor = "",
        ZoneFile = Reference("data", "tracking", "zones", "caviar_shop2_cor_px", "scene.json"),
    };

    /// <summary>What is absent, or null when it can be run.</summary>
    public string? Absent => new[] { Clip, LabelFile, ZoneFile ?? CalibrationFile }.FirstOrDefault(file => !File.Exists(file)) is { } file ? $"{file} is absent" : null;

    /// <summary>The labels.</summary>
    public IReadOnlyList<MotBox> Labels => MotFile.Read(LabelFile);

    /// <summary>Floor, zones and lines as the configuration of a camera named <c>camera</c> has them.</summary>
    internal string Places => ZoneFile is null ? Floor : PictureZones(ZoneFile);

    /// <summary>The reference point pairs as the configuration takes them: picture 0..1, metres.</summary>
    internal IReadOnlyList<double[]> Pairs()
    {
        if (Calibration is not var (calibration, unitsPerMetre))
            return [];
        using var golden = JsonDocument.Parse(File.ReadAllBytes(CalibrationFile));
        var set = golden.RootElement.GetProperty("sets").EnumerateArray().Single(s => s.GetProperty("name").GetString() == calibration);
        return
        [
            .. set.GetProperty("pairs").EnumerateArray().Select(p => p.EnumerateArray().Select(n => n.GetDouble()).ToArray())
                .Select(p => new[] { p[0] / Width, p[1] / Height, p[2] / unitsPerMetre, p[3] / unitsPerMetre }),
        ];
    }

    private string PictureZones(string file)
    {
        using var scene = JsonDocument.Parse(File.ReadAllBytes(file));
        double[] Share(JsonElement point) => [point[0].GetDouble() / Width, point[1].GetDouble() / Height];
        string Id(JsonElement named) => named.GetProperty("name").GetString()!.ToLowerInvariant().Replace('_', '-');
        var zones = scene.RootElement.GetProperty("zones").EnumerateArray().Select(z => new
        {
            id = Id(z), surface = "camera", polygon = z.GetProperty("polygon").EnumerateArray().Select(Share).ToArray(),
        });
        var lines = scene.RootElement.GetProperty("lines").EnumerateArray().Select(l => new
        {
            id = Id(l), surface = "camera", from = Share(l.GetProperty("a")), to = Share(l.GetProperty("b")),
        });
        return $"zones: {JsonSerializer.Serialize(zones)}{Environment.NewLine}lines: {JsonSerializer.Serialize(lines)}";
    }

    private static string CalibrationFile => Reference("data", "tracking", "homography", "golden.json");

    private static string Reference(params string[] parts) => Path.Combine([ReferenceData.Folder, .. parts]);
}
