using StoreSensing.Models.Import.Onnx;
using StoreSensing.Models.Import.TensorFlow;

namespace StoreSensing.Models.Import.Operators;

/// <summary>What moves values without changing them (and bilinear enlargement).</summary>
internal static class ShapeOperators
{
    public const string InputName = "input";

    /// <summary>The picture: NHWC in the graph, NCHW from here on; an open batch is one picture.</summary>
    public static Operand Input(TensorFlowNode node)
    {
        var shape = node.Shape("shape");
        if (shape is not [1 or -1, > 0, > 0, > 0])
            throw new ImportException($"input '{node.Name}' has shape [{string.Join(", ", shape)}]; one picture of known size is needed");
        return new Operand(InputName, [1, .. shape[1..]]);
    }

    /// <summary>
    /// Both flags false is TensorFlow 1's own sampling at y·in/out from the top left corner: ONNX's “asymmetric”. As a scale, not a size, it
    /// leaves the picture's size open.
    /// </summary>
    public static Operand ResizeBilinear(TensorFlowNode node, ImportScope scope)
    {
        if (node.Flag("align_corners") || node.Flag("half_pixel_centers"))
            throw new ImportException($"node '{node.Name}' (ResizeBilinear) aligns corners or uses half pixels, which can't be imported");
        var input = scope.Picture(node, 0);
        var size = scope.Integers(node, 1);
        var scales = scope.Onnx.Constant($"{node.Name}:scales", [4], [1f, 1f, Scale(node, size[0], input.Height), Scale(node, size[1], input.Width)]);
        var name = scope.Onnx.Add("Resize", node.Name, [input.Name, "", scales],
            new OnnxAttribute("coordinate_transformation_mode", Text: "asymmetric"), new OnnxAttribute("mode", Text: "linear"));
        return new Operand(name, [input.Shape[0], size[0], size[1], input.Channels]);
    }

    public static Operand Concat(TensorFlowNode node, ImportScope scope)
    {
        var parts = Enumerable.Range(0, node.Inputs.Count - 1).Select(i => scope.Operand(node, i)).ToArray();
        var axis = scope.Integers(node, node.Inputs.Count - 1)[0];
        if (axis < 0)
            axis += parts[0].Shape.Length;
        if (parts.Any(part => part.Shape.Length != parts[0].Shape.Length))
            throw new ImportException($"node '{node.Name}' (ConcatV2) joins tensors of different rank");
        var shape = (int[])parts[0].Shape.Clone();
        shape[axis] = parts.Sum(part => part.Shape[axis]);
        return new Operand(scope.Onnx.Add("Concat", node.Name, [.. parts.Select(part => part.Name)], new OnnxAttribute("axis", parts[0].Axis(axis))), shape);
    }

    public static Operand Pad(TensorFlowNode node, ImportScope scope)
    {
        var input = scope.Picture(node, 0);
        var rows = scope.Integers(node, 1); // [4, 2]: before and after, axes N H W C
        long[] pads = [rows[0], rows[6], rows[2], rows[4], rows[1], rows[7], rows[3], rows[5]];
        int[] shape = [.. input.Shape.Select((side, axis) => side + rows[2 * axis] + rows[(2 * axis) + 1])];
        return new Operand(scope.Onnx.Add("Pad", node.Name, [input.Name, scope.Onnx.Constant($"{node.Name}:pads", pads)]), shape);
    }

    /// <summary>TensorFlow's order of values is NHWC, so a picture of more than one pixel goes back to it first.</summary>
    public static Operand Reshape(TensorFlowNode node, ImportScope scope)
    {
        var input = scope.Operand(node, 0);
        var shape = Settle(node, scope.Integers(node, 1), input);
        if (scope.OpenSize)
            throw new ImportException($"node '{node.Name}' (Reshape) fixes the size, which is to stay open");
        var source = input is { IsPicture: true } and not { Height: 1, Width: 1 }
            ? scope.Onnx.Add("Transpose", $"{node.Name}:nhwc", [input.Name], new OnnxAttribute("perm", Integers: [0, 2, 3, 1]))
            : input.Name;
        var picture = shape.Length == 4;
        var name = picture ? $"{node.Name}:reshaped" : node.Name;
        scope.Onnx.Add("Reshape", name, [source, scope.Onnx.Constant($"{node.Name}:shape", [.. shape.Select(side => (long)side)])]);
        if (picture)
            scope.Onnx.Add("Transpose", node.Name, [name], new OnnxAttribute("perm", Integers: [0, 3, 1, 2]));
        return new Operand(node.Name, shape);
    }

    private static int[] Settle(TensorFlowNode node, int[] target, Operand input)
    {
        var total = input.Shape.Aggregate(1, (product, side) => product * side);
        var known = target.Where(side => side >= 0).Aggregate(1, (product, side) => product * side);
        int[] shape = [.. target.Select(side => side >= 0 ? side : known == 0 ? 0 : total / known)];
        return shape.Aggregate(1, (product, side) => product * side) == total
            ? shape
            : throw new ImportException($"node '{node.Name}' (Reshape): {total} values don't fit [{string.Join(", ", target)}]");
    }

    private static float Scale(TensorFlowNode node, int to, int from) => to % from == 0
        ? to / from
        : throw new ImportException($"node '{node.Name}' (ResizeBilinear) scales {from} to {to}; only whole factors can be imported");
}
