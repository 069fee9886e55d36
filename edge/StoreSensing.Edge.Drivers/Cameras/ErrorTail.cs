using System.Text;
using System.Text.RegularExpressions;

namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>
/// Reads a child's standard error all the time, so that it never blocks on a full pipe, and keeps the last lines, redacted. Bounded: a
/// line without end is cut, older lines fall out. Thread-safe.
/// </summary>
internal sealed partial class ErrorTail(CameraAddress address)
{
    private const int MostLines = 12;
    private const int LongestLine = 300;
    // Read further than is kept: a secret that a cut would halve could not be found and taken out any more.
    private const int LongestRead = 8192;
    private readonly Queue<string> _lines = new();

    /// <summary>Reads until the child closes its end.</summary>
    public async Task ReadAsync(StreamReader reader)
    {
        var buffer = new char[1024];
        var line = new StringBuilder(LongestLine);
        int count;
        while ((count = await reader.ReadAsync(buffer)) > 0)
        {
            foreach (var character in buffer.AsSpan(0, count))
            {
                if (character is '\n' or '\r')
                    Add(line);
                else if (line.Length < LongestRead)
                    line.Append(character);
            }
        }
        Add(line);
    }

    /// <summary>The line that says best why it failed, without ffmpeg's module names and addresses; null when nothing was said.</summary>
    public string? Reason()
    {
        lock (_lines)
        {
            // The last lines often only sum up ("Error opening input files"); the cause stands before them.
            string? reason = null;
            foreach (var line in _lines)
                if (reason is null || !SummaryPattern().IsMatch(line))
                    reason = line;
            return reason;
        }
    }

    private void Add(StringBuilder line)
    {
        var text = line.ToString();
        line.Clear();
        text = address.Redact(ModulePattern().Replace(text, "")).Trim();
        if (text.StartsWith(address.FfmpegInput + ": ", StringComparison.Ordinal))
            text = text[(address.FfmpegInput.Length + 2)..];
        if (text.StartsWith(address.Shown + ": ", StringComparison.Ordinal))
            text = text[(address.Shown.Length + 2)..];
        if (text.Length == 0)
            return;
        if (text.Length > LongestLine)
            text = text[..LongestLine];
        lock (_lines)
        {
            _lines.Enqueue(text);
            if (_lines.Count > MostLines)
                _lines.Dequeue();
        }
    }

    [GeneratedRegex(@"^(\[[^\]]*\]\s*)+")]
    private static partial Regex ModulePattern();

    [GeneratedRegex("^(Error (opening|while|initializing|reinitializing|submitting|sending)|Invalid (data found|argument)|Failed to (inject|set value)"
        + "|Conversion failed|Exiting|Last message repeated|Output file|Cannot determine format|Task finished)")]
    private static partial Regex SummaryPattern();
}
