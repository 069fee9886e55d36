using System.Net;
using System.Text.Json.Serialization;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Aggregator.Arousal;
using StoreSensing.Cloud.Aggregator.Attention;
using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Cloud.Aggregator.Devices;
using StoreSensing.Cloud.Aggregator.Expression;
using StoreSensing.Cloud.Aggregator.Flow;
using StoreSensing.Cloud.Aggregator.Health;
using StoreSensing.Cloud.Aggregator.Heat;
using StoreSensing.Cloud.Aggregator.Ingest;
using StoreSensing.Cloud.Aggregator.Lines;
using StoreSensing.Cloud.Aggregator.Live;
using StoreSensing.Cloud.Aggregator.Metrics;
using StoreSensing.Cloud.Aggregator.Occupancy;
using StoreSensing.Cloud.Aggregator.Pages;
using StoreSensing.Cloud.Aggregator.Queues;
using StoreSensing.Cloud.Aggregator.Retention;
using StoreSensing.Cloud.Aggregator.Stores;
using StoreSensing.Cloud.Aggregator.Zones;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Aggregator.Hosting;

/// <summary>Puts the program together: broker → pipeline → store, and the store → API, live events and pages.</summary>
internal static class CloudHost
{
    /// <summary>Builds it; nothing listens or connects before it is started. The store stays the caller's.</summary>
    public static WebApplication Build(CloudConfig config, IMetricStore store, ConnectToBroker connect, TimeProvider time)
    {
        // Empty: no settings from the environment or from files that nobody wrote for this program.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(CloudHost).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(config.Listen.Address, config.Listen.Port);
        });
        Log(builder.Logging, config.Log);

        var services = builder.Services;
        services.AddRouting();
        services.AddOpenApi(openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "StoreSensing cloud";
            document.Info.Description = "Figures of places and windows. JSON, times in UTC, ranges half-open [from, to), the last 15 minutes by default.";
            return Task.CompletedTask;
        }));
        services.AddProblemDetails();
        services.AddExceptionHandler<StoreFaults>();
        services.AddResponseCompression();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            json.SerializerOptions.Converters.Add(new UtcTimeConverter());
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));

        services.AddSingleton(config);
        services.AddSingleton(time);
        services.AddSingleton(connect);
        services.AddSingleton(store);
        services.AddSingleton<IngestPipeline>();
        services.AddSingleton<LiveUpdates>();
        services.AddSingleton<BrokerLink>();
        services.AddHostedService(provider => provider.GetRequiredService<BrokerLink>());
        services.AddHostedService<RetentionWorker>();
        services.AddHostedService<RollUpWorker>();

        var app = builder.Build();
        // Made here and not when the host starts it: without its library there is nothing to start, and the host would log pages for one sentence.
        app.Services.GetRequiredService<BrokerLink>();
        app.UseSecurityHeaders();
        HostNames.Use(app, config);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseResponseCompression();
        app.UsePages(config.Pages);
        Map(app);
        if (!IPAddress.IsLoopback(config.Listen.Address))
            app.Logger.LogWarning("{Address} is open to the network and there is no sign-in: put a proxy with one before it", config.Listen);
        return app;
    }

    private static void Map(WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapHealth();
        app.MapMetrics();
        app.MapIngest();
        app.MapStores();
        var store = app.MapGroup("/api/v1/stores/{tenant}/{store}");
        store.MapLayout();
        store.MapDevices();
        store.MapZones();
        store.MapHeat();
        store.MapLines();
        store.MapAttention();
        store.MapExpression();
        store.MapArousal();
        store.MapFlow();
        store.MapQueues();
        store.MapOccupancy();
        store.MapLive();
    }

    private static void Log(ILoggingBuilder logging, LogFormat format)
    {
        if (format == LogFormat.Json)
            logging.AddJsonConsole(console =>
            {
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
                console.UseUtcTimestamp = true;
            });
        else
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ssZ ";
                console.UseUtcTimestamp = true;
            });
        // Standard output belongs to what the program answers; the log goes beside it.
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
    }
}
