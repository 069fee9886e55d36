using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StoreSensing.Configuration;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Bench;
using StoreSensing.Models.Evaluation;
using StoreSensing.Models.Fetch;

namespace StoreSensing.Models.Commands;

/// <summary><c>eval</c>: the figures that model cards quote, measured on labelled pictures with the product's own code.</summary>
internal sealed class EvalCommand(ModelStore store, TextWriter output, TextWriter error)
{
    /// <summary>How <c>--json</c> is written.</summary>
    public static JsonSerializerOptions JsonText { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public required string What { get; init; }

    public required string Data { get; init; }

    public required string? Video { get; init; }

    public required bool Json { get; init; }

    public required bool Write { get; init; }

    public required string? About { get; init; }

    public int Run(CancellationToken cancellation)
    {
        if (What == ModelTask.Expression || store.Catalog.Find(What)?.Task == ModelTask.Expression)
            return new EvalExpressionCommand(store, output, error) { What = What, Data = Data, Json = Json, Write = Write, About = About }.Run(cancellation);
        var entries = Entries();
        var set = LabelledSet.Open(Data, Video);
        var runtime = OnnxRuntime.Load(store.RuntimeLibrary());
        var progress = new Progress(error, terminal: !Console.IsErrorRedirected);
        var all = new List<DetectionFigures>();
        foreach (var entry in entries)
        {
            using var models = new OpenModels((model, options) => store.OpenSession(runtime, model.Name, options));
            progress.Start();
            var figures = DetectionFigures.Measure(
                entry.Name, DetectionWay.Of(entry), set, models, done => progress.Count(entry.Name, done, set.Count, "pictures"), cancellation);
            progress.Finish();
            if (Write)
                CardBlock.Write(Path.Combine(Path.GetDirectoryName(store.CatalogPath)!, entry.Card ?? $"cards/{entry.Name}.md"), Block(figures));
            all.AddRange(figures);
        }
        Print(all);
        return 0;
    }

    /// <summary>A model by its name, or all of a task that are here.</summary>
    private List<ModelEntry> Entries()
    {
        if (store.Catalog.Find(What) is { } one)
            return DetectionWay.Of(one).Count > 0 ? [one] : throw Unable(What);
        if (What == ModelTask.Identification || !ModelTask.Known.Contains(What))
            throw new InferenceException($"'{What}' is neither a model nor a task{Nearest.Suggest(What, ModelTask.Known.Concat(store.Catalog.Models.Select(model => model.Name)))}");
        var entries = store.Catalog.Models.Where(model => model.Task == What && DetectionWay.Of(model).Count > 0).ToList();
        if (entries.Count == 0)
            throw Unable(What);
        var here = entries.Where(model => File.Exists(store.PathOf(model))).ToList();
        foreach (var absent in entries.Except(here))
            error.WriteLine($"left out: {absent.Name} is not on this machine; run: storesensing-models fetch {absent.Name}");
        return here.Count > 0 ? here : throw new InferenceException($"no model of task '{What}' is on this machine; run: storesensing-models fetch --recommended");
    }

    private static InferenceException Unable(string what) =>
        new($"'{what}' can't be evaluated; there is a way for {ModelTask.FaceDetection}, {ModelTask.PersonDetection} and {ModelTask.Expression}");

    private static string Block(IEnumerable<DetectionFigures> figures) =>
        string.Join('\n', figures.Select(figure => figure.Row).Prepend(DetectionFigures.Head).Append("").Append($"One thread, {Device.Read()}."));

    private void Print(List<DetectionFigures> figures)
    {
        if (Json)
        {
            output.WriteLine(JsonSerializer.Serialize(new { device = Device.Read(), figures }, JsonText));
            return;
        }
        foreach (var model in figures.GroupBy(figure => figure.Model))
        {
            output.WriteLine(model.Key);
            output.WriteLine();
            output.WriteLine(Block(model));
            output.WriteLine();
        }
    }
}
