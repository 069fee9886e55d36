using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Tests.Detection;

/// <summary>A model whose outputs are written by the test.</summary>
internal sealed class FakeSession : IInferenceSession
{
    private readonly float[][] _inputs;
    private readonly float[][] _outputs;

    public FakeSession(long[] input, params long[][] outputs)
    {
        Inputs = [new TensorInfo("input", input)];
        Outputs = [.. outputs.Select((shape, i) => new TensorInfo($"output{i}", shape))];
        _inputs = [new float[Math.Max(0, input.Aggregate(1L, (a, b) => a * b))]];
        Seen = new float[_inputs[0].Length];
        _outputs = [.. outputs.Select(shape => new float[shape.Aggregate(1L, (a, b) => a * b)])];
    }

    public IReadOnlyList<TensorInfo> Inputs { get; }

    public IReadOnlyList<TensorInfo> Outputs { get; }

    public int Runs { get; private set; }

    /// <summary>What the last run was given; afterwards the product clears it.</summary>
    public float[] Seen { get; }

    public Action<FakeSession>? OnRun { get; set; }

    public float[] Write(int output) => _outputs[output];

    public Span<float> Input(int index) => _inputs[index];

    public void Run()
    {
        Runs++;
        _inputs[0].CopyTo(Seen, 0);
        OnRun?.Invoke(this);
    }

    public ReadOnlySpan<float> Output(int index) => _outputs[index];

    /// <summary>Drops the copy of what the last run was given.</summary>
    public void Forget() => Array.Clear(Seen);

    public void Dispose()
    {
    }

    public static FakeSession CenterNet(int width, int height) =>
        new([1, 3, height, width], [1, 1, height / 4, width / 4], [1, 4, height / 4, width / 4]);

    public static FakeSession BlazeFace()
    {
        var session = new FakeSession([1, 3, 256, 256], [512, 1], [384, 1], [512, 16], [384, 16]);
        session.Write(0).AsSpan().Fill(-50);
        session.Write(1).AsSpan().Fill(-50);
        return session;
    }
}
