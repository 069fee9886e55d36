using StoreSensing.Edge.Agent.Compliance.Pdf;

namespace StoreSensing.Edge.Agent.Compliance;

/// <summary>Writes documents into a folder; those of an earlier run are replaced, whatever else lies there stays.</summary>
/// <param name="folder">The folder; it is made when it isn't there.</param>
internal sealed class PackFiles(string folder)
{
    /// <summary>The path of a document.</summary>
    public string PathOf(PackDocument document, string ending) => Path.Combine(folder, $"{document.Name}.{document.Language}.{ending}");

    /// <summary>Writes the pages: each beside its place first, then into it.</summary>
    /// <exception cref="PackOutputException">One can't be written; those of an earlier run are whole.</exception>
    public void Write(IReadOnlyList<PackDocument> documents)
    {
        var current = folder;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var document in documents)
            {
                current = PathOf(document, "html");
                File.WriteAllText(current + ".partial", document.Html);
            }
            foreach (var document in documents)
            {
                current = PathOf(document, "html");
                File.Move(current + ".partial", current, overwrite: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            foreach (var document in documents)
                Remove(PathOf(document, "html") + ".partial");
            throw new PackOutputException($"{current} can't be written: {e.Message}");
        }
    }

    /// <summary>Prints the pages as PDF beside them.</summary>
    /// <exception cref="PackOutputException">One can't be written.</exception>
    /// <exception cref="PrintException">The browser can't print.</exception>
    public async Task PrintAsync(IReadOnlyList<PackDocument> documents, ChromiumPrinter printer, CancellationToken cancellation)
    {
        foreach (var document in documents)
        {
            var pdf = PathOf(document, "pdf");
            var bytes = await printer.PrintAsync(document.Html, cancellation);
            try
            {
                await File.WriteAllBytesAsync(pdf + ".partial", bytes, cancellation);
                File.Move(pdf + ".partial", pdf, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Remove(pdf + ".partial");
                throw new PackOutputException($"{pdf} can't be written: {e.Message}");
            }
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It could not be made, or the disk is gone: there is nothing more to clear away.
        }
    }
}
