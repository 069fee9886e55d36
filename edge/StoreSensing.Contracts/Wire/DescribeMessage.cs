namespace StoreSensing.Contracts.Wire;

/// <summary>Retained self-description of a device.</summary>
public sealed record DescribeMessage
{
    /// <summary><c>describe/1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary>Id of the process that speaks.</summary>
    public required string Session { get; init; }

    /// <summary>Program and version.</summary>
    public required string Software { get; init; }

    /// <summary>Window length, seconds.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>Shown wherever the figures are shown, when the pictures are not of a real shop (<c>demo</c>, <c>simulated</c>); else null.</summary>
    public required string? Provenance { get; init; }

    /// <summary>What is withheld, and from whom.</summary>
    public required PrivacyDescription Privacy { get; init; }

    /// <summary>Where zones overlap, a person is in <c>all</c> of them, in the <c>first</c> in order, or in the <c>smallest</c>.</summary>
    public required string Overlap { get; init; }

    /// <summary>The floor plan and uncalibrated cameras' pictures: what heat and zones are drawn on.</summary>
    public required IReadOnlyList<SurfaceDescription> Surfaces { get; init; }

    /// <summary>The zones.</summary>
    public required IReadOnlyList<ZoneDescription> Zones { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<LineDescription> Lines { get; init; }

    /// <summary>The displays: windows, shelves, screens that people look at.</summary>
    public required IReadOnlyList<DisplayDescription> Displays { get; init; }

    /// <summary>How expressions are read; null while expression is off.</summary>
    public required ExpressionDescription? Expression { get; init; }

    /// <summary>How skin-conductance arousal is worked out; null while skin conductance is off.</summary>
    public required ArousalDescription? Arousal { get; init; }

    /// <summary>The cameras.</summary>
    public required IReadOnlyList<CameraDescription> Cameras { get; init; }

    /// <summary>The skin-conductance sensors.</summary>
    public required IReadOnlyList<SensorDescription> Sensors { get; init; }

    /// <summary>Every model in use.</summary>
    public required IReadOnlyList<ModelDescription> Models { get; init; }
}

/// <summary>The privacy profile in force.</summary>
public sealed record PrivacyDescription
{
    /// <summary><c>traffic</c>, <c>standard</c> or <c>strict</c>.</summary>
    public required string Profile { get; init; }

    /// <summary>People needed before visits and crossings are told; null: they are told as they are.</summary>
    public required int? CountThreshold { get; init; }

    /// <summary>People needed before a cell's heat, person-seconds, and occupancy of a zone are told.</summary>
    public required int HeatThreshold { get; init; }

    /// <summary>The noise on every figure; null without.</summary>
    public required NoiseDescription? Noise { get; init; }

    /// <summary>People needed before dwell, waits and flow are told; null: they are never told.</summary>
    public required int? DwellThreshold { get; init; }

    /// <summary>People needed before expression is told; null while expression is off.</summary>
    public required int? ExpressionThreshold { get; init; }

    /// <summary>People needed before funnel, attention and interest are told; null: they are never told, or there is no display.</summary>
    public required int? AttentionThreshold { get; init; }

    /// <summary>People needed before skin-conductance arousal is told; null: it is never told, or skin conductance is off.</summary>
    public required int? ArousalThreshold { get; init; }
}

/// <summary>Two-sided geometric noise: P(n) ∝ exp(−|n| / scale).</summary>
public sealed record NoiseDescription
{
    /// <summary>Most privacy loss ε of any one track over a day, however often the device starts anew.</summary>
    public required double EpsilonPerDay { get; init; }

    /// <summary>Scale of the noise on a window's visits of one zone, people, while the first share of the budget is used.</summary>
    public required double VisitScale { get; init; }

    /// <summary>The same of engaged visits.</summary>
    public required double EngagedScale { get; init; }

    /// <summary>The same of a line's crossings in one direction.</summary>
    public required double CrossingScale { get; init; }

    /// <summary>The same of one cell's heat, seconds.</summary>
    public required double HeatScaleSeconds { get; init; }
}

/// <summary>A plane with a grid of half-open cells: [origin, origin + columns × cell width).</summary>
public sealed record SurfaceDescription
{
    /// <summary>The surface's id.</summary>
    public required string Surface { get; init; }

    /// <summary>The name people see.</summary>
    public required string Name { get; init; }

    /// <summary><c>metre</c> (floor plan, y away from the origin) or <c>image</c> (0..1 of a picture, y down).</summary>
    public required string Unit { get; init; }

