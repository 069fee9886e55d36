using System.Diagnostics;
using System.Globalization;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>Python OpenCV's own pipeline in a process beside this one, which goes through the same pictures whenever it is asked.</summary>
internal sealed class OpenCvPipeline : IDisposable
{
    private const string Python = "/usr/bin/python3"; // Debian's own, whose python3-opencv it is
    private readonly Process _process;

    private OpenCvPipeline(Process process) => _process = process;

    /// <summary>What is lacking here, or null.</summary>
    public static string? Absent() => File.Exists(Python) && Programs.Run(Python, ["-c", "import importlib.util as u, sys; sys.exit(u.find_spec('cv2') is None)"]).Code == 0
        ? null
        : "Python's OpenCV is not installed (Debian package python3-opencv)";

    /// <summary>Starts it and waits until it has loaded its model.</summary>
    public static OpenCvPipeline Start(string kind, string model, string frames, int width, int height)
    {
        var script = Path.Combine(ReferenceData.Repository, "tests", "StoreSensing.Benchmarks", "opencv_pipeline.py");
        string[] arguments = [script, kind, model, frames, width.ToString(CultureInfo.InvariantCulture), height.ToString(CultureInfo.InvariantCulture)];
        var pipeline = new OpenCvPipeline(Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
        pipeline.Answer();
        return pipeline;
    }

    /// <summary>Seconds for all pictures once, and how many boxes it found.</summary>
    public (double Seconds, int Found) Round()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        var words = Answer().Split(' ');
        return (double.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Answer() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("opencv_pipeline.py ended; its complaint is above");
}
