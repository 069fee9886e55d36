using StoreSensing.Contracts.Statistics;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Models.Evaluation;

/// <summary>Reads labelled pictures once per detector and measures every way that reads its faces.</summary>
/// <param name="catalog">Of the models.</param>
/// <param name="open">Opens one.</param>
internal sealed class ExpressionRun(ModelCatalog catalog, Func<ModelEntry, InferenceOptions, IInferenceSession> open)
{
    // Ten folds of two: below, a fold or a half may lack a class.
    private const int LeastFaces = 20;

    /// <summary>Measures the ways, in their order.</summary>
    /// <param name="ways">The ways; all their models are here.</param>
    /// <param name="faces">The labelled pictures.</param>
    /// <param name="about">What the pictures are, for people.</param>
    /// <param name="progress">Told of a detector and how many pictures it has seen.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <returns>The figures of each, and the entry in <c>expression.json</c> of those that are sets.</returns>
    /// <exception cref="InvalidDataException">Too few faces of a class.</exception>
    public IReadOnlyList<(ExpressionFigures Figures, ExpressionSet? Set)> Measure(
        IReadOnlyList<ExpressionWay> ways, IReadOnlyList<LabelledFace> faces, string about, Action<string, int> progress, CancellationToken cancellation)
    {
        var measured = new Dictionary<ExpressionWay, (ExpressionFigures, ExpressionSet?)>();
        foreach (var alike in ways.GroupBy(way => way.Detector))
        {
            string[] networks = [.. alike.SelectMany(way => way.Networks).Distinct()];
            var readings = Read(alike.Key, networks, faces, done => progress(alike.Key, done), cancellation);
            foreach (var way in alike)
            {
                cancellation.ThrowIfCancellationRequested();
                int[] places = [.. way.Networks.Select(network => Array.IndexOf(networks, network))];
                var trial = new ExpressionTrial([.. readings.Select(r => new FaceReading(r.Truth, [.. places.Select(place => r.Raw[place])]))]);
                measured[way] = (ExpressionFigures.Of(way, trial, faces.Count), way.IsSet ? Set(way, trial, about) : null);
            }
        }
        return [.. ways.Select(way => measured[way])];
    }

    private IReadOnlyList<FaceReading> Read(string detector, string[] networks, IReadOnlyList<LabelledFace> faces, Action<int> progress, CancellationToken cancellation)
    {
        // Apart, because a detector with an open input pushes out what was opened longest ago.
        using var finding = new OpenModels(open);
        using var reading = new OpenModels(open);
        var done = 0;
        var (readings, _) = ExpressionReadings.Read(
            faces,
            path =>
            {
                cancellation.ThrowIfCancellationRequested();
                progress(++done);
                return PictureStream.Read(path);
            },
            frame => ExpressionWay.FaceDetector(Entry(detector), finding, frame),
            [.. networks.Select(network => ExpressionWay.Network(Entry(network), reading, detector))]);
        foreach (var truth in (ExpressionClass[])[ExpressionClass.Positive, ExpressionClass.Neutral, ExpressionClass.Negative, ExpressionClass.Surprise])
            if (readings.Count(r => r.Truth == truth) is var count && count < LeastFaces)
                throw new InvalidDataException($"{detector} finds {count} faces labelled {truth.ToString().ToLowerInvariant()}; {LeastFaces} are needed to fit on some and test on others");
        return readings;
    }

    private ExpressionSet Set(ExpressionWay way, ExpressionTrial trial, string about) => trial.Set(
        way.Name, [.. way.Networks.Select(network => (network, Entry(network).Sha256))], $"{trial.Read.Count} labelled {about}, whole, faces found by {way.Found}");

    private ModelEntry Entry(string name) => catalog.Find(name) ?? throw new InferenceException($"the catalog has no model '{name}'");
}
