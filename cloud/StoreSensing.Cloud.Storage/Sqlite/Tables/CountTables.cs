using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite.Tables;

internal sealed class ZoneTable() : FigureTable<ZoneFigures>(
    MessageKind.Zone, "zone",
    """
    zone TEXT NOT NULL, zone_observed REAL NOT NULL,
    visits INTEGER, engaged_visits INTEGER, counts_since INTEGER, counts_withheld TEXT, person_seconds REAL, person_seconds_withheld TEXT,
    occupancy_peak INTEGER, occupancy_now INTEGER, dwell_withheld TEXT,
    dwell_since INTEGER, dwell_visits INTEGER, dwell_censored INTEGER, dwell_median REAL, dwell_p90 REAL, dwell_sketch BLOB,
    dwell_censored_sketch BLOB, dwell_survival_median REAL, dwell_survival_low REAL, dwell_survival_high REAL
    """,
    Core.RollUps.Fold.Zones)
{
    private const int DwellColumns = 10;

    public override void Write(InsertStatement row, ZoneFigures figures)
    {
        row.Add(figures.Zone).Add(figures.ObservedSeconds)
            .Add(figures.Visits).Add(figures.EngagedVisits).Add(figures.CountsSince).Add(figures.CountsWithheld).Add(figures.PersonSeconds).Add(figures.PersonSecondsWithheld)
            .Add(figures.OccupancyPeak).Add(figures.OccupancyNow).Add(figures.DwellWithheld);
        var dwell = figures.Dwell;
        row.Add(dwell?.Since).Add(dwell?.Visits).Add(dwell?.Censored).Add(dwell?.MedianSeconds).Add(dwell?.P90Seconds)
            .Add(dwell is null ? null : CompactBlob.OfSketch(dwell.Sketch)).Add(dwell is null ? null : CompactBlob.OfSketch(dwell.CensoredSketch))
            .Add(dwell?.KaplanMeier.MedianSeconds).Add(dwell?.KaplanMeier.LowSeconds).Add(dwell?.KaplanMeier.HighSeconds);
    }

    public override ZoneFigures Read(ColumnCursor row) => new()
    {
        Zone = row.Text(), ObservedSeconds = row.Number(),
        Visits = row.WholeOrNull(), EngagedVisits = row.WholeOrNull(), CountsSince = row.TimeOrNull(), CountsWithheld = row.TextOrNull(),
        PersonSeconds = row.NumberOrNull(), PersonSecondsWithheld = row.TextOrNull(), OccupancyPeak = row.WholeOrNull(), OccupancyNow = row.WholeOrNull(),
        DwellWithheld = row.TextOrNull(),
        Dwell = row.SkipsNull(DwellColumns) ? null : new DwellFigures
        {
            Since = row.Time(), Visits = row.Whole(), Censored = row.Whole(), MedianSeconds = row.Number(), P90Seconds = row.Number(),
            Sketch = CompactBlob.ToSketch(row.Bytes()), CensoredSketch = CompactBlob.ToSketch(row.Bytes()),
            KaplanMeier = new KaplanMeierFigures { MedianSeconds = row.NumberOrNull(), LowSeconds = row.NumberOrNull(), HighSeconds = row.NumberOrNull() },
        },
    };
}

internal sealed class LineTable() : FigureTable<LineFigures>(
    MessageKind.Line, "line", "line TEXT NOT NULL, line_observed REAL NOT NULL, crossed_in INTEGER, crossed_out INTEGER, since INTEGER, withheld TEXT", Core.RollUps.Fold.Lines)
{
    public override void Write(InsertStatement row, LineFigures figures) =>
        row.Add(figures.Line).Add(figures.ObservedSeconds).Add(figures.In).Add(figures.Out).Add(figures.Since).Add(figures.Withheld);

    public override LineFigures Read(ColumnCursor row) => new()
    {
        Line = row.Text(), ObservedSeconds = row.Number(), In = row.WholeOrNull(), Out = row.WholeOrNull(), Since = row.TimeOrNull(), Withheld = row.TextOrNull(),
    };
}

