using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Data.Sqlite;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>Reads a row's columns one after the other, in the order in which they are listed and written.</summary>
internal sealed class ColumnCursor(SqliteDataReader row)
{
    private int _at;

    public void From(int column) => _at = column;

    public string Text() => row.GetString(_at++);

    public string? TextOrNull() => IsNull() ? null : Text();

    public int Whole() => row.GetInt32(_at++);

    public int? WholeOrNull() => IsNull() ? null : Whole();

    public bool Bit() => Whole() != 0;

    public double Number() => row.GetDouble(_at++);

    public double? NumberOrNull() => IsNull() ? null : Number();

    public DateTimeOffset Time() => DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(_at++));

    public DateTimeOffset? TimeOrNull() => IsNull() ? null : Time();

    public byte[] Bytes() => row.GetFieldValue<byte[]>(_at++);

    public T? Json<T>(JsonTypeInfo<T> type)
        where T : class => TextOrNull() is { } json ? JsonSerializer.Deserialize(json, type) : null;

    /// <summary>True, and past them, when the first of so many columns that are null together is.</summary>
    public bool SkipsNull(int columns)
    {
        if (!row.IsDBNull(_at))
            return false;
        _at += columns;
        return true;
    }

    private bool IsNull()
    {
        if (!row.IsDBNull(_at))
            return false;
        _at++;
        return true;
    }
}
