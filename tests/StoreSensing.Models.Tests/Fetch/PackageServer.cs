using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace StoreSensing.Models.Tests.Fetch;

/// <summary>A registry on a loopback port that serves one file at any path, with ranges, and can break off.</summary>
internal sealed class PackageServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly byte[] _file;

    private PackageServer(byte[] file)
    {
        _file = file;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(Serve);
    }

    /// <summary>Path and start of every request so far.</summary>
    public List<(string Path, long From)> Requests { get; } = [];

    /// <summary>The next so many answers end after this many bytes.</summary>
    public (int Answers, int Bytes) BreakOff { get; set; }

    public bool KnowsRanges { get; set; } = true;

    public int Status { get; set; } = 200;

    /// <summary>The next so many requests are sent on to another path of this server.</summary>
    public int Redirects { get; set; }

    public Uri Address => new(_application.Urls.Single() + "/");

    public static async Task<PackageServer> Start(byte[] file)
    {
        var server = new PackageServer(file);
        await server._application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task Serve(HttpContext context)
    {
        var from = KnowsRanges && context.Request.GetTypedHeaders().Range?.Ranges.Single().From is { } start ? start : 0;
        lock (Requests)
            Requests.Add((context.Request.Path.Value!, from));
        if (Redirects > 0)
        {
            Redirects--;
            context.Response.Redirect("/moved/" + Redirects);
            return;
        }
        if (Status != 200 || from >= _file.Length)
        {
            context.Response.StatusCode = Status != 200 ? Status : 416;
            return;
        }
        context.Response.StatusCode = from > 0 ? 206 : 200;
        context.Response.ContentLength = _file.Length - from;
        var rest = _file.AsMemory((int)from);
        if (BreakOff.Answers > 0)
        {
            BreakOff = (BreakOff.Answers - 1, BreakOff.Bytes);
            await context.Response.Body.WriteAsync(rest[..Math.Min(BreakOff.Bytes, rest.Length)]);
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }
        await context.Response.Body.WriteAsync(rest);
    }
}