internal sealed class OccupancyTable() : FigureTable<OccupancyFigures>(
    MessageKind.Occupancy, "entrances",
    """
    entrances TEXT NOT NULL, entrances_observed REAL NOT NULL, came_in INTEGER NOT NULL, went_out INTEGER NOT NULL, occupancy INTEGER NOT NULL,
    peak INTEGER NOT NULL, clamped INTEGER NOT NULL, drift INTEGER, reset_at TEXT NOT NULL, time_zone TEXT NOT NULL
    """,
    Core.RollUps.Fold.Occupancy)
{
    public override void Write(InsertStatement row, OccupancyFigures figures) =>
        row.Add(figures.Group).Add(figures.ObservedSeconds).Add(figures.In).Add(figures.Out).Add(figures.Occupancy)
            .Add(figures.Peak).Add(figures.Clamped).Add(figures.Drift).Add(figures.ResetAt).Add(figures.TimeZone);

    public override OccupancyFigures Read(ColumnCursor row) => new()
    {
        Group = row.Text(), ObservedSeconds = row.Number(), In = row.Whole(), Out = row.Whole(), Occupancy = row.Whole(),
        Peak = row.Whole(), Clamped = row.Whole(), Drift = row.WholeOrNull(), ResetAt = row.Text(), TimeZone = row.Text(),
    };
}

internal sealed class QueueTable() : FigureTable<QueueFigures>(
    MessageKind.Queue, "queue",
    """
    queue TEXT NOT NULL, queue_observed REAL NOT NULL, length_mean REAL NOT NULL, length_peak INTEGER NOT NULL, length_now INTEGER NOT NULL,
    arrived INTEGER NOT NULL, served INTEGER NOT NULL, abandoned INTEGER NOT NULL, cut INTEGER NOT NULL, served_per_hour REAL, wait_withheld TEXT, little_ratio REAL,
    wait_since INTEGER, wait_people INTEGER, wait_median REAL, wait_p90 REAL, wait_total REAL, wait_sketch BLOB
    """,
    Core.RollUps.Fold.Queues)
{
    private const int WaitColumns = 6;

    public override void Write(InsertStatement row, QueueFigures figures) =>
        row.Add(figures.Queue).Add(figures.ObservedSeconds).Add(figures.LengthMean).Add(figures.LengthPeak).Add(figures.LengthNow)
            .Add(figures.Arrived).Add(figures.Served).Add(figures.Abandoned).Add(figures.Cut).Add(figures.ServedPerHour).Add(figures.WaitWithheld).Add(figures.LittleRatio)
            .Add(figures.Wait?.Since).Add(figures.Wait?.People).Add(figures.Wait?.MedianSeconds).Add(figures.Wait?.P90Seconds).Add(figures.Wait?.TotalSeconds)
            .Add(figures.Wait is { } wait ? CompactBlob.OfSketch(wait.Sketch) : null);

    public override QueueFigures Read(ColumnCursor row) => new()
    {
        Queue = row.Text(), ObservedSeconds = row.Number(), LengthMean = row.Number(), LengthPeak = row.Whole(), LengthNow = row.Whole(),
        Arrived = row.Whole(), Served = row.Whole(), Abandoned = row.Whole(), Cut = row.Whole(), ServedPerHour = row.NumberOrNull(),
        WaitWithheld = row.TextOrNull(), LittleRatio = row.NumberOrNull(),
        Wait = row.SkipsNull(WaitColumns) ? null : new WaitFigures
        {
            Since = row.Time(), People = row.Whole(), MedianSeconds = row.Number(), P90Seconds = row.Number(),
            TotalSeconds = row.Number(), Sketch = CompactBlob.ToSketch(row.Bytes()),
        },
    };
}
