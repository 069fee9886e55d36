using System.Diagnostics;

namespace StoreSensing.Edge.Agent.Compliance.Pdf;

/// <summary>
/// Prints pages with headless Chromium: a child process of its own for each page, with a profile that is thrown away, without network, stopped when it takes too long.
/// Pages are this program's own and hold no script.
/// </summary>
/// <param name="program">The browser.</param>
/// <param name="patience">How long one page may take.</param>
internal sealed class ChromiumPrinter(string program, TimeSpan patience)
{
    /// <summary>The browsers that can print, by the names under which systems install them.</summary>
    public static readonly IReadOnlyList<string> Programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>The first browser on a search path (<c>PATH</c>), or null.</summary>
    public static string? Find(string? searchPath) => (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => Programs.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>The page as PDF.</summary>
    /// <exception cref="PrintException">The browser did not start, failed, or took too long.</exception>
    public async Task<byte[]> PrintAsync(string html, CancellationToken cancellation)
    {
        var profile = Directory.CreateTempSubdirectory("storesensing-print-").FullName;
        try
        {
            var (page, pdf) = (Path.Combine(profile, "page.html"), Path.Combine(profile, "page.pdf"));
            await File.WriteAllTextAsync(page, html, cancellation);
            var said = await RunAsync(Start(profile, page, pdf), cancellation);
            return File.Exists(pdf) ? await File.ReadAllBytesAsync(pdf, cancellation) : throw new PrintException($"{program} printed nothing{Said(said)}");
        }
        finally
        {
            Discard(profile);
        }
    }

    private ProcessStartInfo Start(string profile, string page, string pdf)
    {
        var start = new ProcessStartInfo(program,
        [
            "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", "--disable-domain-reliability", "--disable-breakpad", "--metrics-recording-only",
            // Offline: no name resolves, and what needs none goes to a proxy that isn't there.
            "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
            $"--user-data-dir={Path.Combine(profile, "profile")}", "--no-pdf-header-footer", $"--print-to-pdf={pdf}",
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = profile,
        };
        // Chromium's own sandbox stays on, except for root, as whom it refuses to start with it.
        if (Environment.IsPrivilegedProcess)
            start.ArgumentList.Add("--no-sandbox");
        start.ArgumentList.Add(new Uri(page).AbsoluteUri);
        start.Environment["HOME"] = profile;
        start.Environment.Remove("DBUS_SESSION_BUS_ADDRESS");
        return start;
    }

    private async Task<string> RunAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        using var process = Launch(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            throw new PrintException($"{program} took longer than {patience.TotalSeconds:0} s to print a page and was stopped");
        }
        await output;
        return await error;
    }

    private Process Launch(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new PrintException($"{program} can't be started: {e.Message}");
        }
    }

    private static string Said(string error) =>
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() is { } last ? $": {(last.Length > 300 ? last[..300] : last)}" : "";

    private static void Discard(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A child of the browser may still hold a file; the folder is in the system's temporary folder.
        }
    }
}
