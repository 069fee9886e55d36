using System.Text.Json;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Commands;
using StoreSensing.Models.Evaluation;
using StoreSensing.Testing;

namespace StoreSensing.Models.Tests.Commands;

/// <summary><c>eval expression</c> on the reference pictures writes what ships, and leaves alone what it can't measure.</summary>
public sealed class EvalExpressionTests : IDisposable
{
    private const string About = "press and film pictures (noisy labels, contempt left out)";

    // Another processor's int8 kernels, or another decoder's pictures, move a face or two over a border.
    private const double Share = 0.01;
    private const double Parameter = 0.05;
    private const int Faces = 4;

    private static readonly Dictionary<string, string> _reference = new()
    {
        ["yunet-n"] = "yunet_n_dynamic.onnx",
        ["fer-mobilefacenet-int8"] = "facial_expression_recognition_mobilefacenet_2022july_int8.onnx",
        ["mini-xception"] = "mini_xception_fer2013.onnx",
    };

    private static readonly string _models = Path.Combine(ReferenceData.Repository, "models");

    private readonly TemporaryFolder _folder = new();

    public EvalExpressionTests()
    {
        Directory.CreateDirectory(_folder.File("tree/cards"));
        foreach (var file in Directory.GetFiles(_models, "*.json").Concat(Directory.GetFiles(Path.Combine(_models, "cards"))))
            File.Copy(file, _folder.File(Path.Combine("tree", Path.GetRelativePath(_models, file))));
    }

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Write_ReferencePictures_ReproducesTheShippedSetsAndCards()
    {
        var data = Path.GetDirectoryName(ReferenceData.File("data", "faces", "expression", "labels.csv"))!;
        Cache("blazeface", "emotion", "yunet-n", "fer-mobilefacenet-int8", "mini-xception");
        File.WriteAllText(_folder.File("tree/expression.json"), "[]");

        var run = await Run("expression", "--data", data, "--write", "--json", "--about", About);

        run.Code.ShouldBe(0, run.Error);
        var (shipped, written) = (Sets(Path.Combine(_models, "expression.json")), Sets(_folder.File("tree/expression.json")));
        written.Select(set => set.Name).ShouldBe(shipped.Select(set => set.Name));
        foreach (var (was, now) in shipped.Zip(written))
            Same(was, now);
        foreach (var network in (string[])["emotion", "fer-mobilefacenet-int8", "mini-xception"])
            Numbers(CardBlock.Read(File.ReadAllText(_folder.File($"tree/cards/{network}.md")))!).Count
                .ShouldBe(Numbers(CardBlock.Read(File.ReadAllText(Path.Combine(_models, "cards", network + ".md")))!).Count);
        var figures = JsonDocument.Parse(run.Output).RootElement.GetProperty("figures").EnumerateArray().ToList();
        figures.Count.ShouldBe(ExpressionWay.All.Count);
        figures.ShouldAllBe(figure => figure.GetProperty("happyArea").GetDouble() > 0.9);
    }

    // One network, and one that is not here: its set and the cards that need it stay as they were, byte for byte.
    [SkippableFact]
    public async Task Write_OneNetworkOfThoseHere_LeavesTheOtherSetsAndCardsAlone()
    {
        var data = Part(Path.GetDirectoryName(ReferenceData.File("data", "faces", "expression", "labels.csv"))!, perLabel: 24);
        Cache("blazeface", "emotion");
        var before = File.ReadAllText(_folder.File("tree/cards/fer-mobilefacenet-int8.md"));
        var card = File.ReadAllText(_folder.File("tree/cards/emotion.md"));

        var run = await Run("emotion", "--data", data, "--write");

        run.Code.ShouldBe(0, run.Error);
        run.Error.ShouldContain("left out: fer-mobilefacenet-int8 is not on this machine, nor what needs it; run: storesensing-models fetch fer-mobilefacenet-int8");
        run.Error.ShouldContain("the card of emotion stays as it is");
        run.Output.ShouldStartWith(ExpressionTables.Head + "\n| set `emotion` | blazeface | ");
        var (shipped, written) = (Sets(Path.Combine(_models, "expression.json")), Sets(_folder.File("tree/expression.json")));
        written.Select(set => set.Name).ShouldBe(shipped.Select(set => set.Name));
        written[0].MeasuredOn.ShouldContain("labelled pictures of 'part', whole, faces found by blazeface");
        written[1].Models[0].ShouldBe(shipped[1].Models[0]);
        File.ReadAllText(_folder.File("tree/cards/fer-mobilefacenet-int8.md")).ShouldBe(before);
        File.ReadAllText(_folder.File("tree/cards/emotion.md")).ShouldBe(card);
    }

