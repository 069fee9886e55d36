using Microsoft.Data.Sqlite;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>A prepared statement with the parameters $0, $1, … of one connection.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var i = 0; sql.Contains($"${i}"); i++)
            _command.Parameters.Add(new SqliteParameter($"${i}", null));
        _command.Prepare();
    }

    /// <summary>Runs it; gives the number of rows changed.</summary>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>Runs it; the caller disposes the reader.</summary>
    public SqliteDataReader Read(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        if (values.Length != _command.Parameters.Count)
            throw new ArgumentException($"{values.Length} values for {_command.Parameters.Count} parameters of: {_command.CommandText}");
        for (var i = 0; i < values.Length; i++)
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}

/// <summary>A write transaction; rolled back unless committed. By SQL, so that statements prepared before it can be used in it.</summary>
internal sealed class WriteTransaction : IDisposable
{
    private readonly SqliteConnection _connection;
    private bool _open;

    public WriteTransaction(SqliteConnection connection)
    {
        _connection = connection;
        Execute("BEGIN IMMEDIATE");
        _open = true;
    }

    public void Commit()
    {
        Execute("COMMIT");
        _open = false;
    }

    public void Dispose()
    {
        if (!_open)
            return;
        _open = false;
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself (a full disk, an I/O error); the first error is on its way to the caller.
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
