using System.CommandLine;
using StoreSensing.Edge.Agent.Compliance;
using StoreSensing.Edge.Agent.Compliance.Pdf;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;

namespace StoreSensing.Edge.Agent.Commands;

/// <summary><c>compliance</c>: the configuration, the wire and the model cards become the documents that the law asks a shop for.</summary>
internal static class ComplianceCommand
{
    private const int SomethingFailed = 1;
    private static readonly TimeSpan PrintPatience = TimeSpan.FromSeconds(90);

    public static Command Create()
    {
        var config = ConfigCommand.FileOption();
        var output = new Option<string>("--out") { Description = "where the documents go; those of an earlier run are replaced", DefaultValueFactory = _ => "compliance", HelpName = "FOLDER" };
        var language = new Option<string>("--language") { Description = "the documents' language", DefaultValueFactory = _ => "both" };
        language.AcceptOnlyFromAmong("it", "en", "both");
        var noPdf = new Option<bool>("--no-pdf") { Description = "HTML only; left out, Chromium prints each document, where it is installed" };
        var command = new Command(
            "compliance",
            """
            Write drafts of the documents that the law asks a shop for, from the configuration: impact assessment (GDPR Art. 35), notice to hang and full notice (Art. 13, AI Act Art. 50(3)),
            record of processing (Art. 30), technical file (AI Act Annex IV), and the list of every field that leaves the device. Drafts, not legal advice: what only you can say is marked.

              storesensing-edge compliance --config store.yaml                                 everything, in Italian and English, into ./compliance
              storesensing-edge compliance --config store.yaml --out papers --language it --no-pdf

            Exit codes: 0 done, 1 the browser could not print (the HTML is there), 2 wrong input (configuration, catalog, a folder that can't be written).
            """)
        {
            config, output, language, noPdf,
        };
        command.SetAction((parsed, cancellation) => UserFaults.Report(() =>
        {
            var languages = parsed.GetRequiredValue(language) is var one and not "both" ? [one] : CompliancePack.Languages;
            return WriteAsync(parsed.GetRequiredValue(config).FullName, parsed.GetRequiredValue(output), languages, parsed.GetValue(noPdf), cancellation);
        }));
        return command;
    }

    private static async Task<int> WriteAsync(string config, string folder, IReadOnlyList<string> languages, bool htmlOnly, CancellationToken cancellation)
    {
        var facts = Facts(config);
        IReadOnlyList<PackDocument> documents = [.. languages.SelectMany(language => CompliancePack.Documents(facts, language))];
        var files = new PackFiles(folder);
        files.Write(documents);
        var printed = await PrintAsync(files, documents, htmlOnly, cancellation);
        foreach (var document in documents)
            Console.WriteLine($"wrote {files.PathOf(document, "html")}{(printed == Printed.All ? " and .pdf" : "")}");
        foreach (var model in facts.WithoutCard)
            await Console.Error.WriteLineAsync(model.Path is { } path
                ? $"the card of the model '{model.Entry.Name}' is not there ({path}): its accuracy and bias are missing from the documents"
                : $"the catalog names no card for the model '{model.Entry.Name}': its accuracy and bias are missing from the documents");
        if (facts.Config.Controller is null)
            await Console.Error.WriteLineAsync("the configuration names no controller: the notice has a blank in its place; add the section 'controller'");
        return printed == Printed.Failed ? SomethingFailed : 0;
    }

    private static PackFacts Facts(string path)
    {
        var config = EdgeConfigReader.Load(path);
        using var models = new LaneModels(config.Inference);
        return new PackFacts(config, Path.GetFileName(path), PackFacts.FingerprintOf(path), models.Cards(config));
    }

    private static async Task<Printed> PrintAsync(PackFiles files, IReadOnlyList<PackDocument> documents, bool htmlOnly, CancellationToken cancellation)
    {
        if (htmlOnly)
            return Printed.None;
        if (ChromiumPrinter.Find(Environment.GetEnvironmentVariable("PATH")) is not { } browser)
        {
            await Console.Error.WriteLineAsync($"no PDF: none of {string.Join(", ", ChromiumPrinter.Programs)} is installed; the HTML prints from any browser (--no-pdf leaves this message out)");
            return Printed.None;
        }
        try
        {
            await files.PrintAsync(documents, new ChromiumPrinter(browser, PrintPatience), cancellation);
            return Printed.All;
        }
        catch (PrintException e)
        {
            await Console.Error.WriteLineAsync($"no PDF: {e.Message}; the HTML is there");
            return Printed.Failed;
        }
    }

    private enum Printed
    {
        None,
        All,
        Failed,
    }
}