    /// <summary>Left edge, in the unit.</summary>
    public required double OriginX { get; init; }

    /// <summary>First row's edge, in the unit.</summary>
    public required double OriginY { get; init; }

    /// <summary>Cell width, in the unit.</summary>
    public required double CellWidth { get; init; }

    /// <summary>Cell height, in the unit.</summary>
    public required double CellHeight { get; init; }

    /// <summary>Columns.</summary>
    public required int Columns { get; init; }

    /// <summary>Rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Width / height as people see it: 1 cell unit is not square on pictures.</summary>
    public required double Aspect { get; init; }

    /// <summary>What share (0..1) of each cell's area any camera sees, row by row; null where nobody worked it out.</summary>
    public required IReadOnlyList<double>? Visible { get; init; }
}

/// <summary>A zone's place.</summary>
public sealed record ZoneDescription
{
    /// <summary>The zone's id.</summary>
    public required string Zone { get; init; }

    /// <summary>The name people see.</summary>
    public required string Name { get; init; }

    /// <summary>The surface it lies on.</summary>
    public required string Surface { get; init; }

    /// <summary>Corners as [x, y] in the surface's unit.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Polygon { get; init; }

    /// <summary>People queue in this zone: <c>queue</c> messages tell of it under its id.</summary>
    public required bool Queue { get; init; }
}

/// <summary>A line's place.</summary>
public sealed record LineDescription
{
    /// <summary>The line's id.</summary>
    public required string Line { get; init; }

    /// <summary>The name people see.</summary>
    public required string Name { get; init; }

    /// <summary>The surface it lies on.</summary>
    public required string Surface { get; init; }

    /// <summary>
    /// First end as [x, y]. <c>in</c> leads to the side where (to − from) × (p − from) is positive: seen from here towards the second end that is
    /// the left on a floor plan (y up) and the right on a picture (y down).
    /// </summary>
    public required IReadOnlyList<double> From { get; init; }

    /// <summary>Second end as [x, y].</summary>
    public required IReadOnlyList<double> To { get; init; }

    /// <summary>What people call the direction <c>in</c>.</summary>
    public required string InName { get; init; }

    /// <summary>What people call the direction <c>out</c>.</summary>
    public required string OutName { get; init; }

    /// <summary>The shop is entered and left over this line: it counts towards occupancy.</summary>
    public required bool Entrance { get; init; }
}

/// <summary>Something that people look at.</summary>
public sealed record DisplayDescription
{
    /// <summary>The display's id.</summary>
    public required string Display { get; init; }

    /// <summary>The name people see.</summary>
    public required string Name { get; init; }

    /// <summary>The surface it lies on.</summary>
    public required string Surface { get; init; }

    /// <summary>Where people pass it: corners as [x, y] in the surface's unit.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Area { get; init; }

    /// <summary>What they look at: corners as [x, y]; null: the display is where the camera is.</summary>
    public required IReadOnlyList<IReadOnlyList<double>>? Target { get; init; }
}

/// <summary>How expressions are read, and what is known about the mistakes.</summary>
public sealed record ExpressionDescription
{
    /// <summary>The models whose calibrated probabilities are averaged, by catalog name.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Below this calibrated probability of the likeliest class nothing is decided about a person, 0..1.</summary>
    public required double Threshold { get; init; }

    /// <summary>
    /// Labelled faces by true class (positive, neutral, negative, surprise), each row by decision (the same four, abstained); null where the models have
    /// never been measured.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<int>>? Confusion { get; init; }

    /// <summary>On which pictures calibration and confusion were measured; null where they were not.</summary>
    public required string? MeasuredOn { get; init; }
}

/// <summary>A camera's part.</summary>
public sealed record CameraDescription
{
    /// <summary>The camera's id.</summary>
    public required string Camera { get; init; }

    /// <summary>The name people see.</summary>
    public required string Name { get; init; }

    /// <summary>The surface its people are placed on.</summary>
    public required string Surface { get; init; }

    /// <summary>The detector in use.</summary>
    public required string Detector { get; init; }

    /// <summary>The share of its picture that is blackened before anything looks at it, 0..1.</summary>
    public required double MaskedShare { get; init; }
}

/// <summary>A model in use.</summary>
public sealed record ModelDescription
{
    /// <summary>Its name in the catalog.</summary>
    public required string Name { get; init; }

    /// <summary>Its task in the catalog.</summary>
    public required string Task { get; init; }

    /// <summary>SHA-256 of the file that was loaded, hex.</summary>
    public required string Sha256 { get; init; }
}
