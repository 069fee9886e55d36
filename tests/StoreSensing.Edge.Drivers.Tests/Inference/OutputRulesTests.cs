using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;

namespace StoreSensing.Edge.Drivers.Tests.Inference;

public class OutputRulesTests
{
    [Theory]
    [InlineData(ModelTask.Expression, 1, 128)]
    [InlineData(ModelTask.Expression, 1, 512)]
    [InlineData(ModelTask.Expression, 512)]
    [InlineData(ModelTask.HeadPose, 1, 256)]
    [InlineData(ModelTask.HeadPose, 1, 1, 128)]
    [InlineData(ModelTask.FaceLandmarks, 1, 128)]
    [InlineData(ModelTask.FaceLandmarks, 1, 512, 1, 1)]
    [InlineData(ModelTask.FaceDetection, 1, 128)]
    [InlineData(ModelTask.FaceDetection, 1, 512)]
    [InlineData(ModelTask.PersonDetection, 1, 512)]
    [InlineData(ModelTask.PersonDetection, 1, 128, 72, 128)]
    [InlineData(ModelTask.PersonDetection, 1, 500, 256)]
    public void Refusal_VectorOfAnEmbedding_IsRefusedUnderEveryTask(string task, params int[] shape)
    {
        var refusal = OutputRules.Refusal(task, [Output("y", shape)]);

        refusal.ShouldNotBeNull().ShouldStartWith($"output 'y' [{string.Join(", ", shape)}] is not one of task '{task}' (");
        refusal.ShouldEndWith("; such a vector could tell one person from another");
    }

    [Fact]
    public void Refusal_EmbeddingBesideBoxes_IsRefused()
    {
        OutputRules.Refusal(ModelTask.FaceDetection, [Output("scores", 1, 900, 1), Output("boxes", 1, 900, 4), Output("id", 1, 512)])
            .ShouldNotBeNull().ShouldStartWith("output 'id'");
        OutputRules.Refusal(ModelTask.PersonDetection, [Output("hm", 1, 1, 152, 272), Output("wh", 1, 4, 152, 272), Output("id", 1, 128, 152, 272)])
            .ShouldNotBeNull().ShouldStartWith("output 'id'");
    }

    [Theory]
    [InlineData(1, 84, 8400)]
    [InlineData(1, 25200, 85)]
    [InlineData(1, 85, 22, 22)]
    public void Refusal_DetectorsInUse_Pass(params int[] shape) => OutputRules.Refusal(ModelTask.PersonDetection, [Output("y", shape)]).ShouldBeNull();

    [Fact]
    public void Parse_ShippedCatalog_PassesWithEveryModel() =>
        ModelCatalog.Parse(File.ReadAllText(ModelStore.DefaultCatalogPath), "catalog.json").Models.Count.ShouldBeGreaterThan(0);

    [Fact]
    public void Parse_EmbeddingUnderAnotherTask_IsRefusedBeforeAnyFileIsRead()
    {
        var catalog = File.ReadAllText(ModelStore.DefaultCatalogPath).Replace("{ \"name\": \"label\", \"shape\": [1, 7] }", "{ \"name\": \"fc1\", \"shape\": [1, 128] }");

        Should.Throw<InferenceException>(() => ModelCatalog.Parse(catalog, "c.json")).Message
            .ShouldBe("model catalog 'c.json': model 'fer-mobilefacenet-int8': output 'fc1' [1, 128] is not one of task 'expression' (an expression model gives at most 16 classes); such a vector could tell one person from another");
    }

    [Fact]
    public void Require_OpenSideThatTurnsOutLong_IsRefused()
    {
        var entry = ModelCatalog.Parse(File.ReadAllText(ModelStore.DefaultCatalogPath), "c.json").Find("fsanet-1x1")!;
        OutputRules.Refusal(entry.Task, [Output("output", 1, -1)]).ShouldBeNull("only the opened model tells");

        Should.Throw<InferenceException>(() => OutputRules.Require(entry, [Output("output", 1, 512)])).Message
            .ShouldStartWith("model 'fsanet-1x1': output 'output' [1, 512] is not one of task 'head-pose'");
    }

    private static TensorInfo Output(string name, params int[] shape) => new(name, [.. shape.Select(side => (long)side)]);
}
