using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>Turns SQLite's errors into one sentence each. Codes: https://www.sqlite.org/rescode.html.</summary>
internal static class SqliteFault
{
    public static StoreException In(string path, Exception e) => new($"{path}: {Reason(path, e)}", e);

    /// <summary>True for what the store itself can throw; anything else is a defect and is not dressed up.</summary>
    public static bool IsOne(Exception e) => e is SqliteException or IOException or InvalidDataException;

    private static string Reason(string path, Exception e) => e is not SqliteException sqlite ? e.Message : sqlite.SqliteErrorCode switch
    {
        5 or 6 => "is locked by another process",
        8 => "can't be written: the file or its folder is read-only",
        10 => "can't be read or written: the disk reports an error",
        11 => $"is damaged: restore it from a backup, or save what is left with storesensing-cloud store recover --store {path} --to {path}.recovered",
        13 => "can't grow: the disk is full",
        14 => Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))) ? "can't be opened" : "can't be opened: its folder does not exist",
        26 => "is not a SQLite database",
        _ => sqlite.Message,
    };
}
