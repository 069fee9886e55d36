namespace StoreSensing.Models.Fetch;

/// <summary>Which npm registry this machine uses: many companies have a mirror of their own.</summary>
internal static class NpmRegistry
{
    public const string Public = "https://registry.npmjs.org/";

    /// <summary><c>npm_config_registry</c>, else <c>registry=</c> of the nearest <c>.npmrc</c> (working folder, home), else the public one.</summary>
    public static Uri Address(Func<string, string?> environment, IEnumerable<string> npmrcFiles)
    {
        var (text, source) = FromEnvironment(environment) ?? npmrcFiles.Select(FromFile).FirstOrDefault(found => found is not null) ?? (Public, "default");
        if (!Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            throw FetchException.Refused($"npm registry '{text}' ({source}) is not an http(s) address");
        return address;
    }

    public static IEnumerable<string> NpmrcFiles =>
        [Path.Combine(Environment.CurrentDirectory, ".npmrc"), Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".npmrc")];

    /// <summary><c>registry/@scope/name/-/name-version.tgz</c>, the path that npm's registry and its mirrors serve.</summary>
    public static Uri Tarball(Uri registry, NpmOrigin origin) =>
        new(registry, $"{origin.Package}/-/{origin.Package[(origin.Package.IndexOf('/') + 1)..]}-{origin.Version}.tgz");

    private static (string Text, string Source)? FromEnvironment(Func<string, string?> environment)
    {
        // npm itself reads both spellings.
        foreach (var name in new[] { "npm_config_registry", "NPM_CONFIG_REGISTRY" })
        {
            if (environment(name) is { Length: > 0 } value)
                return (value.Trim(), name);
        }
        return null;
    }

    private static (string Text, string Source)? FromFile(string path)
    {
        if (!File.Exists(path))
            return null;
        foreach (var line in File.ReadLines(path))
        {
            var parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is ["registry", { Length: > 0 } value])
                return (value.Trim('"', '\''), path);
        }
        return null;
    }
}
