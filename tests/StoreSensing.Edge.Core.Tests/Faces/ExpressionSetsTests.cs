using StoreSensing.Contracts.Statistics;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Core.Tests.Faces;

public sealed class ExpressionSetsTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static ExpressionSet Set() => new()
    {
        Name = "one+two",
        Models = [new ExpressionSetModel("one", Hash, ExpressionCalibration.None), new ExpressionSetModel("two", Hash, ExpressionCalibration.None)],
        Temperature = 0.9,
        Prior = new ClassValues(0.25, 0.25, 0.25, 0.25),
        Threshold = 0.5,
        Confusion = [[50, 2, 0, 2, 6], [0, 23, 12, 3, 22], [10, 31, 88, 18, 45], [0, 2, 6, 36, 16]],
        MeasuredOn = "pictures",
        CalibrationError = 0.02,
        BalancedAccuracy = 0.7,
    };

    [Fact]
    public void Parse_WhatWasWritten_ComesBack()
    {
        var set = ExpressionSets.Parse(ExpressionSets.Write([Set()]), "expression.json").All.ShouldHaveSingleItem();
        set.Models[1].ShouldBe(Set().Models[1]);
        set.Prior.ShouldBe(Set().Prior);
        set.Matrix[ExpressionClass.Negative, ExpressionClass.Abstained].ShouldBe(45);
    }

    [Theory]
    [InlineData("\"threshold\": 0.5", "\"threshold\": 1.5", "set 'one+two': threshold is 1.5, not 0 to 1")]
    [InlineData("\"temperature\": 0.9", "\"temperature\": 0", "set 'one+two': temperature is 0, not above 0")]
    [InlineData("\"positive\": 0.25", "\"positive\": 0.5", "prior is not four shares")]
    [InlineData("    50,", "    -50,", "Positive has one")]
    [InlineData(Hash, "abc", "sha256 of 'one' is not 64 hex digits")]
    [InlineData("\"threshold\"", "\"treshold\"", "expression sets 'expression.json' are not readable")]
    public void Parse_Wrong_SaysWhat(string from, string to, string message)
    {
        var json = ExpressionSets.Write([Set()]);
        json.ShouldContain(from);
        Should.Throw<InferenceException>(() => ExpressionSets.Parse(json.Replace(from, to), "expression.json")).Message.ShouldContain(message);
    }

    [Fact]
    public void Require_ShippedSets_AreOfTheCatalogsFiles()
    {
        var models = Path.Combine(ReferenceData.Repository, "models");
        var json = File.ReadAllText(Path.Combine(models, "catalog.json"));
        var sets = ExpressionSets.Parse(File.ReadAllText(Path.Combine(models, "expression.json")), "expression.json");
        sets.All.Select(s => s.Name).ShouldBe(["emotion", "fer+emotion", "fer+mini-xception"]);
        foreach (var set in sets.All)
            sets.Require(set.Name, ModelCatalog.Parse(json, "catalog.json")).ShouldBe(set);
    }

    [Fact]
    public void Require_AnotherFileThanMeasured_IsRefused()
    {
        var models = Path.Combine(ReferenceData.Repository, "models");
        var catalog = ModelCatalog.Parse(File.ReadAllText(Path.Combine(models, "catalog.json")), "catalog.json");
        var sets = ExpressionSets.Parse(ExpressionSets.Write([Set() with { Name = "emotion", Models = [new ExpressionSetModel("emotion", Hash, ExpressionCalibration.None)] }]), "expression.json");
        Should.Throw<InferenceException>(() => sets.Require("emotion", catalog)).Message.ShouldContain("was measured with another 'emotion' (0123456789ab…");
        Should.Throw<InferenceException>(() => sets.Require("emotions", catalog)).Message.ShouldContain("'emotions' was never measured; 'expression.json' has emotion");
    }
}
