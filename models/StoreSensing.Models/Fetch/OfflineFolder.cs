using StoreSensing.Edge.Drivers.Inference;

namespace StoreSensing.Models.Fetch;

/// <summary>A folder carried to a machine without network: npm tarballs, model files, or a copy of another machine's cache. Files are known by their hash, not by their name.</summary>
internal sealed class OfflineFolder
{
    private readonly string _folder;
    private readonly List<FileInfo> _files;

    public OfflineFolder(string folder)
    {
        if (!Directory.Exists(folder))
            throw FetchException.Refused($"folder '{folder}' does not exist");
        _folder = folder;
        _files = [.. new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4 }).OrderBy(file => file.FullName, StringComparer.Ordinal)];
    }

    public string Path => _folder;

    public string? File(Wanted wanted) =>
        _files.FirstOrDefault(file => file.Length == wanted.Bytes && FileHash.Sha256(file.FullName) == wanted.Sha256)?.FullName;

    public string Tarball(NpmOrigin origin, string integrity) =>
        _files.FirstOrDefault(file => file.Extension == ".tgz" && Fetch.Tarball.Integrity(file.FullName) == integrity)?.FullName
            ?? throw FetchException.Refused($"no file under '{_folder}' is the npm package {origin} ({integrity}); on a connected machine: npm pack {origin}");
}
