using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Drivers.Tests.Inference;

public class OverridableWeightsTests
{
    [Fact]
    public void Without_WeightsAmongInputs_LeavesOnlyThemOut()
    {
        var (weight, picture) = (Field(11, Field(1, "w"u8)), Field(11, Field(1, "picture"u8)));
        var rest = Field(5, [.. Field(8, "w"u8), .. Field(9, new byte[300])]);
        byte[] head = [8, 7], tail = [.. Field(8, "opset"u8)];

        var without = OverridableWeights.Without([.. head, .. Field(7, [.. weight, .. rest, .. picture]), .. tail]);

        without.ShouldBe([.. head, .. Field(7, [.. rest, .. picture]), .. tail]);
        OverridableWeights.Without(without!).ShouldBeNull();
    }

    [Fact]
    public void Without_AnythingElse_IsLeftToTheRuntime()
    {
        OverridableWeights.Without([]).ShouldBeNull();
        OverridableWeights.Without("not a model"u8).ShouldBeNull();
        OverridableWeights.Without([0x3A, 0xFF, 0xFF, 0xFF, 0x7F]).ShouldBeNull();
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            Should.NotThrow(() => OverridableWeights.Without([0x3A, (byte)bytes.Length, .. bytes]));
        }
    }

    [SkippableFact]
    public void Without_RealModels_GivesTheSameOutputs()
    {
        var path = ReferenceData.File("models", "ultraface_version-RFB-320.onnx");
        OverridableWeights.Without(File.ReadAllBytes(path)).ShouldNotBeNull();
        OverridableWeights.Without(File.ReadAllBytes(ReferenceData.File("models", "yunet_n_dynamic.onnx"))).ShouldBeNull();
        // Without any optimisation the runtime folds nothing, with or without the inputs.
        using var plain = FetchedRuntime.Get().Open(path, new InferenceOptions { Optimisation = GraphOptimisation.None });
        using var folded = FetchedRuntime.Get().Open(path, new InferenceOptions());
        var random = new Random(3);
        for (var i = 0; i < plain.Input(0).Length; i++)
            folded.Input(0)[i] = plain.Input(0)[i] = (random.NextSingle() * 2) - 1;
        plain.Run();
        folded.Run();
        for (var output = 0; output < 2; output++)
            for (var i = 0; i < plain.Output(output).Length; i++)
                folded.Output(output)[i].ShouldBe(plain.Output(output)[i], 1e-4f);
    }

    private static byte[] Field(int number, ReadOnlySpan<byte> content)
    {
        var bytes = new List<byte> { (byte)((number << 3) | 2) };
        var length = content.Length;
        for (; length >= 0x80; length >>= 7)
            bytes.Add((byte)(length | 0x80));
        bytes.Add((byte)length);
        return [.. bytes, .. content];
    }
}
