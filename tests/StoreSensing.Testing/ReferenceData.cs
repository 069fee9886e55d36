using Xunit;

namespace StoreSensing.Testing;

/// <summary>The reference data beside the repository; tests that need it are skipped where it is absent.</summary>
public static class ReferenceData
{
    /// <summary>The repository's root: the folder that holds the solution.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary><c>STORESENSING_REFERENCE_DATA</c>, or <c>../shared</c> seen from the repository's root.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("STORESENSING_REFERENCE_DATA") is { Length: > 0 } folder
        ? Path.GetFullPath(folder)
        : Path.GetFullPath(Path.Combine(Repository, "..", "shared"));

    /// <summary>The path of a reference file; skips the test when it is absent.</summary>
    public static string File(params string[] parts)
    {
        var path = Path.Combine([Folder, .. parts]);
        Skip.IfNot(System.IO.File.Exists(path), $"reference data is absent: {path}");
        return path;
    }

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder, "StoreSensing.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests run outside the repository");
    }
}
