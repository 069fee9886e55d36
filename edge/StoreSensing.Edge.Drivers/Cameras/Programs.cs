namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>Finds programs, without starting one.</summary>
internal static class Programs
{
    /// <summary>The full path of a program, or null when it is not installed.</summary>
    public static string? Find(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal))
            return File.Exists(name) ? Path.GetFullPath(name) : null;
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path))
                return path;
        }
        return null;
    }

    /// <summary>The program beside another one, or in PATH.</summary>
    public static string? FindBeside(string neighbour, string name) =>
        Find(Path.Combine(Path.GetDirectoryName(neighbour) ?? "/", name)) ?? Find(name);
}
