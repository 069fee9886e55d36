using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>
/// A prepared statement without results, bound value after value: for what is written with every message. It goes past the ADO.NET layer, which costs more than
/// SQLite itself (parameter objects, boxed values); results and rare statements stay with <see cref="Statement"/>.
/// </summary>
internal sealed class InsertStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int _parameters;
    private int _bound;

    public InsertStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        _parameters = raw.sqlite3_bind_parameter_count(_statement);
    }

    public InsertStatement Add(long value) => Bound(raw.sqlite3_bind_int64(_statement, ++_bound, value));

    public InsertStatement Add(int value) => Add((long)value);

    public InsertStatement Add(double value) => Bound(raw.sqlite3_bind_double(_statement, ++_bound, value));

    public InsertStatement Add(string? value) =>
        Bound(value is null ? raw.sqlite3_bind_null(_statement, ++_bound) : raw.sqlite3_bind_text(_statement, ++_bound, value));

    public InsertStatement Add(byte[]? value) =>
        Bound(value is null ? raw.sqlite3_bind_null(_statement, ++_bound) : raw.sqlite3_bind_blob(_statement, ++_bound, value));

    public InsertStatement Add(long? value) => value is { } v ? Add(v) : Bound(raw.sqlite3_bind_null(_statement, ++_bound));

    public InsertStatement Add(int? value) => value is { } v ? Add((long)v) : Bound(raw.sqlite3_bind_null(_statement, ++_bound));

    public InsertStatement Add(double? value) => value is { } v ? Add(v) : Bound(raw.sqlite3_bind_null(_statement, ++_bound));

    public InsertStatement Add(DateTimeOffset? value) => Add(value?.ToUnixTimeSeconds());

    /// <summary>Runs it with what was bound; gives the number of rows changed.</summary>
    public int Run()
    {
        var bound = _bound;
        _bound = 0;
        if (bound != _parameters)
            throw new InvalidOperationException($"{bound} values for {_parameters} parameters of: {raw.sqlite3_sql(_statement).utf8_to_string()}");
        var result = raw.sqlite3_step(_statement);
        // Of a failed step the reset says the precise reason.
        var reset = raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
            Check(reset != raw.SQLITE_OK ? reset : result);
        return raw.sqlite3_changes(_database);
    }

    public void Dispose() => _statement.Dispose();

    private InsertStatement Bound(int result)
    {
        Check(result);
        return this;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
