using System.Globalization;

namespace StoreSensing.Testing.Canary;

/// <summary>Where a process and its children can put something: files that they hold open for writing, and doors at which they answer. Linux.</summary>
public static class ProcessPlaces
{
    private const int AccessMode = 3; // O_ACCMODE; 0 is reading alone

    /// <summary>The process, its children and theirs, as far as they live.</summary>
    public static IReadOnlyList<int> Family(int process) => [process, .. Children(process).SelectMany(Family)];

    /// <summary>Regular files open for writing.</summary>
    public static IReadOnlyList<string> Written(int process)
    {
        var written = new List<string>();
        foreach (var (link, target) in Open(process))
            if (target.StartsWith('/') && !target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/proc/", StringComparison.Ordinal)
                && !target.StartsWith("/memfd:", StringComparison.Ordinal) // memory with a name, no file: the runtime compiles into one
                && IsForWriting(process, link))
                written.Add(target);
        return written;
    }

    /// <summary>Addresses and ports at which it listens, as the kernel writes them.</summary>
    public static IReadOnlyList<string> Listening(int process)
    {
        var sockets = Open(process).Select(o => o.Target).Where(t => t.StartsWith("socket:[", StringComparison.Ordinal)).Select(t => t[8..^1]).ToHashSet();
        return [.. Tables(process).Where(fields => fields.Length > 9 && fields[3] == "0A" && sockets.Contains(fields[9])).Select(fields => fields[1])];
    }

    private static IEnumerable<string[]> Tables(int process) => ((IEnumerable<string>)["tcp", "tcp6"])
        .SelectMany(table => Quietly(() => File.ReadAllLines($"/proc/{process}/net/{table}"), []))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<int> Children(int process) => Quietly(() => Directory.GetDirectories($"/proc/{process}/task"), [])
        .SelectMany(task => Quietly(() => File.ReadAllText($"{task}/children"), "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    private static IEnumerable<(string Link, string Target)> Open(int process) => Quietly(() => Directory.GetFiles($"/proc/{process}/fd"), [])
        .Select(link => (link, Quietly(() => new FileInfo(link).LinkTarget, null) ?? ""));

    private static bool IsForWriting(int process, string link)
    {
        var flags = Quietly(() => File.ReadAllLines($"/proc/{process}/fdinfo/{Path.GetFileName(link)}"), []).FirstOrDefault(l => l.StartsWith("flags:", StringComparison.Ordinal));
        return flags is not null && (Convert.ToInt64(flags[6..].Trim(), 8) & AccessMode) != 0;
    }

    // Processes and their files go away while one looks.
    private static T Quietly<T>(Func<T> look, T otherwise)
    {
        try
        {
            return look();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return otherwise;
        }
    }
}
