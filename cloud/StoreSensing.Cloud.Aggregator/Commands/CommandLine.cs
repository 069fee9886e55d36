using System.CommandLine;
using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Cloud.Aggregator.Load;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Configuration;
using StoreSensing.Mqtt;

namespace StoreSensing.Cloud.Aggregator.Commands;

/// <summary>
/// The program's commands. Exit codes: 0 well; 1 an audit found something, nothing was erased, not all was copied, or a load was not all acknowledged; 2 bad input, configuration or store.
/// </summary>
internal static class CommandLine
{
    private const int BadInput = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                Console.Error.WriteLine(error.Message);
            return BadInput;
        }
        try
        {
            // The host watches for Ctrl-C and SIGTERM itself, and finishes what it has begun.
            // An audit listens until the command's token is cancelled.
            var isService = parsed.CommandResult.Command.Name == "run";
            return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = isService ? null : TimeSpan.FromSeconds(10), EnableDefaultExceptionHandler = false });
        }
        catch (ConfigException e)
        {
            foreach (var problem in e.Problems)
                Console.Error.WriteLine(problem);
            return BadInput;
        }
        catch (Exception e) when (e is StoreException or MqttException)
        {
            Console.Error.WriteLine(e.Message);
            return BadInput;
        }
    }

    private static RootCommand Root() => new("Collects the figures of a shop's edge devices and shows them.")
    {
        RunCommand.Create(),
        AuditCommand.Create(),
        EraseCommand.Create(),
        LoadCommand.Create(),
        new Command("config", "Looks at the configuration.") { Check(), Reference() },
        StoreCommands.Create(),
    };

    private static Command Check()
    {
        var file = new Argument<string>("file") { Description = "The YAML file." };
        var command = new Command("check", "Reports everything that is wrong with a configuration file.") { file };
        command.SetAction(result =>
        {
            ConfigFile.Load(result.GetValue(file)!, CloudConfig.Read);
            Console.WriteLine($"{result.GetValue(file)}: ok");
        });
        return command;
    }

    private static Command Reference()
    {
        var command = new Command("reference", "Prints every configuration key as a Markdown table.");
        command.SetAction(_ => Console.Write(ReferenceTable.Markdown(ConfigFile.Reference(CloudConfig.Read))));
        return command;
    }
}
