using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Core.Physiology.Studies;

namespace StoreSensing.Edge.Drivers.Sensors;

/// <summary>A recording as a sensor. It is read whole at the beginning, because its rate must be known then.</summary>
public sealed class ReplayReadingSource : IReadingSource
{
    private readonly ReplayOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<TimeSpan, CancellationToken>? _pause;
    private readonly Recording _recording;
    private readonly SourceProgress _progress;
    private readonly SourceThread _thread;

    /// <summary>Reads the file.</summary>
    /// <exception cref="ReadingSourceException">It is not there, can't be read or is no recording.</exception>
    public ReplayReadingSource(ReplayOptions options, TimeProvider time)
        : this(options, time, null)
    {
    }

    internal ReplayReadingSource(ReplayOptions options, TimeProvider time, Action<TimeSpan, CancellationToken>? pause)
    {
        _options = options;
        _time = time;
        _pause = pause;
        _recording = Load(options);
        _progress = new SourceProgress(time, Timeout.InfiniteTimeSpan);
        _thread = new SourceThread(_progress);
    }

    /// <inheritdoc/>
    public double NominalRate => _recording.SamplesPerSecond;

    /// <inheritdoc/>
    public bool IsPaced => _options.RealTime;

    /// <inheritdoc/>
    public ReadingSourceStatus Status => _progress.Read("");

    /// <inheritdoc/>
    public Task RunAsync(IReadingSink into, CancellationToken cancellation) => _thread.Run(() => Run(into, cancellation), cancellation);

    private void Run(IReadingSink into, CancellationToken cancellation)
    {
        var pace = new ReadingPace(_time, _options.RealTime, _options.StartUtc, _pause);
        var samples = _recording.Microsiemens;
        long sample = 0; // over all passes
        do
        {
            for (var i = 0; i < samples.Length; i++, sample++)
            {
                var at = pace.At(TimeSpan.FromSeconds(sample / _recording.SamplesPerSecond), cancellation);
                into.Add(new SensorReading(at, samples.Span[i]));
                _progress.Given();
            }
        }
        while (_options.Loop);
    }

    private static Recording Load(ReplayOptions options)
    {
        if (Directory.Exists(options.File))
            throw new ReadingSourceException($"'{options.File}' is a folder, not a recording");
        try
        {
            return RecordingFile.Parse(options.File, File.ReadLines(options.File), options.Rate);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ReadingSourceException($"no such recording: '{options.File}'");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ReadingSourceException($"'{options.File}' can't be read: {unreadable.Message}");
        }
        catch (RecordingException wrong)
        {
            throw new ReadingSourceException(wrong.Message);
        }
    }
}
