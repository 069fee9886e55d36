using System.Text.RegularExpressions;

namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>What kind of source an input is.</summary>
internal enum CameraKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A named pipe or another file that never ends by itself.</summary>
    Pipe,

    /// <summary>A Video4Linux device.</summary>
    Device,

    /// <summary>RTSP or RTSPS.</summary>
    Rtsp,

    /// <summary>Any other address.</summary>
    Network,

    /// <summary>An ffmpeg filter graph that makes pictures.</summary>
    Graph,
}

/// <summary>An input as the user wrote it, what it is, and the form of it that may be shown: credentials and queries are cut out.</summary>
internal sealed partial class CameraAddress
{
    private const string GraphPrefix = "lavfi:";
    private static readonly string[] KnownSchemes = ["rtsp", "rtsps", "http", "https", "rtmp", "rtmps", "tcp", "udp"];
    private readonly string[] _secrets;

    private CameraAddress(string input, CameraKind kind, string ffmpegInput, string shown, string[] secrets)
    {
        Input = input;
        Kind = kind;
        FfmpegInput = ffmpegInput;
        Shown = shown;
        _secrets = secrets;
    }

    /// <summary>As the user wrote it; may hold credentials, never shown.</summary>
    public string Input { get; }

    public CameraKind Kind { get; }

    /// <summary>The value of ffmpeg's <c>-i</c>.</summary>
    public string FfmpegInput { get; }

    /// <summary>For sentences: a file's name, an address without credentials and query.</summary>
    public string Shown { get; }

    /// <summary>A live source is restarted for ever and gets its times from the clock; a recording ends and carries its own.</summary>
    public bool IsLive => Kind is CameraKind.Pipe or CameraKind.Device or CameraKind.Rtsp or CameraKind.Network;

    /// <summary>Why the input is none, or null.</summary>
    public static string? Problem(string input)
    {
        if (string.IsNullOrWhiteSpace(input))
            return "the camera's input is empty";
        if (input.IndexOf('\0') >= 0)
            return "the camera's input holds a zero byte";
        var scheme = SchemePattern().Match(input);
        if (!scheme.Success || KnownSchemes.Contains(scheme.Groups[1].Value.ToLowerInvariant()))
            return null;
        return $"'{scheme.Groups[1].Value}://' is no known kind of camera address; known are {string.Join(", ", KnownSchemes.Select(known => known + "://"))}, a file, /dev/video* and lavfi:";
    }

    public static CameraAddress Parse(string input)
    {
        if (input.StartsWith(GraphPrefix, StringComparison.Ordinal))
            return new(input, CameraKind.Graph, input[GraphPrefix.Length..], GraphPrefix + "…", []);
        var scheme = SchemePattern().Match(input);
        if (scheme.Success)
        {
            var kind = scheme.Groups[1].Value.StartsWith("rtsp", StringComparison.OrdinalIgnoreCase) ? CameraKind.Rtsp : CameraKind.Network;
            var (shown, secrets) = Split(input, scheme.Length);
            return new(input, kind, input, shown, secrets);
        }
        if (input.StartsWith("/dev/", StringComparison.Ordinal))
            return new(input, CameraKind.Device, input, input, []);
        var path = Path.GetFullPath(input);
        // `file:` keeps ffmpeg from reading a name like `cam:1.mp4` as a protocol or `-x.mp4` as an option.
        return new(input, IsPipe(path) ? CameraKind.Pipe : CameraKind.File, "file:" + path, Path.GetFileName(path), []);
    }

    /// <summary>The text without this address' secrets and without any other address' credentials.</summary>
    public string Redact(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, "…", StringComparison.Ordinal);
        return CredentialsPattern().Replace(text, "://");
    }

    // Cameras carry passwords before the host, in the query and even in the path, so of an address only scheme and host are shown.
    private static (string Shown, string[] Secrets) Split(string input, int afterScheme)
    {
        var rest = input[afterScheme..];
        var beforeQuery = rest.Split('?')[0];
        // The last '@' before the query, because passwords with an unescaped '@' or '/' are common in what people paste; but where a host
        // stands first, an '@' behind it is part of the path.
        var at = HostPattern().IsMatch(beforeQuery.Split('/')[0]) ? -1 : beforeQuery.LastIndexOf('@');
        var host = rest[(at + 1)..];
        var end = host.IndexOfAny(['/', '?', '#']);
        var path = end < 0 ? "" : host[(end + 1)..].TrimStart('?');
        var secrets = new List<string> { rest };
        if (at > 0)
        {
            secrets.Add(rest[..at]);
            if (rest.IndexOf(':') is var colon && colon >= 0 && colon < at)
                AddPassword(secrets, rest[(colon + 1)..at]);
        }
        if (path.Contains('=')) // a path or a query with values; any other path is no secret, and its words may stand in a sentence
            secrets.Add(path[(path.IndexOf('?') + 1)..]);
        // Longest first, so that a part of a secret is not replaced before the whole.
        return (input[..afterScheme] + (end < 0 ? host : host[..end]), [.. secrets.OrderByDescending(secret => secret.Length)]);
    }

    private static void AddPassword(List<string> secrets, string password)
    {
        // One or two letters would be replaced all over a sentence; they are still cut with the whole "user:password".
        if (password.Length < 3)
            return;
        secrets.Add(password);
        var decoded = Uri.UnescapeDataString(password);
        if (decoded != password)
            secrets.Add(decoded);
    }

    private static bool IsPipe(string path)
    {
        // A FIFO, a socket or a character device: File.Exists says true, but there is no regular content to probe.
        if (!File.Exists(path) || OperatingSystem.IsWindows())
            return false;
        return UnixFile.IsRegular(path) == false;
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]+(:\d+)?$|^\[[0-9A-Fa-f:.]+\](:\d+)?$")]
    private static partial Regex HostPattern();

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+.-]*)://")]
    private static partial Regex SchemePattern();

    [GeneratedRegex("://[^/@\\s]*@")]
    private static partial Regex CredentialsPattern();
}
