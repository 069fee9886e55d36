using System.CommandLine;
using System.Globalization;
using StoreSensing.Cloud.Storage.Sqlite;

namespace StoreSensing.Cloud.Aggregator.Commands;

/// <summary><c>store backup</c> and <c>store recover</c>.</summary>
internal static class StoreRescueCommands
{
    public static Command Backup()
    {
        var (store, to) = (File(), Target("The copy; must not be there yet."));
        var command = new Command(
            "backup",
            """
            Copy the SQLite file as of one instant, while the service runs or not, and check the copy.

              storesensing-cloud store backup --store /var/lib/storesensing/store.sqlite --to /backup/store-2026-11-22.sqlite

            To go back: stop the service, put the copy in the file's place (with its -wal and -shm files removed), start the service. Devices send again what was
            not acknowledged; what they were told is stored since the copy is lost. Erasing does not reach copies: delete those that are too old.
            """)
        {
            store, to,
        };
        command.SetAction(result =>
        {
            var report = SqliteRescue.Backup(result.GetRequiredValue(store), result.GetRequiredValue(to));
            result.InvocationConfiguration.Output.WriteLine($"{result.GetValue(to)}: ok, {report.Devices} devices, {report.Sessions} sessions, {report.Messages} messages");
        });
        return command;
    }

    public static Command Recover()
    {
        var (store, to) = (File(), Target("The new file; must not be there yet."));
        var command = new Command(
            "recover",
            """
            Save what can still be read of a damaged SQLite file into a new one. The damaged file is only read; stop the service first.

              storesensing-cloud store recover --store store.sqlite --to recovered.sqlite
              mv store.sqlite damaged.sqlite; mv recovered.sqlite store.sqlite

            A backup is better, where there is one: what is lost here is said by table only.

            Exit codes: 0 all of it could be read, 1 a part is lost, 2 nothing can be read, or wrong input.
            """)
        {
            store, to,
        };
        command.SetAction(result =>
        {
            var output = result.InvocationConfiguration.Output;
            var isWhole = true;
            var report = SqliteRescue.Recover(result.GetRequiredValue(store), result.GetRequiredValue(to), (table, rows, whole) =>
            {
                isWhole &= whole;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {table,-16} {rows,12} rows{(whole ? "" : ", a part of it can't be read")}"));
            });
            output.WriteLine($"{result.GetValue(to)}: {(isWhole ? "all of it is saved" : "a part is LOST, the rest is saved")}: {report.Devices} devices, {report.Sessions} sessions, {report.Messages} messages");
            return isWhole ? 0 : 1;
        });
        return command;
    }

    private static Option<string> File() => new("--store") { Description = "The SQLite file.", Required = true, HelpName = "FILE" };

    private static Option<string> Target(string description) => new("--to") { Description = description, Required = true, HelpName = "FILE" };
}
