using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Models.Evaluation;
using StoreSensing.Models.Quantise.Graph;

namespace StoreSensing.Models.Quantise;

/// <summary>
/// Static quantisation to int8: weights symmetric per channel, activations uint8 with ranges seen on calibration pictures, which go through the
/// product's own detectors, so that the network sees what it will see.
/// </summary>
/// <remarks>
/// Jacob et al. (CVPR 2018); Nagel et al., "A White Paper on Neural Network Quantization" (2021), section 3. The same pictures and the same source give
/// the same bytes.
/// </remarks>
internal sealed class Quantiser(IInferenceRuntime runtime, ModelEntry entry, string modelFile)
{
    public required Clipping Clipping { get; init; }

    /// <summary>Whether the last convolutions become int8, too.</summary>
    public required bool Heads { get; init; }

    /// <summary>Convolutions in int8, of all.</summary>
    public (int Int8, int All) Convolutions { get; private set; }

    /// <summary>The model in int8.</summary>
    /// <param name="set">Calibration pictures.</param>
    /// <param name="ways">How the product uses the model: each input size is calibrated.</param>
    /// <param name="most">Use at most so many pictures.</param>
    /// <param name="progress">Told each picture of either pass.</param>
    /// <param name="cancellation">Stops it.</param>
    public byte[] Run(LabelledSet set, IReadOnlyList<DetectionWay> ways, int most, Action<int> progress, CancellationToken cancellation)
    {
        var graph = Float(out var plan);
        var observed = plan.Tensors.Where(tensor => !plan.SameScale.ContainsKey(tensor)).ToList();
        var ranges = observed.Select(_ => new ValueRange()).ToList();
        using var folder = new ScratchFolder();
        var path = folder.File("observed.onnx");
        // A graph input can't be an output at the same time; its values are taken from the input.
        var inner = observed.Where(tensor => !graph.Inputs.Contains(tensor)).ToList();
        File.WriteAllBytes(path, graph.ToBytes(inner));
        var done = 0;
        foreach (var pass in new Action<ValueRange, float[]>[] { (range, values) => range.Extremes(values), (range, values) => range.Count(values) })
        {
            using var models = new OpenModels((_, options) => Observed(path, options, observed, graph, ranges, pass));
            foreach (var (frame, _) in set.Pictures(cancellation).Take(most))
            {
                foreach (var way in ways)
                {
                    var detector = way.Make(models, frame, 0.5f);
                    detector.Detect(frame, new Detection[detector.Capacity]);
                }
                progress(++done);
            }
        }
        var parameters = observed.Zip(ranges).ToDictionary(pair => pair.First, pair => pair.Second.Parameters(Clipping));
        foreach (var tensor in plan.Tensors.Where(plan.SameScale.ContainsKey))
            parameters[tensor] = parameters[plan.SameScale[tensor]];
        QdqRewriter.Apply(graph, plan, parameters);
        return graph.ToBytes();
    }

    private GraphFile Float(out QuantisationPlan plan)
    {
        var graph = GraphFile.Parse(File.ReadAllBytes(modelFile), modelFile);
        OpsetUpgrade.Apply(graph);
        BatchNormalisationFold.Apply(graph);
        plan = QuantisationPlan.Of(graph, Heads);
        Convolutions = (plan.Convolutions.Count, graph.Nodes.Count(node => node.Operator == "Conv"));
        if (plan.Convolutions.Count == 0)
            throw new InferenceException($"model '{entry.Name}' has no convolution that can become int8");
        return graph;
    }

    private ObservedSession Observed(
        string path, InferenceOptions options, List<string> observed, GraphFile graph, List<ValueRange> ranges, Action<ValueRange, float[]> pass)
    {
        var places = observed.Select((tensor, place) => (tensor, place)).Where(item => !graph.Inputs.Contains(item.tensor)).Select(item => item.place).ToList();
        var inputs = observed.Select((tensor, place) => (Input: graph.Inputs.IndexOf(tensor), place)).Where(item => item.Input >= 0).ToList();
        var session = runtime.Open(path, options);
        return new ObservedSession(session, graph.Outputs.Count, (inner, values) =>
        {
            pass(ranges[places[inner]], values.ToArray());
            if (inner == 0)
                inputs.ForEach(item => pass(ranges[item.place], session.Input(item.Input).ToArray()));
        });
    }

    private sealed class ScratchFolder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("storesensing-quantise-").FullName;

        public string File(string name) => Path.Combine(_path, name);

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
