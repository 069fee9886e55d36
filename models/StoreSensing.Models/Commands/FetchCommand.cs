using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Fetch;

namespace StoreSensing.Models.Commands;

/// <summary><c>fetch</c>: brings the runtime and the models.</summary>
internal static class FetchCommand
{
    public static async Task<int> Run(ModelStore store, IReadOnlyList<string> names, bool all, bool recommended, string? folder, TextWriter error, CancellationToken cancellation)
    {
        var wanted = Selection.Of(store, names, all, recommended);
        using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15) };
        // A download may take long; the stall timeout watches it instead.
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var progress = new Progress(error, terminal: !Console.IsErrorRedirected);
        var fetcher = new Fetcher(
            store.Folder,
            Path.GetDirectoryName(store.CatalogPath)!,
            NpmRegistry.Address(Environment.GetEnvironmentVariable, NpmRegistry.NpmrcFiles),
            new Download(http, progress),
            progress,
            folder is null ? null : new OfflineFolder(folder));
        var brought = await fetcher.Fetch(wanted, cancellation);
        if (wanted.Where(item => item.Optional && item.State != FileState.Right).ToList() is { Count: > 0 } left)
        {
            error.WriteLine($"{wanted.Count - left.Count} of {wanted.Count} files are here and right ({brought} brought now); by hand only: {string.Join(", ", left.Select(item => item.Name))}");
        }
        else
        {
            error.WriteLine(brought == 0 ? $"all {wanted.Count} files are here and right: {store.Folder}" : $"{brought} of {wanted.Count} files brought, the rest was here: {store.Folder}");
        }
        if (recommended && Hints.Of(store).ToList() is { Count: > 0 } lines)
            error.WriteLine($"nothing uses them yet; in the agent's configuration:\n{string.Join('\n', lines.Select(line => "  " + line))}");
        return 0;
    }
}
