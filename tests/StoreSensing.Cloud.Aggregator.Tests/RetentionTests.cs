using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Cloud.Aggregator.Retention;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Aggregator.Tests;

public sealed class RetentionTests
{
    [Theory]
    [InlineData("", MessageKind.Zone, 400)]
    [InlineData("", MessageKind.Expression, 90)]
    [InlineData("", MessageKind.Arousal, 90)]
    [InlineData("{store: {retentionDays: 30}}", MessageKind.Arousal, 30)]
    [InlineData("{store: {retentionDays: 30}}", MessageKind.Zone, 30)]
    [InlineData("{retention: {expression: 7}}", MessageKind.Expression, 7)]
    [InlineData("{retention: {expression: 7}}", MessageKind.Arousal, 90)]
    [InlineData("{retention: {expression: 1000}, store: {retentionDays: 30}}", MessageKind.Expression, 1000)]
    public void Days_Configuration_IsFollowed(string yaml, MessageKind kind, int days)
    {
        var config = ConfigFile.Parse(yaml, "test.yaml", CloudConfig.Read);
        config.Retention.At(Wire.T0, config.Store).Before[kind].ShouldBe(Wire.T0.AddDays(-days));
    }

    [Fact]
    public void At_Devices_OutliveTheLongestKeptKindByADay()
    {
        var config = ConfigFile.Parse("{store: {retentionDays: 30}, retention: {heat: 50}}", "test.yaml", CloudConfig.Read);
        config.Retention.At(Wire.T0, config.Store).DevicesBefore.ShouldBe(Wire.T0.AddDays(-51));
    }

    [Fact]
    public void Read_UnknownKind_IsNamedWithTheNearest() =>
        Should.Throw<ConfigException>(() => ConfigFile.Parse("retention:\n  expresion: 3\n", "test.yaml", CloudConfig.Read)).Problems
            .ShouldBe(["test.yaml:2: retention.expresion: unknown key; did you mean 'expression'?"]);

    [Fact]
    public async Task Run_OldFigures_GoAndTheLogProvesIt()
    {
        using var folder = new TemporaryFolder();
        using var store = new SqliteMetricStore(folder.File("store.sqlite"));
        var pipeline = new IngestPipeline(store);
        pipeline.Take([new ReceivedMessage("nonsense", default), Wire.From(Wire.Device, Wire.Zones(1, 0, Wire.Zone("entrance"))), Wire.From(Wire.Device, Wire.Expressions(2, 0, Wire.NoShares("entrance", "no-faces")))], Wire.T0);
        var (time, logger) = (new ManualTime(Wire.T0.AddDays(100)), new Lines());
        var config = ConfigFile.Parse("", "test.yaml", CloudConfig.Read);
        using var worker = new RetentionWorker(config, store, pipeline, time, logger);

        await worker.StartAsync(CancellationToken.None);
        await Eventually.True(() => !logger.Said.IsEmpty, "the proof");
        await worker.StopAsync(CancellationToken.None);

        var line = logger.Said.Single();
        line.ShouldStartWith("retention {");
        line.ShouldNotContain("\n");
        var proof = JsonDocument.Parse(line["retention ".Length..]).RootElement;
        (proof.GetProperty("verified").GetBoolean(), proof.GetProperty("scrubbed").GetBoolean(), proof.GetProperty("reasons").GetInt32()).ShouldBe((true, true, 1));
        var expression = proof.GetProperty("kinds").EnumerateArray().Single(k => k.GetProperty("kind").GetString() == "expression");
        (expression.GetProperty("messages").GetInt32(), expression.GetProperty("rows").GetInt32(), expression.GetProperty("left").GetInt32()).ShouldBe((1, 1, 0));
        expression.GetProperty("goneBefore").GetDateTime().ShouldBe(Wire.T0.AddDays(10).UtcDateTime);
        store.Zones(new StoreAddress("acme", "berlin"), new TimeRange(Wire.T0, Wire.T0.AddDays(1))).Count().ShouldBe(1);
        pipeline.Quarantine.Last.ShouldBeEmpty();
        pipeline.Counts.Rejected.ShouldBe(1);
    }

    private sealed class Lines : ILogger<RetentionWorker>
    {
        public ConcurrentQueue<string> Said { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Enqueue(formatter(state, exception));
    }
}
