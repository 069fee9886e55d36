using StoreSensing.Configuration;
using StoreSensing.Edge.Core.Physiology.Studies;

namespace StoreSensing.Edge.Agent.Studies;

/// <summary>Reads a recording and writes what was found beside it or in a folder.</summary>
internal sealed class StudyFiles
{
    private readonly string _input;
    private readonly string _folder;
    private readonly bool _mayReplace;

    /// <param name="input">The recording's path, as the user wrote it.</param>
    /// <param name="folder">Where results go; null: beside the recording.</param>
    /// <param name="mayReplace">Whether results of an earlier run may be replaced.</param>
    public StudyFiles(string input, string? folder, bool mayReplace)
    {
        _input = input;
        _folder = folder ?? (Path.GetDirectoryName(input) is { Length: > 0 } beside ? beside : ".");
        _mayReplace = mayReplace;
        var name = Path.GetFileNameWithoutExtension(input) is { Length: > 0 } given ? given : "recording";
        Features = Output($"{name}.features.csv");
        Responses = Output($"{name}.responses.csv");
        Report = Output($"{name}.html");
    }

    public string Features { get; }

    public string Responses { get; }

    public string Report { get; }

    /// <summary>Reads the recording.</summary>
    /// <exception cref="RecordingException">It can't be read or is none.</exception>
    public Recording Read(double? samplesPerSecond)
    {
        if (Directory.Exists(_input))
            throw new RecordingException($"{_input} is a folder: name a recording in it");
        if (!File.Exists(_input))
            throw new RecordingException($"{_input}: no such file{Suggestion()}");
        try
        {
            return RecordingFile.Parse(_input, File.ReadLines(_input), samplesPerSecond);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException($"{_input} can't be read: {e.Message}");
        }
    }

    /// <summary>Refuses to write over anything it shouldn't, before any work is done.</summary>
    /// <exception cref="StudyOutputException">A result is there already, or would take the recording's place.</exception>
    public void Check()
    {
        string[] outputs = [Features, Responses, Report];
        if (Array.Find(outputs, o => Path.GetFullPath(o) == Path.GetFullPath(_input)) is { } same)
            throw new StudyOutputException($"{same} is the recording itself: give another folder with --out");
        if (Array.Find(outputs, Directory.Exists) is { } folder)
            throw new StudyOutputException($"{folder} is a folder: remove it, or give another one with --out");
        string[] existing = [.. outputs.Where(File.Exists)];
        if (existing.Length > 0 && !_mayReplace)
            throw new StudyOutputException($"{string.Join(", ", existing)} {(existing.Length > 1 ? "exist" : "exists")} already: --force replaces, --out writes elsewhere");
    }

    /// <summary>Writes all results, or none: each beside its place first, then into it.</summary>
    /// <exception cref="StudyOutputException">They can't be written; nothing of them is left.</exception>
    public void Write(string features, string responses, string report)
    {
        (string Path, string Text)[] outputs = [(Features, features), (Responses, responses), (Report, report)];
        var current = _folder;
        var written = new List<string>();
        try
        {
            Directory.CreateDirectory(_folder);
            foreach (var (path, text) in outputs)
            {
                current = path;
                File.WriteAllText(Partial(path), text);
            }
            foreach (var (path, _) in outputs)
            {
                current = path;
                File.Move(Partial(path), path, _mayReplace);
                written.Add(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            foreach (var (path, _) in outputs)
                Remove(Partial(path));
            // Of results that replace others some are new then; both are whole.
            if (!_mayReplace)
                written.ForEach(Remove);
            throw new StudyOutputException($"{current} can't be written: {e.Message}");
        }
    }

    private static string Partial(string path) => path + ".partial";

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It could not be created, or the disk is gone: there is nothing more to clear away.
        }
    }

    private string Output(string name) => Path.Combine(_folder, name);

    private string Suggestion()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(_input));
        if (!Directory.Exists(folder))
            return $" (nor a folder {folder})";
        return Nearest.DidYouMean(Path.GetFileName(_input), Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)));
    }
}
