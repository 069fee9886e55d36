using System.Runtime.CompilerServices;
using StoreSensing.Contracts.Audit;

namespace StoreSensing.Mqtt;

/// <summary>Captures on disk: a message a line (<see cref="CaptureLine"/>). What can't be read or written throws <see cref="MqttException"/>.</summary>
public static class CaptureFile
{
    /// <summary>The messages of a file, <c>-</c> for standard input; a line that is none is named with its number.</summary>
    public static async IAsyncEnumerable<CapturedMessage> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var reader = path == "-" ? Console.In : Opened(path, () => new StreamReader(path));
        for (var number = 1; await reader.ReadLineAsync(cancellation) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            yield return CaptureLine.Parse(line, out var problem) ?? throw new MqttException($"{path}:{number}: {problem}");
        }
    }

    /// <summary>Makes a new file that only its owner may read, each line written through at once; one that is there is left alone.</summary>
    public static TextWriter Create(string path) => Opened(path, () =>
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new StreamWriter(new FileStream(path, options)) { AutoFlush = true, NewLine = "\n" };
    });

    /// <summary>Passes messages on and writes each down.</summary>
    public static async IAsyncEnumerable<CapturedMessage> KeepAsync(
        this IAsyncEnumerable<CapturedMessage> messages, TextWriter? keep, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var message in messages.WithCancellation(cancellation))
        {
            keep?.WriteLine(CaptureLine.Of(message));
            yield return message;
        }
    }

    private static T Opened<T>(string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new MqttException(e is IOException && File.Exists(path) && e is not FileNotFoundException ? $"{path}: is there already" : $"{path}: can't be opened: {e.Message}");
        }
    }
}
