using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite.Tables;

/// <summary>The tables of one kind of figures: rows as they came, and their folds.</summary>
internal abstract class FigureTable
{
    /// <summary>Begin every row: see <see cref="WindowOrigin"/>. Folds have their level before them and the number of their windows behind.</summary>
    public const string Key = "window, device, session, seq, seconds, observed";

    private readonly string _columns;

    /// <param name="kind">Which.</param>
    /// <param name="place">The columns that tell the message's entries apart.</param>
    /// <param name="columns">All columns besides the key, with their types, in the order in which they are written and read.</param>
    protected FigureTable(MessageKind kind, string place, string columns)
    {
        (Kind, Place, _columns) = (kind, place, columns);
        Names = string.Join(", ", columns.Split(',', StringSplitOptions.TrimEntries).Select(c => c.Split(' ')[0]));
    }

    public MessageKind Kind { get; }

    public string Place { get; }

    /// <summary>The columns besides the key.</summary>
    public string Names { get; }

    public string Rows => KindTables.TableOf(Kind);

    public string Folds => KindTables.FoldsOf(Kind);

    /// <summary>The window comes first in every key, so that inserts stay at the end of the tree and a range of time is one stretch of it.</summary>
    public string Create() => $"""
        CREATE TABLE IF NOT EXISTS {Rows} (
            window INTEGER NOT NULL, device INTEGER NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL,
            seconds INTEGER NOT NULL, observed REAL NOT NULL, {_columns},
            PRIMARY KEY (window, device, session, seq, {Place})) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS {Folds} (
            level INTEGER NOT NULL, window INTEGER NOT NULL, device INTEGER NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL,
            seconds INTEGER NOT NULL, observed REAL NOT NULL, windows INTEGER NOT NULL, {_columns},
            PRIMARY KEY (level, window, device, session, seq, {Place})) WITHOUT ROWID;
        """;

    /// <summary>A row that is there although its message is not (a file that was recovered) stays as it is.</summary>
    public string InsertRow() => Insert(Rows, $"{Key}, {Names}") + " ON CONFLICT DO NOTHING";

    public string InsertFold() => Insert(Folds, $"level, {Key}, windows, {Names}");

    protected static string? Json<T>(T? value, JsonTypeInfo<T> type)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, type);

    private static string Insert(string table, string columns) =>
        $"INSERT INTO {table} ({columns}) VALUES ({string.Join(", ", columns.Split(',').Select(_ => "?"))})";
}

/// <inheritdoc/>
internal abstract class FigureTable<T>(MessageKind kind, string place, string columns, Func<IEnumerable<Row<T>>, Bucket, IEnumerable<Row<T>>> fold)
    : FigureTable(kind, place, columns)
{
    /// <summary>Binds the columns besides the key.</summary>
    public abstract void Write(InsertStatement row, T figures);

    /// <summary>Reads them back.</summary>
    public abstract T Read(ColumnCursor row);

    /// <summary>The rows of one shop and bucket, folded.</summary>
    public IEnumerable<Row<T>> Fold(IEnumerable<Row<T>> rows, Bucket bucket) => fold(rows, bucket);
}
