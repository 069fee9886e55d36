namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>Where pictures come from, and how many of which size the vision lane gets.</summary>
public sealed record CameraOptions
{
    /// <summary>
    /// A file's path, an address (<c>rtsp://</c>, <c>rtsps://</c>, <c>http://</c>, <c>https://</c>, <c>rtmp://</c>, <c>tcp://</c>, <c>udp://</c>),
    /// <c>/dev/video0</c>, or <c>lavfi:</c> and an ffmpeg filter graph.
    /// </summary>
    public required string Input { get; init; }

    /// <summary>Columns of the delivered pictures, 16..4096; null: from <see cref="Height"/>, or the source's own up to 768.</summary>
    public int? Width { get; init; }

    /// <summary>Rows of the delivered pictures, 16..4096; null: from the width, with the picture's proportions kept.</summary>
    public int? Height { get; init; }

    /// <summary>The most pictures delivered per second, above 0 up to 120. A slower source stays as slow as it is.</summary>
    public double FramesPerSecond { get; init; } = 10;

    /// <summary>Start a recording again when it ends.</summary>
    public bool Loop { get; init; }

    /// <summary>Deliver a recording at the pace at which it was taken; null: yes when looped or made by <c>lavfi:</c>, otherwise no.</summary>
    public bool? RealTime { get; init; }

    /// <summary>No whole picture for this long means stalled: the stream is opened again.</summary>
    public TimeSpan StallAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a source may take to its first picture after it was opened; never less than <see cref="StallAfter"/>.</summary>
    public TimeSpan StartWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The first pause before a live source is opened again; doubles with every failure.</summary>
    public TimeSpan RestartAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause before a live source is opened again.</summary>
    public TimeSpan RestartAtMost { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>An ffmpeg filter chain applied before the picture is scaled, or null.</summary>
    public string? Filter { get; init; }

    /// <summary>The wall time of a recording's first picture; null: now.</summary>
    public DateTimeOffset? StartUtc { get; init; }

    /// <summary>The ffmpeg program: a name looked for in PATH, or a path; <c>ffprobe</c> is expected beside it.</summary>
    public string Ffmpeg { get; init; } = "ffmpeg";

    /// <summary>What is wrong with these options, a sentence each; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (CameraAddress.Problem(Input) is { } problem)
            problems.Add(problem);
        if (Width is < 16 or > 4096)
            problems.Add($"the camera's width is {Width}, it must lie between 16 and 4096 pixels");
        if (Height is < 16 or > 4096)
            problems.Add($"the camera's height is {Height}, it must lie between 16 and 4096 pixels");
        if (!(FramesPerSecond > 0 && FramesPerSecond <= 120))
            problems.Add(FormattableString.Invariant($"the camera's frames per second are {FramesPerSecond}, they must be above 0 and at most 120"));
        if (StallAfter <= TimeSpan.Zero)
            problems.Add("the camera's stall limit must be longer than 0 s");
        if (RestartAfter <= TimeSpan.Zero || RestartAtMost < RestartAfter)
            problems.Add("the camera's restart pauses must be longer than 0 s, the longest not below the first");
        return problems;
    }
}
