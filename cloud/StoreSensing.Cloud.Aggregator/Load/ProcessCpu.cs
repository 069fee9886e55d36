using System.Globalization;

namespace StoreSensing.Cloud.Aggregator.Load;

/// <summary>What processes of this machine have used, from Linux's /proc (man 5 proc).</summary>
internal static class ProcessCpu
{
    // USER_HZ: the unit of /proc/PID/stat, 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;
    private const string Listening = "0A";

    /// <summary>CPU seconds of a process so far; null when there is none, or no /proc.</summary>
    public static double? Seconds(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // The name in brackets may hold spaces; what follows it begins with field 3.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The process that listens on a TCP port of this machine; null when it can't be told.</summary>
    public static int? Listener(int port)
    {
        try
        {
            if (SocketOf(port) is not { } socket)
                return null;
            foreach (var folder in Directory.EnumerateDirectories("/proc"))
                if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Holds(folder, socket))
                    return pid;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No /proc, or not ours to read.
        }
        return null;
    }

    private static string? SocketOf(int port)
    {
        var ending = $":{port:X4}";
        return new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[1].EndsWith(ending, StringComparison.Ordinal) && fields[3] == Listening)
            .Select(fields => $"socket:[{fields[9]}]").FirstOrDefault();
    }

    private static bool Holds(string process, string socket)
    {
        try
        {
            return new DirectoryInfo(Path.Combine(process, "fd")).EnumerateFiles().Any(file => file.LinkTarget == socket);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // It ended meanwhile, or is another user's.
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
