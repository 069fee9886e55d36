using StoreSensing.Models.Import.TensorFlow;

namespace StoreSensing.Models.Import.Operators;

/// <summary>Addition, subtraction and multiplication of two tensors, or of a tensor and a constant, with broadcasting.</summary>
internal static class Arithmetic
{
    public static Operand Binary(string op, TensorFlowNode node, ImportScope scope)
    {
        if (node.Inputs.Count != 2)
            throw new ImportException($"node '{node.Name}' ({node.Operator}) has {node.Inputs.Count} inputs");
        var constants = node.Inputs.Select(scope.ConstantOrNull).ToArray();
        if (constants[0] is not null && constants[1] is not null)
            throw new ImportException($"node '{node.Name}' ({node.Operator}) combines two constants");
        var left = constants[0] is null ? scope.Operand(node, 0) : default;
        var right = constants[1] is null ? scope.Operand(node, 1) : default;
        if (constants[0] is { } first)
            left = new Operand(Constant($"{node.Name}:constant", first, right, scope), first.Shape);
        if (constants[1] is { } second)
            right = new Operand(Constant($"{node.Name}:constant", second, left, scope), second.Shape);
        if (constants.All(constant => constant is null) && left.IsPicture != right.IsPicture)
            throw new ImportException($"node '{node.Name}' ({node.Operator}) combines tensors of rank {left.Shape.Length} and {right.Shape.Length}");
        return new Operand(scope.Onnx.Add(op, node.Name, [left.Name, right.Name]), Broadcast(node, left.Shape, right.Shape));
    }

    /// <summary>Writes a constant so that it broadcasts against the other operand: for a picture NHWC → NCHW, leading ones dropped, so [C] becomes [C, 1, 1].</summary>
    public static string Constant(string name, TensorFlowTensor constant, Operand other, ImportScope scope)
    {
        if (constant.Floats is not { } values)
            throw new ImportException($"constant of '{name}' is not float");
        if (constant.IsScalar)
            return scope.Onnx.Constant(name, [], values);
        if (!other.IsPicture)
            return scope.Onnx.Constant(name, [.. constant.Shape.Select(side => (long)side)], values);
        if (constant.Shape.Length > 4)
            throw new ImportException($"constant of '{name}' has rank {constant.Shape.Length}");
        int[] nhwc = [.. Enumerable.Repeat(1, 4 - constant.Shape.Length), .. constant.Shape];
        long[] nchw = [nhwc[0], nhwc[3], nhwc[1], nhwc[2]];
        return scope.Onnx.Constant(name, [.. nchw.SkipWhile(side => side == 1)], Transpose(values, nhwc));
    }

    private static float[] Transpose(float[] values, int[] nhwc)
    {
        var result = new float[values.Length];
        var to = 0;
        for (var n = 0; n < nhwc[0]; n++)
        for (var c = 0; c < nhwc[3]; c++)
        for (var y = 0; y < nhwc[1]; y++)
        for (var x = 0; x < nhwc[2]; x++)
            result[to++] = values[(((((n * nhwc[1]) + y) * nhwc[2]) + x) * nhwc[3]) + c];
        return result;
    }

    private static int[] Broadcast(TensorFlowNode node, int[] left, int[] right)
    {
        var rank = Math.Max(left.Length, right.Length);
        var result = new int[rank];
        for (var i = 1; i <= rank; i++)
        {
            var a = i <= left.Length ? left[^i] : 1;
            var b = i <= right.Length ? right[^i] : 1;
            if (a != b && a != 1 && b != 1)
                throw new ImportException($"node '{node.Name}' ({node.Operator}): shapes [{string.Join(", ", left)}] and [{string.Join(", ", right)}] don't fit");
            result[^i] = Math.Max(a, b);
        }
        return result;
    }
}
