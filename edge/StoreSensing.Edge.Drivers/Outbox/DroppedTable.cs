using Microsoft.Data.Sqlite;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Drivers.Outbox;

/// <summary>What the outbox gave up, in its file: written in the transaction that deletes the messages, so that none goes unlisted. Not thread-safe.</summary>
internal sealed class DroppedTable : IDisposable
{
    /// <summary>Most rows; each is a stretch of numbers. The oldest go.</summary>
    public const int Capacity = 1000;

    public const string Sql = """

        CREATE TABLE IF NOT EXISTS dropped (
            number INTEGER PRIMARY KEY, session TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL);

        """;

    private readonly SqliteCommand _extend;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _bound;
    private readonly SqliteCommand _read;

    /// <param name="prepare">Makes a command of SQL with its parameters.</param>
    public DroppedTable(Func<string, SqliteCommand> prepare)
    {
        _extend = prepare("UPDATE dropped SET last = $last, at = $at WHERE session = $session AND reason = $reason AND last = $before");
        _insert = prepare("INSERT INTO dropped (session, first, last, reason, at) VALUES ($session, $first, $last, $reason, $at)");
        _bound = prepare($"DELETE FROM dropped WHERE number <= (SELECT max(number) FROM dropped) - {Capacity}");
        _read = prepare("SELECT session, first, last, reason, at FROM dropped ORDER BY number");
    }

    /// <summary>Lists numbers; those that go on where a stretch ends make it longer.</summary>
    public void Note(string session, SeqRange numbers, DropReason reason, DateTimeOffset at, SqliteTransaction transaction)
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_extend, _insert])
        {
            command.Parameters["$session"].Value = session;
            command.Parameters["$last"].Value = numbers.Last;
            command.Parameters["$reason"].Value = reason.ToString();
            command.Parameters["$at"].Value = at.ToUnixTimeMilliseconds();
            command.Transaction = transaction;
        }
        _extend.Parameters["$before"].Value = numbers.First - 1;
        _insert.Parameters["$first"].Value = numbers.First;
        if (_extend.ExecuteNonQuery() > 0)
            return;
        _insert.ExecuteNonQuery();
        _bound.Transaction = transaction;
        _bound.ExecuteNonQuery();
    }

    /// <summary>Everything listed, oldest first.</summary>
    public List<DroppedMessages> Read()
    {
        var dropped = new List<DroppedMessages>();
        _read.Transaction = null;
        using var row = _read.ExecuteReader();
        while (row.Read())
            // A reason of a later version is not known here; the numbers are.
            dropped.Add(new DroppedMessages(
                row.GetString(0), new SeqRange(row.GetInt64(1), row.GetInt64(2)), Enum.TryParse<DropReason>(row.GetString(3), out var reason) ? reason : DropReason.Size,
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4))));
        return dropped;
    }

    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_extend, _insert, _bound, _read])
            command.Dispose();
    }
}
