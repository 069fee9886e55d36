using StoreSensing.Testing;

namespace StoreSensing.EndToEnd;

/// <summary>The demo's pictures; <c>./test</c> brings them.</summary>
internal static class DemoMedia
{
    private static readonly string Folder =
        Environment.GetEnvironmentVariable("STORESENSING_DEMO_MEDIA") is { Length: > 0 } folder ? folder : Path.Combine(ReferenceData.Repository, ".cache", "media");

    public static string File(string name)
    {
        var path = Path.Combine(Folder, name);
        Skip.IfNot(System.IO.File.Exists(path), $"the demo's pictures are absent: {path} (./demo brings them)");
        return path;
    }
}
