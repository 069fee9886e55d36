using System.Diagnostics;

namespace StoreSensing.Models.Fetch;

/// <summary>Says how far something is once it takes more than two seconds: one line that moves on a terminal, a line now and then elsewhere.</summary>
internal sealed class Progress(TextWriter output, bool terminal)
{
    private static readonly TimeSpan _quiet = TimeSpan.FromSeconds(2);
    private readonly Stopwatch _time = new();
    private TimeSpan _next = _quiet;
    private bool _lineOpen;

    public void Start()
    {
        _time.Restart();
        _next = _quiet;
    }

    public void At(string what, long done, long? total) =>
        Show(() => $"{what}: {done / 1e6:F1}{(total is > 0 ? $" of {total.Value / 1e6:F1} MB ({100 * done / total.Value} %)" : " MB")}");

    /// <summary>The same of things that are counted.</summary>
    public void Count(string what, int done, int total, string unit) => Show(() => $"{what}: {done} of {total} {unit}");

    private void Show(Func<string> text)
    {
        if (_time.Elapsed < _next)
            return;
        _next = _time.Elapsed + (terminal ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(10));
        if (terminal)
            output.Write($"\r{text()}  ");
        else
            output.WriteLine(text());
        _lineOpen = terminal;
    }

    public void Say(string text)
    {
        Finish();
        output.WriteLine(text);
    }

    public void Finish()
    {
        if (_lineOpen)
            output.WriteLine();
        _lineOpen = false;
    }
}
