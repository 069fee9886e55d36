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

    /// <summary>The reference set of point pairs, and how many of its units a metre has.</summary>
    public required (string Set, double UnitsPerMetre) Calibration { get; init; }

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
    /// Zones are stretches of the corridor, lines lie across it and along its middle.
    /// </summary>
    public static PixelScene Corridor { get; } = new()
    {
        Name = "caviar",
        Clip = Reference("data", "tracking", "caviar", "OneLeaveShop1cor.mpg"),
        LabelFile = Reference("data", "tracking", "caviar", "shop1_cor", "gt_mot.txt"),
        Width = 384, Height = 288, Rate = 25, Frames = 295, FirstPixel = 0,
        Calibration = ("caviar_corridor_4pt_cm", 100),
        Columns = 16,
        Floor =
            """
            floor: {origin: [-2, -4], widthMetres: 8, heightMetres: 70, cellMetres: 0.5}
            zones:
              - {id: front, polygon: [[-2, -4], [6, -4], [6, 6], [-2, 6]]}
              - {id: door, polygon: [[-2, 6], [6, 6], [6, 12], [-2, 12]]}
              - {id: stairs, polygon: [[-2, 12], [6, 12], [6, 18], [-2, 18]]}
              - {id: shop, polygon: [[-2, 18], [6, 18], [6, 22], [-2, 22]]}
              - {id: behind-shop, polygon: [[-2, 22], [6, 22], [6, 26], [-2, 26]]}
              - {id: rear, polygon: [[-2, 26], [6, 26], [6, 34], [-2, 34]]}
              - {id: far, polygon: [[-2, 42], [6, 42], [6, 64], [-2, 64]]}
            lines:
              - {id: at-door, from: [-2, 12], to: [6, 12]}
              - {id: at-shop, from: [-2, 22], to: [6, 22]}
              - {id: along, from: [1.5, 8], to: [1.5, 30]}
            """,
    };

    /// <summary>What is absent, or null when it can be run.</summary>
    public string? Absent => new[] { Clip, LabelFile, CalibrationFile }.FirstOrDefault(file => !File.Exists(file)) is { } file ? $"{file} is absent" : null;

    /// <summary>The labels.</summary>
    public IReadOnlyList<MotBox> Labels => MotFile.Read(LabelFile);

    /// <summary>The reference point pairs as the configuration takes them: picture 0..1, metres.</summary>
    internal IReadOnlyList<double[]> Pairs()
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(CalibrationFile));
        var set = golden.RootElement.GetProperty("sets").EnumerateArray().Single(s => s.GetProperty("name").GetString() == Calibration.Set);
        return
        [
            .. set.GetProperty("pairs").EnumerateArray().Select(p => p.EnumerateArray().Select(n => n.GetDouble()).ToArray())
                .Select(p => new[] { p[0] / Width, p[1] / Height, p[2] / Calibration.UnitsPerMetre, p[3] / Calibration.UnitsPerMetre }),
        ];
    }

    private static string CalibrationFile => Reference("data", "tracking", "homography", "golden.json");

    private static string Reference(params string[] parts) => Path.Combine([ReferenceData.Folder, .. parts]);
}
