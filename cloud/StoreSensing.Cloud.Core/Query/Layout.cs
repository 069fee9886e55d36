using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>A shop as its devices describe it.</summary>
public sealed record StoreLayout
{
    /// <summary>Who owns it.</summary>
    public required string Tenant { get; init; }

    /// <summary>The shop.</summary>
    public required string Store { get; init; }

    /// <summary><c>demo</c> or <c>simulated</c> when any device's pictures are not of a real shop; else null.</summary>
    public required string? Provenance { get; init; }

    /// <summary>Window length, seconds; the longest of its devices; null while none has described itself.</summary>
    public required int? WindowSeconds { get; init; }

    /// <summary>What heat and zones are drawn on; a surface that several devices describe stands here once.</summary>
    public required IReadOnlyList<LayoutSurface> Surfaces { get; init; }

    /// <summary>The zones.</summary>
    public required IReadOnlyList<LayoutZone> Zones { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<LayoutLine> Lines { get; init; }

    /// <summary>The displays.</summary>
    public required IReadOnlyList<LayoutDisplay> Displays { get; init; }

    /// <summary>The cameras.</summary>
    public required IReadOnlyList<LayoutCamera> Cameras { get; init; }

    /// <summary>The skin-conductance sensors.</summary>
    public required IReadOnlyList<LayoutSensor> Sensors { get; init; }

    /// <summary>How each device works out skin-conductance arousal; a device where it is off is absent.</summary>
    public required IReadOnlyList<LayoutArousal> Arousal { get; init; }

    /// <summary>The privacy profile of each device.</summary>
    public required IReadOnlyList<LayoutPrivacy> Privacy { get; init; }

    /// <summary>The models of each device.</summary>
    public required IReadOnlyList<LayoutModel> Models { get; init; }

    /// <summary>A device's rules; null while it has not described itself.</summary>
    internal LayoutPrivacy? PrivacyOf(string device)
    {
        foreach (var privacy in Privacy)
            if (privacy.Device == device)
                return privacy;
        return null;
    }

    /// <summary>Merges the descriptions of a shop's devices.</summary>
    public static StoreLayout Of(StoreAddress store, IReadOnlyList<DeviceRecord> devices)
    {
        var described = devices.Where(d => d.Describe is not null).Select(d => (Device: d.Address.Device, It: d.Describe!)).ToList();
        return new StoreLayout
        {
            Tenant = store.Tenant,
            Store = store.Store,
            Provenance = described.Select(d => d.It.Provenance).FirstOrDefault(p => p is not null),
            WindowSeconds = described.Count == 0 ? null : described.Max(d => d.It.WindowSeconds),
            Surfaces = [.. described.SelectMany(d => d.It.Surfaces.Select(s => LayoutSurface.Of(d.Device, s))).GroupBy(s => s.Surface).Select(LayoutSurface.Merge)],
            Zones = [.. described.SelectMany(d => d.It.Zones.Select(z => new LayoutZone(d.Device, z.Zone, z.Name, z.Surface, z.Polygon, z.Queue)))],
            Lines = [.. described.SelectMany(d => d.It.Lines.Select(l => new LayoutLine(d.Device, l.Line, l.Name, l.Surface, l.From, l.To, l.InName, l.OutName, l.Entrance)))],
            Displays = [.. described.SelectMany(d => d.It.Displays.Select(x => new LayoutDisplay(d.Device, x.Display, x.Name, x.Surface, x.Area, x.Target)))],
            Cameras = [.. described.SelectMany(d => d.It.Cameras.Select(c => new LayoutCamera(d.Device, c.Camera, c.Name, c.Surface, c.Detector, c.MaskedShare)))],
            Sensors = [.. described.SelectMany(d => d.It.Sensors.Select(s => new LayoutSensor(d.Device, s.Sensor, s.Name, s.Zone, s.Driver)))],
            Arousal = [.. described.Where(d => d.It.Arousal is not null).Select(d => new LayoutArousal(d.Device, d.It.Arousal!.Method, d.It.Arousal.ElevatedFrom, d.It.Arousal.WindowSeconds))],
            Privacy = [.. described.Select(d => LayoutPrivacy.Of(d.Device, d.It.Privacy))],
            Models = [.. described.SelectMany(d => d.It.Models.Select(m => new LayoutModel(d.Device, m.Name, m.Task, m.Sha256)))],
        };
    }
}

/// <summary>As <see cref="SurfaceDescription"/>, with the first device that describes it.</summary>
public sealed record LayoutSurface(
    string Device, string Surface, string Name, string Unit, double OriginX, double OriginY, double CellWidth, double CellHeight,
    int Columns, int Rows, double Aspect, IReadOnlyList<double>? Visible)
{
    /// <summary>The area of a cell, m²; null on a picture.</summary>
    internal double? CellSquareMetres => Unit == "metre" ? CellWidth * CellHeight : null;

    internal static LayoutSurface Of(string device, SurfaceDescription s) => new(
        device, s.Surface, s.Name, s.Unit, s.OriginX, s.OriginY, s.CellWidth, s.CellHeight, s.Columns, s.Rows, s.Aspect,
        s.Visible is { } visible && visible.Count == s.Columns * s.Rows ? visible : null);

    /// <summary>
    /// One surface of several devices' descriptions. A cell is seen as well as the device sees it that sees most of it: at least so much is in
    /// view. What one device says nothing about stays unknown.
    /// </summary>
    internal static LayoutSurface Merge(IEnumerable<LayoutSurface> descriptions)
    {
        var all = descriptions.ToList();
        var first = all[0];
        if (all.Exists(s => s.Visible is null || s.Columns != first.Columns || s.Rows != first.Rows))
            return first with { Visible = all.Count == 1 ? first.Visible : null };
        return all.Count == 1 ? first : first with { Visible = [.. Enumerable.Range(0, first.Visible!.Count).Select(i => all.Max(s => s.Visible![i]))] };
    }
}

/// <summary>As <see cref="ZoneDescription"/>, with its device.</summary>
public sealed record LayoutZone(string Device, string Zone, string Name, string Surface, IReadOnlyList<IReadOnlyList<double>> Polygon, bool Queue);

/// <summary>As <see cref="LineDescription"/>, with its device.</summary>
public sealed record LayoutLine(
    string Device, string Line, string Name, string Surface, IReadOnlyList<double> From, IReadOnlyList<double> To, string InName, string OutName,
    bool Entrance);

/// <summary>As <see cref="DisplayDescription"/>, with its device.</summary>
public sealed record LayoutDisplay(
    string Device, string Display, string Name, string Surface, IReadOnlyList<IReadOnlyList<double>> Area, IReadOnlyList<IReadOnlyList<double>>? Target);

/// <summary>As <see cref="CameraDescription"/>, with its device.</summary>
public sealed record LayoutCamera(string Device, string Camera, string Name, string Surface, string Detector, double MaskedShare);

/// <summary>As <see cref="SensorDescription"/>, with its device.</summary>
public sealed record LayoutSensor(string Device, string Sensor, string Name, string? Zone, string Driver);

/// <summary>As <see cref="ArousalDescription"/>, with its device.</summary>
public sealed record LayoutArousal(string Device, string Method, double ElevatedFrom, int WindowSeconds);

/// <summary>As <see cref="PrivacyDescription"/>, with its device.</summary>
public sealed record LayoutPrivacy(
    string Device, string Profile, int? CountThreshold, int HeatThreshold, NoiseDescription? Noise, int? DwellThreshold, int? ExpressionThreshold, int? AttentionThreshold,
    int? ArousalThreshold)
{
    internal static LayoutPrivacy Of(string device, PrivacyDescription p) =>
        new(device, p.Profile, p.CountThreshold, p.HeatThreshold, p.Noise, p.DwellThreshold, p.ExpressionThreshold, p.AttentionThreshold, p.ArousalThreshold);
}

/// <summary>As <see cref="ModelDescription"/>, with its device.</summary>
public sealed record LayoutModel(string Device, string Name, string Task, string Sha256);
