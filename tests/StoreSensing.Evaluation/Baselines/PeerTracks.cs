using System.Formats.Tar;
using System.IO.Compression;
using StoreSensing.Evaluation.Mot;

namespace StoreSensing.Evaluation.Baselines;

/// <summary>Published trackers' results, stored as archives of MOTChallenge files.</summary>
public static class PeerTracks
{
    /// <summary>Reads an archive: sequence → boxes.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<MotBox>> Read(string archive)
    {
        using var file = File.OpenRead(archive);
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        var tracks = new Dictionary<string, IReadOnlyList<MotBox>>();
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not { } data)
                continue;
            using var reader = new StreamReader(data);
            var lines = new List<string>();
            while (reader.ReadLine() is { } line)
                lines.Add(line);
            tracks[Path.GetFileNameWithoutExtension(entry.Name)] = MotFile.Read(lines, entry.Name);
        }
        return tracks;
    }
}
