using System.Diagnostics;

namespace StoreSensing.Chaos.Tests.Arena;

/// <summary>
/// A disk that can be full: a small tmpfs with a ballast file where the suite may mount one (root), so that writes fail with ENOSPC; else an ordinary
/// folder and a limit on the size of the processes' files, so that writes fail with EFBIG.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _ballast;
    private readonly bool _isMounted;
    private int[] _limited = [];

    public SmallDisk(string folder, int megabytes)
    {
        Path = Directory.CreateDirectory(folder).FullName;
        _ballast = System.IO.Path.Combine(Path, "ballast");
        _isMounted = Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", Path);
    }

    public string Path { get; }

    /// <summary>How it gets full.</summary>
    public string Means => _isMounted ? "small tmpfs" : "limit on file sizes";

    /// <summary>From now on nothing more can be written, by these processes.</summary>
    public void Fill(params int[] processes)
    {
        if (!_isMounted)
        {
            _limited = processes;
            foreach (var process in processes)
                Run("prlimit", "--pid", $"{process}", "--fsize=4096:unlimited");
            return;
        }
        try
        {
            using var file = new FileStream(_ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            foreach (var size in (int[])[1 << 20, 4096])
                FillBy(file, new byte[size]);
        }
        catch (IOException)
        {
            // Full before the file was there.
        }
    }

    /// <summary>There is room again.</summary>
    public void Free()
    {
        if (_isMounted)
            File.Delete(_ballast);
        foreach (var process in _limited)
            Run("prlimit", "--pid", $"{process}", "--fsize=unlimited");
        _limited = [];
    }

    public void Dispose()
    {
        if (_isMounted)
            Run("umount", "-l", Path);
    }

    private static void FillBy(FileStream file, byte[] block)
    {
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
