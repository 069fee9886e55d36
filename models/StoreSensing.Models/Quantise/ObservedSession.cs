using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Models.Quantise;

/// <summary>A session that looks like the model's own and tells somebody the inner tensors after each run.</summary>
/// <param name="inner">A session whose first outputs are the model's, the others the inner tensors.</param>
/// <param name="own">How many outputs are the model's.</param>
/// <param name="observe">Called with each inner tensor's place and values.</param>
internal sealed class ObservedSession(IInferenceSession inner, int own, Action<int, ReadOnlySpan<float>> observe) : IInferenceSession
{
    public IReadOnlyList<TensorInfo> Inputs => inner.Inputs;

    public IReadOnlyList<TensorInfo> Outputs { get; } = [.. inner.Outputs.Take(own)];

    public Span<float> Input(int index) => inner.Input(index);

    public void Run()
    {
        inner.Run();
        for (var i = own; i < inner.Outputs.Count; i++)
            observe(i - own, inner.Output(i));
    }

    public ReadOnlySpan<float> Output(int index) => inner.Output(index);

    public void Dispose() => inner.Dispose();
}
