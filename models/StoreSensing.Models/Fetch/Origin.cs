namespace StoreSensing.Models.Fetch;

/// <summary>Where bytes come from, as the catalog writes it.</summary>
internal abstract record Origin
{
    public static Origin Parse(string text)
    {
        if (text.StartsWith("https://", StringComparison.Ordinal))
            return new HttpsOrigin(new Uri(text));
        if (text.StartsWith("file:", StringComparison.Ordinal))
            return new FileOrigin(text["file:".Length..]);
        if (!text.StartsWith("npm:", StringComparison.Ordinal))
            throw FetchException.Refused($"origin '{text}' is not npm:package@version#path, https://… or file:…");
        var hash = text.IndexOf('#');
        var package = hash < 0 ? text["npm:".Length..] : text["npm:".Length..hash];
        var at = package.LastIndexOf('@');
        return new NpmOrigin(package[..at], package[(at + 1)..], hash < 0 ? "" : text[(hash + 1)..]);
    }
}

/// <summary>A file inside an npm package.</summary>
internal sealed record NpmOrigin(string Package, string Version, string Path) : Origin
{
    /// <summary>The file that <c>npm pack</c> writes: <c>vladmandic-human-3.3.6.tgz</c>.</summary>
    public string TarballName => $"{Package.TrimStart('@').Replace('/', '-')}-{Version}.tgz";

    public override string ToString() => $"{Package}@{Version}";
}

/// <summary>A file on the web.</summary>
internal sealed record HttpsOrigin(Uri Address) : Origin;

/// <summary>A file on this machine, relative to the catalog.</summary>
internal sealed record FileOrigin(string Path) : Origin;
