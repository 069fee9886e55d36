using System.CommandLine;
using System.Text.Json;
using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Reporting;

namespace StoreSensing.Edge.Agent.Commands;

/// <summary><c>run</c>: measures and publishes until Ctrl-C or the end of all recordings.</summary>
internal static class RunCommand
{
    /// <param name="firstNumber">Where numbers of tracks and contact sessions start; random when null.</param>
    public static Command Create(Func<long>? firstNumber = null)
    {
        var config = ConfigCommand.FileOption();
        var mqtt = new Option<string?>("--mqtt") { Description = "another broker than the configuration's, as HOST:PORT", HelpName = "HOST:PORT" };
        var seconds = new Option<double?>("--seconds") { Description = "stop by itself after this long", HelpName = "SECONDS" };
        var summary = new Option<FileInfo?>("--summary") { Description = "write what was measured to this JSON file when the run ends: raw sums, of few people too, so only this user may read it (mode 0600) and the profile strict refuses it", HelpName = "FILE" };
        var verbose = new Option<bool>("--verbose") { Description = "log every connection and message" };
        var command = new Command("run", "Measure and publish until Ctrl-C. Nothing is lost: what the cloud has not stored yet waits on disk.")
        {
            config, mqtt, seconds, summary, verbose,
        };
        command.SetAction((parsed, cancellation) => UserFaults.Report(() => RunAsync(
            WithBroker(EdgeConfigReader.Load(parsed.GetRequiredValue(config).FullName), parsed.GetValue(mqtt)),
            parsed.GetValue(seconds),
            parsed.GetValue(summary),
            parsed.GetValue(verbose),
            firstNumber,
            cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(EdgeConfig config, double? seconds, FileInfo? summary, bool verbose, Func<long>? firstNumber, CancellationToken cancellation)
    {
        if (summary is not null && config.Profile.IsStrict)
            throw new ConfigException([$"--summary '{summary}': the profile strict keeps sums of few people to itself, and the summary is raw: leave it out, or use the profile standard or traffic"]);
        using var loggers = LoggerFactory.Create(log => log
            .SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Information)
            .AddSimpleConsole(c => (c.SingleLine, c.TimestampFormat) = (true, "HH:mm:ss "))
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(c => c.LogToStandardErrorThreshold = LogLevel.Trace));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (seconds is { } limit)
            stop.CancelAfter(TimeSpan.FromSeconds(limit));
        await using var agent = new EdgeAgent(config, TimeProvider.System, loggers, firstNumber: firstNumber);
        try
        {
            await agent.RunAsync(stop.Token);
        }
        finally
        {
            if (summary is not null)
                await WriteAsync(summary, agent.Summary());
        }
        return 0;
    }

    // Written beside and renamed, so that nobody reads half a summary; the sums may be of one person alone, so nobody else reads it at all.
    internal static async Task WriteAsync(FileInfo file, RunSummary summary)
    {
        var partial = file.FullName + ".partial";
        File.Delete(partial); // an old one would keep its mode
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var stream = new FileStream(partial, options))
            await JsonSerializer.SerializeAsync(stream, summary, SummaryJson.Default.RunSummary, CancellationToken.None);
        File.Move(partial, file.FullName, overwrite: true);
    }

    private static EdgeConfig WithBroker(EdgeConfig config, string? address)
    {
        if (address is null)
            return config;
        var broker = HostAndPort.Parse(address) ?? throw new ConfigException([$"--mqtt '{address}': {HostAndPort.Rule}"]);
        var mqtt = config.Mqtt with { Host = broker.Host, Port = broker.Port };
        if (mqtt.PlainPasswordProblem is { } plain)
            throw new ConfigException([$"--mqtt '{address}': {plain}"]);
        return config with { Mqtt = mqtt };
    }
}
