using System.Security.Cryptography;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Import;

namespace StoreSensing.Models.Fetch;

/// <summary>Brings wanted files into the cache: downloads (or takes from a folder), imports, checks every hash, and only then gives a file its name.</summary>
internal sealed class Fetcher(string cacheFolder, string catalogFolder, Uri registry, Download download, Progress progress, OfflineFolder? offline)
{
    /// <summary>Fetches what is missing or wrong; one that can't be had doesn't keep the others from coming. Returns how many files were brought.</summary>
    /// <exception cref="FetchException">With the exit code; names every file that could not be brought.</exception>
    public async Task<int> Fetch(IReadOnlyList<Wanted> wanted, CancellationToken cancellation)
    {
        if (wanted.All(item => item.State == FileState.Right))
            return 0;
        using var held = await CacheLock.Take(cacheFolder, () => progress.Say("another fetch is running; waiting for it"), cancellation);
        // The other process may have brought everything meanwhile.
        var missing = wanted.Where(item => item.State != FileState.Right).ToList();
        var errors = new List<FetchException>();
        var brought = 0;
        foreach (var package in missing.Where(item => item.Origin is NpmOrigin).GroupBy(item => (NpmOrigin)item.Origin with { Path = "" }).ToList())
            brought += await Try([.. package], items => FromPackage(package.Key, items, cancellation), errors);
        foreach (var item in missing.Where(item => item.Origin is not NpmOrigin))
            brought += await Try([item], _ => Single(item, cancellation), errors);
        return errors.Count == 0 ? brought : throw FetchException.All(errors);
    }

    private async Task<int> Try(List<Wanted> items, Func<List<Wanted>, Task> bring, List<FetchException> errors)
    {
        try
        {
            await bring(items);
        }
        catch (FetchException e) when (items.All(item => item.Optional))
        {
            progress.Say(e.Message);
        }
        catch (FetchException e)
        {
            errors.Add(e);
        }
        return items.Count(item => item.State == FileState.Right);
    }

    private async Task FromPackage(NpmOrigin origin, List<Wanted> items, CancellationToken cancellation)
    {
        if (offline is not null)
            items = [.. items.Where(item => !CopyFromFolder(item))];
        if (items.Count == 0)
            return;
        var integrity = items[0].Integrity!;
        var tarball = offline?.Tarball(origin, integrity);
        var partial = tarball ?? await DownloadTarball(origin, items[0], cancellation);
        var files = Tarball.Read(partial, items.SelectMany(item => item.PackageFiles).ToHashSet());
        foreach (var item in items)
            Keep(item, item.Model?.Import is null ? Take(files, origin, item.PackageFiles.Single()) : Import(item, origin, files));
        if (tarball is null)
            File.Delete(partial);
    }

    private async Task<string> DownloadTarball(NpmOrigin origin, Wanted first, CancellationToken cancellation)
    {
        var address = NpmRegistry.Tarball(registry, origin);
        progress.Say($"{origin} from {address.Host}");
        return await DownloadChecked(address, origin.TarballName, $"package {origin}", first.Remedy, Tarball.Integrity, first.Integrity!, null, cancellation);
    }

    private async Task Single(Wanted item, CancellationToken cancellation)
    {
        var what = $"model '{item.Name}'";
        if (offline is not null)
        {
            if (!CopyFromFolder(item))
                throw FetchException.Refused($"{what}: no file under '{offline.Path}' has its {item.Bytes} bytes and its sha256 {item.Sha256}; names don't matter");
            return;
        }
        if (item.Origin is FileOrigin file)
        {
            var path = Path.GetFullPath(file.Path, catalogFolder);
            if (!File.Exists(path))
                throw FetchException.Refused(item.Model?.ByHand is { } reason ? $"{what} has to be put here by hand: {reason}; {item.Remedy}" : $"{what}: '{path}' does not exist");
            Keep(item, File.ReadAllBytes(path));
            return;
        }
        var address = ((HttpsOrigin)item.Origin).Address;
        progress.Say($"{item.Name} from {address.Host}");
        var partial = await DownloadChecked(address, Path.GetFileName(item.Path), what, item.Remedy, FileHash.Sha256, item.Sha256, item.Bytes, cancellation);
        Keep(item, File.ReadAllBytes(partial));
        File.Delete(partial);
    }

    /// <summary>A partial file of an earlier attempt may belong to another version of the file: one wrong hash after going on means once more from the start.</summary>
    private async Task<string> DownloadChecked(
        Uri address, string name, string what, string remedy, Func<string, string> hash, string expected, long? bytes, CancellationToken cancellation)
    {
        var partial = Path.Combine(cacheFolder, "partial", name + ".partial");
        var resumed = File.Exists(partial) && new FileInfo(partial).Length > 0;
        while (true)
        {
            try
            {
                await download.To(partial, address, bytes, cancellation);
            }
            catch (HttpRequestException e)
            {
                throw FetchException.Network($"{what}: '{address}' can't be downloaded: {e.Message}; {remedy}");
            }
            var found = hash(partial);
            if (found == expected)
                return partial;
            var length = new FileInfo(partial).Length;
            File.Delete(partial);
            if (!resumed)
                throw FetchException.Refused($"{what}: '{address}' is not the file that the catalog names: expected {expected}{(bytes is null ? "" : $" ({bytes} bytes)")}, found {found} ({length} bytes); nothing was kept; {remedy}");
            resumed = false;
        }
    }

    private bool CopyFromFolder(Wanted item)
    {
        if (offline!.File(item) is not { } path)
            return false;
        Keep(item, File.ReadAllBytes(path));
        return true;
    }

    private static byte[] Import(Wanted item, NpmOrigin origin, Dictionary<string, byte[]> files)
    {
        var import = item.Model!.Import!;
        foreach (var (path, sha256) in import.Sources)
            Require($"'{path}' in {origin}", sha256, Take(files, origin, path));
        var (graph, weights) = (files[import.Sources.Keys.First(path => path.EndsWith(".json", StringComparison.Ordinal))], files[import.Sources.Keys.First(path => !path.EndsWith(".json", StringComparison.Ordinal))]);
        try
        {
            return GraphImporter.Import(item.Name, graph, weights, import);
        }
        catch (ImportException e)
        {
            throw FetchException.Refused($"model '{item.Name}' can't be imported: {e.Message}");
        }
    }

    private static byte[] Take(Dictionary<string, byte[]> files, NpmOrigin origin, string path) =>
        files.GetValueOrDefault(path) ?? throw FetchException.Refused($"npm package {origin} has no file '{path}'");

    private void Keep(Wanted item, byte[] bytes)
    {
        Require($"{item.Name} ({item.Origin})", item.Sha256, bytes);
        AtomicFile.Write(item.Path, bytes);
        progress.Say($"{item.Name}: {bytes.Length / 1e6:F1} MB → {item.Path}");
    }

    private static void Require(string what, string expected, byte[] bytes)
    {
        var found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (found != expected)
            throw FetchException.Refused($"{what} is not the file that the catalog names: expected sha256 {expected}, found {found}; nothing was kept");
    }
}
