using System.CommandLine;
using System.Globalization;
using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Cloud.Aggregator.Retention;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Commands;

/// <summary><c>erase</c>: a shop's figures of a time go for good.</summary>
internal static class EraseCommand
{
    private const int Done = 0;
    private const int NotErased = 1;

    public static Command Create()
    {
        var store = new Option<string>("--store") { Description = "The shop's id.", Required = true, HelpName = "SHOP" };
        var tenant = new Option<string?>("--tenant") { Description = "Whose shop; may be left out where only one tenant has a shop of that id." };
        var from = new Option<string>("--from") { Description = "First instant that goes: a date or a time, UTC, e.g. 2026-03-01 or 2026-03-01T10:00Z.", Required = true, HelpName = "TIME" };
        var to = new Option<string>("--to") { Description = "First instant that stays.", Required = true, HelpName = "TIME" };
        var kind = new Option<string?>("--kind") { Description = $"Only one kind of figures: {string.Join(", ", MessageKinds.Metrics.Select(k => k.Name()))}." };
        var yes = new Option<bool>("--yes") { Description = "Don't ask." };
        var config = new Option<string?>("--config", "-c") { Description = "The service's YAML file, which names the SQLite file; without one the defaults hold." };
        var file = new Option<string?>("--file") { Description = "The SQLite file, over the configuration's." };
        var command = new Command(
            "erase",
            """
            Erase a shop's figures for good: the windows that start in [--from, --to). Shows what would go, asks, deletes, counts what is left, overwrites the
            room in the file and prints the proof as a line of JSON. The service may run meanwhile. When nothing of a device is left, its sessions, state and
            description go too (unless --kind).

              storesensing-cloud erase --store berlin --from 2026-03-01 --to 2026-03-02
              storesensing-cloud erase --store berlin --tenant acme --from 2026-01-01 --to 2027-01-01 --kind expression --yes

            What a device still holds because it was offline arrives later: run it again then. Backups of the file are yours to erase.

            Exit codes: 0 erased or nothing to erase, 1 not erased (you said no) or something is left, 2 wrong input (shop, time, kind, file).
            """)
        {
            store, tenant, from, to, kind, yes, config, file,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file) ?? PathOf(RunCommand.Load(parsed.GetValue(config)));
            using var eraser = new SqliteEraser(path);
            var shop = Shop(eraser.Stores(), parsed.GetRequiredValue(store), parsed.GetValue(tenant), path);
            var (first, end) = (Time("--from", parsed.GetRequiredValue(from)), Time("--to", parsed.GetRequiredValue(to)));
            if (first >= end)
                throw new ConfigException([$"--from '{parsed.GetValue(from)}': must be before --to '{parsed.GetValue(to)}'"]);
            return Run(eraser, new Erasure(shop, first, end, Kind(parsed.GetValue(kind))), parsed.GetValue(yes), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static string PathOf(CloudConfig config) => config.Store.Driver == StoreConfig.Sqlite ? config.Store.Path : throw new ConfigException(
        [$"store.driver '{config.Store.Driver}': erase works on SQLite files so far; at the server: influx -database '{config.Store.Server!.Database}' -execute \"DELETE WHERE store = 'SHOP' AND time >= 'FROM' AND time < 'TO'\""]);

    private static int Run(SqliteEraser eraser, Erasure erasure, bool isAgreed, TextWriter output)
    {
        var plan = eraser.Plan(erasure);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{erasure.Store}: windows that start from {erasure.From:yyyy-MM-ddTHH:mm:ssZ} to before {erasure.To:yyyy-MM-ddTHH:mm:ssZ}"));
        foreach (var kind in plan.Kinds)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {kind.Kind.Name(),-12} {kind.Messages,10} messages {kind.Rows,10} rows"));
        if (plan.Devices > 0)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  nothing else is left of {plan.Devices} device(s): state, description and {plan.Sessions} session(s) go too"));
        if (plan.Reaching > 0)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {plan.Reaching} block(s) told after it also hold people from within it, and stay: a later --to takes them"));
        if (plan.IsEmpty)
        {
            output.WriteLine("nothing to erase");
            return Done;
        }
        if (!isAgreed && !IsAgreed(erasure.Store.Store, output))
        {
            output.WriteLine("nothing was erased");
            return NotErased;
        }
        var proof = eraser.Erase(erasure);
        output.WriteLine(ProofLine.Of(erasure, proof, TimeProvider.System.GetUtcNow()));
        if (!proof.Scrubbed)
            output.WriteLine("the room is not overwritten everywhere yet, because the store is being read or written: the service does it within the hour, or run this again");
        return proof.Left == 0 ? Done : NotErased;
    }

    private static bool IsAgreed(string store, TextWriter output)
    {
        output.Write($"Type the shop's id to erase this for good, anything else to leave it: ");
        return Console.ReadLine()?.Trim() == store;
    }

    private static StoreAddress Shop(IReadOnlyList<StoreAddress> known, string store, string? tenant, string path)
    {
        if (tenant is not null && known.All(k => k.Tenant != tenant))
            throw new ConfigException([$"--tenant '{tenant}': {path} has no such tenant{Nearest.Suggest(tenant, known.Select(k => k.Tenant).Distinct())}"]);
        var own = known.Where(k => tenant is null || k.Tenant == tenant).ToList();
        var found = own.Where(k => k.Store == store).ToList();
        return found.Count switch
        {
            0 => throw new ConfigException([$"--store '{store}': {path} has no such shop{Nearest.Suggest(store, own.Select(k => k.Store).Distinct())}"]),
            1 => found[0],
            _ => throw new ConfigException([$"--store '{store}': several tenants have such a shop; say --tenant {string.Join(" or --tenant ", found.Select(k => k.Tenant))}"]),
        };
    }

    private static MessageKind? Kind(string? name)
    {
        var names = MessageKinds.Metrics.Select(k => k.Name()).ToList();
        if (name is null)
            return null;
        return names.Contains(name) && MessageKinds.TryParse(name, out var kind)
            ? kind
            : throw new ConfigException([$"--kind '{name}': must be one of {string.Join(", ", names)}{Nearest.DidYouMean(name, names)}"]);
    }

    private static DateTimeOffset Time(string option, string text) =>
        DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new ConfigException([$"{option} '{text}': must be a date or a time, UTC, such as 2026-03-01 or 2026-03-01T10:00Z"]);
}
