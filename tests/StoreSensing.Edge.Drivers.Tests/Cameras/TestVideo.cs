using System.Diagnostics;
using Xunit.Sdk;

namespace StoreSensing.Edge.Drivers.Tests.Cameras;

/// <summary>Makes small videos with the real ffmpeg.</summary>
internal static class TestVideo
{
    /// <summary>Runs ffmpeg with these arguments (split at blanks) and the file to write; fails the test with what it said.</summary>
    public static string Make(string file, string arguments)
    {
        Run("ffmpeg", [.. $"-nostdin -v error -y {arguments}".Split(' ', StringSplitOptions.RemoveEmptyEntries), file]);
        return file;
    }

    /// <summary>A moving test picture, MPEG-4 in whatever container the name says, a key picture every 10.</summary>
    public static string Pattern(string file, int width = 64, int height = 48, int rate = 25, double seconds = 2) =>
        Make(file, FormattableString.Invariant($"-f lavfi -i testsrc2=size={width}x{height}:rate={rate}:duration={seconds} -c:v mpeg4 -q:v 3 -g 10"));

    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new XunitException($"{program} failed: {errors}");
    }

    /// <summary>True while a process of that id lives (a zombie does not).</summary>
    public static bool IsAlive(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
