using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite.Tables;

internal sealed class HeatTable() : FigureTable<HeatFigures>(
    MessageKind.Heat, "surface, layer",
    """
    surface TEXT NOT NULL, layer TEXT NOT NULL, columns INTEGER NOT NULL, rows INTEGER NOT NULL, surface_observed REAL NOT NULL, cells BLOB NOT NULL,
    counts_people INTEGER NOT NULL, merge_pairs INTEGER, merge_ambiguous INTEGER, merge_rms REAL
    """,
    Core.RollUps.Fold.Heat)
{
    private const int MergeColumns = 3;

    public override void Write(InsertStatement row, HeatFigures figures) =>
        row.Add(figures.Surface).Add(figures.Layer).Add(figures.Columns).Add(figures.Rows).Add(figures.ObservedSeconds).Add(CompactBlob.OfHeat(figures))
            .Add(figures.People is null ? 0 : 1).Add(figures.Merge?.Pairs).Add(figures.Merge?.Ambiguous).Add(figures.Merge?.RmsMetres);

    public override HeatFigures Read(ColumnCursor row)
    {
        var (surface, layer, columns, rows, observed) = (row.Text(), row.Text(), row.Whole(), row.Whole(), row.Number());
        var (cells, values) = CompactBlob.ToHeat(row.Bytes());
        var countsPeople = row.Bit();
        return new HeatFigures
        {
            Surface = surface, Layer = layer, Columns = columns, Rows = rows, ObservedSeconds = observed, Cells = cells,
            PersonSeconds = countsPeople ? null : values,
            People = countsPeople ? [.. values.Select(v => (int)v)] : null,
            Merge = row.SkipsNull(MergeColumns) ? null : new MergeFigures { Pairs = row.Whole(), Ambiguous = row.Whole(), RmsMetres = row.NumberOrNull() },
        };
    }
}

internal sealed class ExpressionTable() : FigureTable<ExpressionFigures>(
    MessageKind.Expression, "zone",
    """
    zone TEXT NOT NULL, withheld TEXT, since INTEGER, contributors INTEGER, positive INTEGER, neutral INTEGER, negative INTEGER, surprise INTEGER, abstained INTEGER,
    estimate TEXT
    """,
    Core.RollUps.Fold.Expressions)
{
    private const int ShareColumns = 8;

    public override void Write(InsertStatement row, ExpressionFigures figures)
    {
        var (shares, decisions) = (figures.Shares, figures.Shares?.Decisions);
        row.Add(figures.Zone).Add(figures.Withheld).Add(shares?.Since).Add(shares?.Contributors)
            .Add(decisions?.Positive).Add(decisions?.Neutral).Add(decisions?.Negative).Add(decisions?.Surprise).Add(decisions?.Abstained)
            .Add(Json(shares?.Estimate, WireJson.Default.ExpressionEstimate));
    }

    public override ExpressionFigures Read(ColumnCursor row) => new()
    {
        Zone = row.Text(), Withheld = row.TextOrNull(),
        Shares = row.SkipsNull(ShareColumns) ? null : new ExpressionShares
        {
            Since = row.Time(), Contributors = row.Whole(),
            Decisions = new ExpressionDecisions { Positive = row.Whole(), Neutral = row.Whole(), Negative = row.Whole(), Surprise = row.Whole(), Abstained = row.Whole() },
            Estimate = row.Json(WireJson.Default.ExpressionEstimate),
        },
    };
}

internal sealed class AttentionTable() : FigureTable<AttentionFigures>(
    MessageKind.Attention, "display",
    "display TEXT NOT NULL, display_observed REAL NOT NULL, funnel TEXT, funnel_withheld TEXT, attention TEXT, attention_withheld TEXT, interest TEXT, interest_withheld TEXT",
    Core.RollUps.Fold.Attention)
{
    public override void Write(InsertStatement row, AttentionFigures figures) =>
        row.Add(figures.Display).Add(figures.ObservedSeconds)
            .Add(Json(figures.Funnel, WireJson.Default.FunnelFigures)).Add(figures.FunnelWithheld)
            .Add(Json(figures.Attention, WireJson.Default.AttentionBlock)).Add(figures.AttentionWithheld)
            .Add(Json(figures.Interest, WireJson.Default.InterestBlock)).Add(figures.InterestWithheld);

    public override AttentionFigures Read(ColumnCursor row) => new()
    {
        Display = row.Text(), ObservedSeconds = row.Number(),
        Funnel = row.Json(WireJson.Default.FunnelFigures), FunnelWithheld = row.TextOrNull(),
        Attention = row.Json(WireJson.Default.AttentionBlock), AttentionWithheld = row.TextOrNull(),
        Interest = row.Json(WireJson.Default.InterestBlock), InterestWithheld = row.TextOrNull(),
    };
}

internal sealed class ArousalTable() : FigureTable<StudyArousal>(
    MessageKind.Arousal, "zone", "zone TEXT NOT NULL, study TEXT, arousal TEXT, withheld TEXT", Core.RollUps.Fold.Arousal)
{
    public override void Write(InsertStatement row, StudyArousal figures) =>
        row.Add(figures.It.Zone).Add(figures.Study).Add(Json(figures.It.Arousal, WireJson.Default.ArousalBlock)).Add(figures.It.Withheld);

    public override StudyArousal Read(ColumnCursor row)
    {
        var (zone, study) = (row.Text(), row.TextOrNull());
        return new StudyArousal(study, new ArousalFigures { Zone = zone, Arousal = row.Json(WireJson.Default.ArousalBlock), Withheld = row.TextOrNull() });
    }
}

internal sealed class FlowTable() : FigureTable<FlowFigures>(
    MessageKind.Flow, "surface", "surface TEXT NOT NULL, surface_observed REAL NOT NULL, block TEXT, block_withheld TEXT", Core.RollUps.Fold.Flow)
{
    public override void Write(InsertStatement row, FlowFigures figures) =>
        row.Add(figures.Surface).Add(figures.ObservedSeconds).Add(Json(figures.Block, WireJson.Default.FlowBlock)).Add(figures.BlockWithheld);

    public override FlowFigures Read(ColumnCursor row) => new()
    {
        Surface = row.Text(), ObservedSeconds = row.Number(), Block = row.Json(WireJson.Default.FlowBlock), BlockWithheld = row.TextOrNull(),
    };
}
