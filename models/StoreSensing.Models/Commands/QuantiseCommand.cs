using System.Globalization;
using System.Security.Cryptography;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Evaluation;
using StoreSensing.Models.Fetch;
using StoreSensing.Models.Quantise;

namespace StoreSensing.Models.Commands;

/// <summary><c>quantise</c>: an int8 variant of a model with the record that ties it to its source.</summary>
internal sealed class QuantiseCommand(ModelStore store, TextWriter output, TextWriter error)
{
    public required string Model { get; init; }

    public required string Data { get; init; }

    public required string? Video { get; init; }

    public required string? Folder { get; init; }

    public required Clipping Clipping { get; init; }

    public required bool Heads { get; init; }

    public required int Pictures { get; init; }

    public int Run(CancellationToken cancellation)
    {
        var entry = store.Catalog.Find(Model) ?? store.Entry(Model);
        var ways = DetectionWay.Of(entry);
        if (ways.Count == 0 || store.Catalog.Find(Model) is null)
            throw new InferenceException($"'{Model}' can't be quantised: there is no detector through which calibration pictures could go");
        var set = LabelledSet.Open(Data, Video);
        var runtime = OnnxRuntime.Load(store.RuntimeLibrary());
        var progress = new Progress(error, terminal: !Console.IsErrorRedirected);
        var quantiser = new Quantiser(runtime, entry, store.ModelFile(entry.Name)) { Clipping = Clipping, Heads = Heads };
        progress.Start();
        var calibration = set.Half(0);
        var count = Math.Min(Pictures, calibration.Count);
        var bytes = quantiser.Run(calibration, ways, count, done => progress.Count("calibrating", done, 2 * count, "pictures"), cancellation);
        progress.Finish();

        var folder = Folder ?? Path.Combine(store.Folder, "models");
        var variant = entry with { Name = entry.Name + DetectionWay.Int8 };
        // Measured before it gets its name: a variant without its figures is none.
        var measured = Path.Combine(folder, variant.FileName + ".measuring");
        AtomicFile.Write(measured, bytes);
        try
        {
            var figures = Compare(runtime, entry, variant, measured, set.Half(1), progress, cancellation);
            var record = new ModelVariant
            {
                Name = variant.Name,
                Source = entry.Name,
                SourceSha256 = entry.Sha256,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
                Bytes = bytes.Length,
                Made = $"int8 made here by storesensing-models quantise --clip {Clipping.ToString().ToLowerInvariant()}{(Heads ? " --heads" : "")}: {quantiser.Convolutions.Int8} of {quantiser.Convolutions.All} convolutions, calibrated on {count} pictures of {calibration.Description}",
                Figures = figures,
            };
            File.Move(measured, Path.Combine(folder, variant.FileName), overwrite: true);
            AtomicFile.Write(Path.Combine(folder, variant.Name + ".json"), System.Text.Encoding.UTF8.GetBytes(record.ToJson()));
            Print(entry, record, set.Half(1));
        }
        finally
        {
            File.Delete(measured);
        }
        return 0;
    }

    private List<VariantFigure> Compare(
        OnnxRuntime runtime, ModelEntry entry, ModelEntry variant, string file, LabelledSet set, Progress progress, CancellationToken cancellation)
    {
        using var models = new OpenModels((model, options) => runtime.Open(model == variant ? file : store.ModelFile(entry.Name), options));
        progress.Start();
        // Both on each picture, one after the other: other work on the machine meets both.
        var ways = DetectionWay.Of(entry).Concat(DetectionWay.Of(variant)).ToList();
        var figures = DetectionFigures.Measure(entry.Name, ways, set, models, done => progress.Count("comparing", done, set.Count, "pictures"), cancellation);
        progress.Finish();
        var half = ways.Count / 2;
        return [.. Enumerable.Range(0, half).Select(i => new VariantFigure(
            figures[i].Way, figures[i].Ap50, figures[half + i].Ap50, figures[i].MedianMilliseconds, figures[half + i].MedianMilliseconds))];
    }

    private void Print(ModelEntry entry, ModelVariant record, LabelledSet set)
    {
        output.WriteLine($"{record.Name}: {record.Made}; {entry.Bytes / 1000.0:F0} → {record.Bytes / 1000.0:F0} kB");
        output.WriteLine($"sha256 {record.Sha256}");
        output.WriteLine($"measured on {set.Description}, one thread");
        output.WriteLine();
        output.WriteLine("| input | AP50 float | AP50 int8 | ms float | ms int8 |");
        output.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var figure in record.Figures)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {figure.Way} | {figure.Ap50Source:.000} | {figure.Ap50:.000} | {figure.MillisecondsSource:F1} | {figure.Milliseconds:F1} |"));
    }
}
