using Microsoft.Extensions.FileProviders;

namespace StoreSensing.Cloud.Aggregator.Pages;

/// <summary>The dashboard's built files at <c>/</c>.</summary>
internal static class DashboardPages
{
    /// <summary>The configured folder, <c>pages</c> beside the program, or the repository's <c>cloud/web/dist</c>; null when there is none.</summary>
    public static string? Find(string? configured)
    {
        if (configured is not null)
            return Path.GetFullPath(configured);
        var beside = Path.Combine(AppContext.BaseDirectory, "pages");
        if (File.Exists(Path.Combine(beside, "index.html")))
            return beside;
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var built = Path.Combine(folder, "cloud", "web", "dist");
            if (File.Exists(Path.Combine(built, "index.html")))
                return built;
        }
        return null;
    }

    public static void UsePages(this WebApplication app, string? configured)
    {
        if (Find(configured) is not { } folder)
        {
            app.MapGet("/", () => Results.Text("The dashboard is not built: run 'npm ci && npm run build' in cloud/web, or name its folder with the key 'pages'.\n", statusCode: 404))
                .ExcludeFromDescription();
            return;
        }
        var files = new PhysicalFileProvider(folder);
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            // Built assets carry a hash in their names; everything else is asked for again.
            OnPrepareResponse = context => context.Context.Response.Headers.CacheControl =
                context.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }
}