    [SkippableFact]
    public async Task Eval_TooFewFacesOfAClass_SaysWhichAndHowMany()
    {
        var data = Part(Path.GetDirectoryName(ReferenceData.File("data", "faces", "expression", "labels.csv"))!, perLabel: 5);
        Cache("blazeface", "emotion");

        var run = await Run("emotion", "--data", data);

        run.Code.ShouldBe(2);
        run.Error.ShouldContain("faces labelled positive; 20 are needed to fit on some and test on others");
    }

    [Fact]
    public async Task Eval_NoModelHere_SaysHowToFetch()
    {
        var run = await Run("expression", "--data", _folder.Path);

        run.Code.ShouldBe(2);
        run.Error.ShouldContain("no set of 'expression' is whole on this machine; run: storesensing-models fetch --recommended");
    }

    private static void Same(ExpressionSet was, ExpressionSet now)
    {
        now.MeasuredOn.ShouldBe(was.MeasuredOn);
        now.Threshold.ShouldBe(was.Threshold);
        now.Temperature.ShouldBe(was.Temperature, Parameter);
        now.BalancedAccuracy.ShouldBe(was.BalancedAccuracy, Share);
        now.CalibrationError.ShouldBe(was.CalibrationError, 0.05); // its own error with so few faces, and it is cut at 0
        now.Prior.Negative.ShouldBe(was.Prior.Negative, Share);
        foreach (var (old, fresh) in was.Models.Zip(now.Models))
        {
            (fresh.Name, fresh.Sha256).ShouldBe((old.Name, old.Sha256));
            fresh.Calibration.Temperature.ShouldBe(old.Calibration.Temperature, Parameter);
            fresh.Calibration.Bias.Positive.ShouldBe(old.Calibration.Bias.Positive, Parameter);
            fresh.Calibration.Bias.Surprise.ShouldBe(old.Calibration.Bias.Surprise, Parameter);
        }
        foreach (var (old, fresh) in was.Confusion.SelectMany(row => row).Zip(now.Confusion.SelectMany(row => row)))
            fresh.ShouldBeInRange(old - Faces, old + Faces, $"{was.Name}: {string.Join(' ', now.Confusion.SelectMany(row => row))}");
    }

    private static IReadOnlyList<ExpressionSet> Sets(string path) => ExpressionSets.Parse(File.ReadAllText(path), path).All;

    private static List<string> Numbers(string block) => [.. block.Split('|', StringSplitOptions.TrimEntries).Where(cell => cell.StartsWith('.'))];

    // The first so many pictures of each label, under labels of their own; the pictures stay where they are.
    private string Part(string data, int perLabel)
    {
        var lines = File.ReadAllLines(Path.Combine(data, "labels.csv"));
        Directory.CreateDirectory(_folder.File("part"));
        Directory.CreateSymbolicLink(_folder.File("part/images"), Path.Combine(Path.GetFullPath(data), "images"));
        File.WriteAllLines(_folder.File("part/labels.csv"), lines[1..].Where(line => !line.EndsWith(",contempt", StringComparison.Ordinal)).GroupBy(line => line.Split(',')[1]).SelectMany(label => label.Take(perLabel)).Prepend(lines[0]));
        return _folder.File("part");
    }

    // A cache with the runtime and these models: the fetched ones, or the reference files of the same bytes.
    private void Cache(params string[] models)
    {
        _ = Fetched.Runtime;
        var store = Fetched.Store;
        Directory.CreateDirectory(_folder.File("cache/models"));
        Directory.CreateSymbolicLink(_folder.File("cache/runtime"), Path.Combine(store.Folder, "runtime"));
        foreach (var model in models)
        {
            var fetched = store.PathOf(store.Entry(model));
            if (!File.Exists(fetched) && _reference.TryGetValue(model, out var file))
                fetched = ReferenceData.File("models", file);
            Skip.IfNot(File.Exists(fetched), $"model {model} is not fetched; run: storesensing-models fetch");
            File.CreateSymbolicLink(_folder.File($"cache/models/{Path.GetFileName(store.PathOf(store.Entry(model)))}"), Path.GetFullPath(fetched));
        }
    }

    private async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.Run(["eval", .. arguments, "--catalog", _folder.File("tree/catalog.json"), "--cache", _folder.File("cache")], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
