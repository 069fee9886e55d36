using System.Text;

namespace StoreSensing.Chaos.Tests.Devices;

/// <summary>Which messages an outbox accepted, a line each, on the disk before <see cref="Accepted"/> returns: what the suite holds the store against.</summary>
internal sealed class Journal(string folder, string device) : IDisposable
{
    private readonly FileStream _file = new(Path.Combine(folder, $"{device}.journal"), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public void Accepted(string session, long seq, int zones)
    {
        _file.Write(Encoding.ASCII.GetBytes($"{session} {seq} {zones}\n"));
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Everything that the devices' outboxes accepted; a line that a kill cut short is left out.</summary>
    public static IEnumerable<(string Device, string Session, long Seq, int Zones)> Read(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.journal"))
        {
            var text = File.ReadAllText(file);
            foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
                if (line.Split(' ') is [var session, var seq, var zones])
                    yield return (Path.GetFileNameWithoutExtension(file), session, long.Parse(seq), int.Parse(zones));
        }
    }

    public void Dispose() => _file.Dispose();
}
