using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace StoreSensing.Models.Fetch;

/// <summary>An npm package: a gzipped tar whose entries lie under one folder, usually <c>package/</c>.</summary>
internal static class Tarball
{
    // The largest file ever taken is a native library of some tens of MB; a tarball with the right hash has none larger.
    private const long MaximumBytes = 256L << 20;

    public static string Integrity(string path)
    {
        using var stream = File.OpenRead(path);
        return "sha512-" + Convert.ToBase64String(SHA512.HashData(stream));
    }

    /// <summary>Reads the wanted files in one pass; nothing is written anywhere.</summary>
    public static Dictionary<string, byte[]> Read(string path, IReadOnlySet<string> wanted)
    {
        var found = new Dictionary<string, byte[]>();
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var tar = new TarReader(stream);
        while (found.Count < wanted.Count && tar.GetNextEntry() is { } entry)
        {
            var name = entry.Name[(entry.Name.IndexOf('/') + 1)..];
            if (!wanted.Contains(name) || entry.DataStream is not { } data)
                continue;
            if (entry.Length > MaximumBytes)
                throw FetchException.Refused($"'{name}' in '{path}' has {entry.Length} bytes");
            var bytes = new byte[entry.Length];
            data.ReadExactly(bytes);
            found[name] = bytes;
        }
        return found;
    }
}
