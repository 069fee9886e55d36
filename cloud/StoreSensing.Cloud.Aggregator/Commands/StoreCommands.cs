using System.CommandLine;
using System.Globalization;
using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Cloud.Storage.Influx;
using StoreSensing.Cloud.Storage.Migration;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Commands;

/// <summary><c>store</c>: looks at the store, and copies one into another.</summary>
internal static class StoreCommands
{
    public static Command Create() => new("store", "Looks at the store, copies it, saves what is left of it.") { Check(), Migrate(), StoreRescueCommands.Backup(), StoreRescueCommands.Recover() };

    private static Command Check()
    {
        var store = new Option<string?>("--store") { Description = "The SQLite file, over the configuration's store." };
        var config = new Option<string?>("--config", "-c") { Description = "The service's YAML file, which names the store; without one the defaults hold." };
        var command = new Command(
            "check",
            """
            Check the store and print what it holds: a SQLite file's integrity; of an InfluxDB server its version, and that a point with every type of field that is
            written comes back as it was.

            Exit codes: 0 all is well, 2 it is not (one sentence says what).
            """)
        {
            store, config,
        };
        command.SetAction(parsed =>
        {
            var loaded = RunCommand.Load(parsed.GetValue(config)).With(null, parsed.GetValue(store), null);
            var output = parsed.InvocationConfiguration.Output;
            if (loaded.Store.Driver == StoreConfig.Influx)
            {
                var options = StoreOpener.Influx(loaded, Console.Error.WriteLine);
                var found = InfluxMetricStore.Inspect(options);
                output.WriteLine($"{options}: ok, InfluxDB {found.Version}, {found.Devices} devices, {found.Sessions} sessions, {found.Messages} messages");
                return;
            }
            var path = loaded.Store.Path;
            var report = SqliteMetricStore.Inspect(path);
            output.WriteLine($"{path}: ok, schema version {report.Version}, {report.Devices} devices, {report.Sessions} sessions, {report.Messages} messages");
        });
        return command;
    }

    private static Command Migrate()
    {
        var from = new Option<string>("--from") { Description = "The source: sqlite, sqlite:FILE or influx.", Required = true, HelpName = "STORE" };
        var to = new Option<string>("--to") { Description = "The target: influx, sqlite or sqlite:FILE.", Required = true, HelpName = "STORE" };
        var config = new Option<string?>("--config", "-c") { Description = "The service's YAML file: store.path is the SQLite file, store.influx the server." };
        var command = new Command(
            "migrate",
            """
            Copy every message, state and description of one store into another, day by day, and count both at the end. What the target has is not written again: an
            interrupted copy goes on where it was when it is started again, and the service may run meanwhile on either. Windows older than the configuration keeps them
            are left behind. The source stays as it is.

              storesensing-cloud store migrate --from sqlite --to influx --config cloud.yaml
              storesensing-cloud store migrate --from sqlite:old.sqlite --to influx --config cloud.yaml
              storesensing-cloud store migrate --from influx --to sqlite:copy.sqlite --config cloud.yaml

            Exit codes: 0 the target has everything, 1 it lacks something, 2 wrong input (stores, configuration) or a store failed: run it again.
            """)
        {
            from, to, config,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var loaded = RunCommand.Load(parsed.GetValue(config));
            using var source = Archive("--from", parsed.GetRequiredValue(from), loaded, mustExist: true);
            using var target = Archive("--to", parsed.GetRequiredValue(to), loaded, mustExist: false);
            if (source.Name == target.Name)
                throw new ConfigException([$"--to '{parsed.GetValue(to)}': is the store that is copied from"]);
            return Task.FromResult(Run(source, target, loaded, parsed.InvocationConfiguration.Output, cancellation));
        });
        return command;
    }

    private static int Run(IStoreArchive source, IStoreArchive target, CloudConfig config, TextWriter output, CancellationToken cancellation)
    {
        var now = TimeProvider.System.GetUtcNow();
        var oldest = config.Retention.At(now, config.Store).Before;
        output.WriteLine($"from {source.Name} to {target.Name}");
        var report = new StoreMigration(source, target, kind => oldest[kind]).Run(
            now,
            p => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  day {p.Number} of {p.OfDays}: {p.Day:yyyy-MM-dd} {p.Shop} {(p.Copied > 0 ? $"{p.Copied} messages" : "nothing new")}")),
            cancellation);
        foreach (var kind in report.Kinds.Where(k => k.Source != default))
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {kind.Kind.Name(),-12} source {kind.Source.Messages} messages {kind.Source.Rows} rows, target {kind.Target.Messages} messages {kind.Target.Rows} rows{(kind.IsComplete ? "" : ": not all there")}"));
        foreach (var reason in report.Reasons)
            output.WriteLine($"  not taken: {reason}");
        output.WriteLine(report.IsComplete ? $"complete: {report.Copied} messages copied" : $"not complete: {report.Copied} messages copied, {report.Refused} not taken; what is missing stays in {source.Name}");
        return report.IsComplete ? 0 : 1;
    }

    private static IStoreArchive Archive(string option, string text, CloudConfig config, bool mustExist)
    {
        if (text == StoreConfig.Sqlite || text.StartsWith(StoreConfig.Sqlite + ":", StringComparison.Ordinal))
            return new SqliteArchive(text.Length > StoreConfig.Sqlite.Length + 1 ? text[(StoreConfig.Sqlite.Length + 1)..] : config.Store.Path, mustExist);
        if (text != StoreConfig.Influx)
            throw new ConfigException([$"{option} '{text}': must be sqlite, sqlite:FILE or influx{Nearest.DidYouMean(text, [StoreConfig.Sqlite, StoreConfig.Influx])}"]);
        if (config.Store.Server is null)
            throw new ConfigException([$"{option} 'influx': store.influx is missing in the configuration: --config FILE names the server"]);
        return new InfluxArchive(StoreOpener.Influx(config, Console.Error.WriteLine));
    }
}
