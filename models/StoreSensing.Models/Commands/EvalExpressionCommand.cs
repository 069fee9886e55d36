using System.Text;
using System.Text.Json;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Bench;
using StoreSensing.Models.Evaluation;
using StoreSensing.Models.Fetch;

namespace StoreSensing.Models.Commands;

/// <summary><c>eval expression</c>: how well sets of networks read labelled faces, and the calibration with which the agent reads.</summary>
internal sealed class EvalExpressionCommand(ModelStore store, TextWriter output, TextWriter error)
{
    public required string What { get; init; }

    public required string Data { get; init; }

    public required bool Json { get; init; }

    public required bool Write { get; init; }

    public required string? About { get; init; }

    private string Models => Path.GetDirectoryName(store.CatalogPath)!;

    public int Run(CancellationToken cancellation)
    {
        var ways = Ways();
        var (faces, contempt) = ExpressionLabels.Read(Path.Combine(Data, "labels.csv"));
        var about = About ?? $"pictures of '{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Data)))}'{(contempt > 0 ? $" ({contempt} of contempt left out)" : "")}";
        var runtime = OnnxRuntime.Load(store.RuntimeLibrary());
        var progress = new Progress(error, terminal: !Console.IsErrorRedirected);
        progress.Start();
        var measured = new ExpressionRun(store.Catalog, (model, options) => store.OpenSession(runtime, model.Name, options))
            .Measure(ways, faces, about, (detector, done) => progress.Count($"faces found by {detector}", done, faces.Count, "pictures"), cancellation);
        progress.Finish();
        ExpressionFigures[] figures = [.. measured.Select(m => m.Figures)];
        ExpressionSet[] sets = [.. measured.Select(m => m.Set).OfType<ExpressionSet>()];
        if (Write)
        {
            WriteCards(figures, sets, about);
            WriteSets(sets);
        }
        output.WriteLine(Json
            ? JsonSerializer.Serialize(new { device = Device.Read(), about, figures }, EvalCommand.JsonText)
            : Block(figures, sets, about, network: What == ModelTask.Expression ? null : What));
        return 0;
    }

    /// <summary>All ways, or those of one network, whose models are here.</summary>
    private List<ExpressionWay> Ways()
    {
        var asked = What == ModelTask.Expression ? ExpressionWay.All : ExpressionWay.Of(What);
        if (asked.Count == 0)
            throw new InferenceException($"there is no way to evaluate '{What}'; the networks are {string.Join(", ", ExpressionWay.All.SelectMany(way => way.Networks).Distinct())}");
        foreach (var absent in asked.SelectMany(way => way.Models).Distinct().Where(model => !Here(model)))
            error.WriteLine($"left out: {absent} is not on this machine, nor what needs it; run: storesensing-models fetch {absent}");
        var here = asked.Where(way => way.Models.All(Here)).ToList();
        return here.Count > 0 ? here : throw new InferenceException($"no set of '{What}' is whole on this machine; run: storesensing-models fetch --recommended");
    }

    private bool Here(string model) => store.Catalog.Find(model) is { } entry && File.Exists(store.PathOf(entry));

    private void WriteCards(ExpressionFigures[] figures, ExpressionSet[] sets, string about)
    {
        if (!Directory.Exists(Path.Combine(Models, "cards")))
        {
            error.WriteLine($"no model cards lie beside '{store.CatalogPath}': only expression.json is written");
            return;
        }
        foreach (var network in What == ModelTask.Expression ? ExpressionWay.All.SelectMany(way => way.Networks).Distinct() : [What])
        {
            ExpressionFigures[] own = [.. figures.Where(f => f.Networks.Contains(network))];
            if (own.Length == ExpressionWay.Of(network).Count)
                CardBlock.Write(Path.Combine(Models, "cards", network + ".md"), Block(own, sets, about, network));
            else
                error.WriteLine($"the card of {network} stays as it is: not all that it tells of could be measured");
        }
    }

    // Sets that could not be measured stay as they are.
    private void WriteSets(ExpressionSet[] sets)
    {
        var path = Path.Combine(Models, "expression.json");
        var before = File.Exists(path) ? ExpressionSets.Parse(File.ReadAllText(path), path).All : [];
        ExpressionSet[] after =
        [
            .. before.Select(old => sets.FirstOrDefault(set => set.Name == old.Name) ?? old),
            .. sets.Where(set => before.All(old => old.Name != set.Name)),
        ];
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(ExpressionSets.Write(after)));
    }

    private static string Block(IReadOnlyList<ExpressionFigures> figures, IReadOnlyList<ExpressionSet> sets, string about, string? network) =>
        $"{ExpressionTables.Of(figures, sets, network)}\n\n{figures[0].Pictures} labelled {about}; {Device.Read()}.";
}
