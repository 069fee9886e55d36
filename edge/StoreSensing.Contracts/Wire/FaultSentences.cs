namespace StoreSensing.Contracts.Wire;

/// <summary>Every sentence that <c>fault</c> may hold in <c>status</c>: a device tells the kind of a fault, the words with names and addresses stay in its log.</summary>
public static class FaultSentences
{
    /// <summary>A camera is silent.</summary>
    public const string NoPicture = "no picture arrives";

    /// <summary>A camera's stream ended unasked.</summary>
    public const string StreamBroke = "the stream broke off and is opened again";

    /// <summary>A camera or recording can't be opened.</summary>
    public const string SourceUnusable = "the source can't be used; the device's log says why";

    /// <summary>A recording is cut off or damaged.</summary>
    public const string RecordingNotWhole = "the recording is not whole; the device's log says more";

    /// <summary>A sensor is silent.</summary>
    public const string NoReading = "no reading arrives";

    /// <summary>A sensor can't be opened.</summary>
    public const string SensorUnreadable = "the sensor can't be read; the device's log says why";

    /// <summary>A sensor sends lines that are no readings.</summary>
    public const string ReadingsNotUnderstood = "some readings can't be understood; the device's log says more";

    /// <summary>A sensor's button can't be read.</summary>
    public const string ButtonUnreadable = "the button can't be read; the device's log says why";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [NoPicture, StreamBroke, SourceUnusable, RecordingNotWhole, NoReading, SensorUnreadable, ReadingsNotUnderstood, ButtonUnreadable];
}
