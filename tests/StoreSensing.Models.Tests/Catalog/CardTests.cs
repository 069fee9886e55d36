using System.Globalization;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Models.Evaluation;
using StoreSensing.Testing;

namespace StoreSensing.Models.Tests.Catalog;

/// <summary>What a model card says must be what the catalog says, and what was measured.</summary>
public class CardTests
{
    private static readonly string _folder = Path.Combine(ReferenceData.Repository, "models");

    private static readonly ModelCatalog _catalog = ModelCatalog.Parse(File.ReadAllText(Path.Combine(_folder, "catalog.json")), "catalog.json");

    public static TheoryData<string> Models => [.. _catalog.Models.Select(model => model.Name)];

    public static TheoryData<string> Detectors => [.. _catalog.Models.Where(model => DetectionWay.Of(model).Count > 0).Select(model => model.Name)];

    public static TheoryData<string> ExpressionNetworks => [.. _catalog.Models.Where(model => model.Task == ModelTask.Expression).Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Card_EveryModel_HasItsHeadings(string name)
    {
        var card = Card(name);

        card.ShouldStartWith($"# {name}: ");
        foreach (var heading in new[] { "## Measured", "## Known bias and limits", "## When not to use it" })
            card.ShouldContain($"\n{heading}", customMessage: $"the card of {name} lacks '{heading}'");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Card_EveryModel_SaysWhatTheCatalogSays(string name)
    {
        var (card, model) = (Card(name), _catalog.Find(name)!);

        Row(card, "task").ShouldStartWith(model.Task + ", " + (model.Default ? "default" : model.Recommended ? "recommended" : "optional"));
        Row(card, "sha256").ShouldBe($"`{model.Sha256}` ({model.Bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes)");
        Row(card, "licence of the code").ShouldBe(model.Licence.Code);
        Row(card, "licence of the weights").ShouldBe(model.Licence.Weights);
        Row(card, "training data").ShouldBe(model.Licence.Training.ShouldNotBeNull($"the catalog's entry {name} has no training data"));
        foreach (var input in model.Inputs)
            Row(card, "input").ShouldContain($"`{input.Name}` [{string.Join(", ", input.Shape.Select(side => side < 0 ? "–" : side.ToString(CultureInfo.InvariantCulture)))}]");
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Card_Detector_QuotesTheFiguresOfEveryWayItIsUsed(string name)
    {
        var figures = CardBlock.Read(Card(name)).ShouldNotBeNull($"the card of {name} has no figures; run: storesensing-models eval {name} --write");

        figures.ShouldStartWith(DetectionFigures.Head);
        var rows = figures.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]).ToList();
        rows.Select(row => row[0]).ShouldBe(DetectionWay.Of(_catalog.Find(name)!).Select(way => way.Name));
        foreach (var row in rows)
        {
            double.Parse(row[2], CultureInfo.InvariantCulture).ShouldBeInRange(0.01, 1);
            double.Parse(row[^1], CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        }
    }

    [Theory]
    [MemberData(nameof(ExpressionNetworks))]
    public void Card_ExpressionNetwork_QuotesEveryWayItIsUsedAndTheShippedSets(string name)
    {
        var figures = CardBlock.Read(Card(name)).ShouldNotBeNull($"the card of {name} has no figures; run: storesensing-models eval expression --write");
        var sets = ExpressionSets.Parse(File.ReadAllText(Path.Combine(_folder, "expression.json")), "expression.json");

        figures.ShouldStartWith(ExpressionTables.Head);
        var rows = figures[..figures.IndexOf("\n\n", StringComparison.Ordinal)].Split('\n').Skip(2).Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]).ToList();
        rows.Select(row => (row[0], row[1])).ShouldBe(ExpressionWay.Of(name).Select(way => (ExpressionTables.Title(way.Name, way.IsSet), way.Detector)));
        foreach (var set in sets.All.Where(set => set.Models.Any(model => model.Name == name)))
        {
            var row = rows.Where(row => row[0] == ExpressionTables.Title(set.Name, isSet: true)).ShouldHaveSingleItem();
            Leading(row[4]).ShouldBe(set.BalancedAccuracy, 0.0011, $"{name}: {set.Name}");
            Leading(row[5]).ShouldBe(set.CalibrationError, 0.0011, $"{name}: {set.Name}");
        }
    }

    [Fact]
    public void Cards_AllInTheFolder_BelongToACataloguedModel() =>
        Directory.GetFiles(Path.Combine(_folder, "cards")).Select(path => Path.GetFileNameWithoutExtension(path)).ShouldBeSubsetOf(_catalog.Models.Select(model => model.Name));

    // ".713 (.662–.758)" begins with .713.
    private static double Leading(string cell) => double.Parse(cell.Split(' ')[0], CultureInfo.InvariantCulture);

    private static string Card(string name)
    {
        var model = _catalog.Find(name)!;
        model.Card.ShouldBe($"cards/{name}.md");
        return File.ReadAllText(Path.Combine(_folder, model.Card!));
    }

    private static string Row(string card, string key) =>
        card.Split('\n').FirstOrDefault(line => line.StartsWith($"| {key} |", StringComparison.Ordinal))?.Split('|', 3)[2].TrimEnd('|', ' ').Trim()
            ?? throw new ShouldAssertException($"the card has no row '{key}'");
}
