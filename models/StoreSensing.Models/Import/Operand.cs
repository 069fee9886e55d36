namespace StoreSensing.Models.Import;

/// <summary>
/// A tensor on its way: its name in the ONNX graph and its TensorFlow shape. A picture (rank 4, NHWC in TensorFlow) is NCHW in ONNX from the
/// input on; everything else keeps its layout.
/// </summary>
internal readonly record struct Operand(string Name, int[] Shape)
{
    public bool IsPicture => Shape.Length == 4;

    public int Height => Shape[1];

    public int Width => Shape[2];

    public int Channels => Shape[^1];

    /// <summary>An NHWC axis, negative counted from the end, as an ONNX axis.</summary>
    public int Axis(int axis)
    {
        var positive = axis < 0 ? axis + Shape.Length : axis;
        return IsPicture ? NhwcAxisInNchw(positive) : positive;
    }

    private static int NhwcAxisInNchw(int axis) => axis switch { 0 => 0, 1 => 2, 2 => 3, _ => 1 };
}
