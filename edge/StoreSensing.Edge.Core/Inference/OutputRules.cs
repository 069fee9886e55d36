namespace StoreSensing.Edge.Core.Inference;

/// <summary>Refuses a model whose outputs don't fit its task, above all a vector that could tell one person from another under another name.</summary>
/// <remarks>
/// Face and re-identification embeddings in use have 128 to 512 values (FaceNet 128, SFace 128, ArcFace 512, OSNet 512; joint detectors such as
/// JDE and FairMOT 128 to 512 per cell). No task here needs a vector of that kind: expressions are a handful of classes, a head pose at most a
/// 3×3 rotation, a detector at most box, score and COCO's 80 or 91 classes per candidate (YOLO: 85), points come in twos and threes. Shapes
/// can't prove what a network does, so the card and the task stay the first gate.
/// </remarks>
public static class OutputRules
{
    private const long MaximumClasses = 16;
    private const long MaximumPoseValues = 9;
    private const long MaximumPerCandidate = 112;
    private const long SmallestEmbedding = 64;

    /// <summary>Returns when the outputs of an opened model fit its task.</summary>
    /// <exception cref="InferenceException">They don't, e.g. the vector of an embedding; the message names model and output.</exception>
    public static void Require(ModelEntry model, IReadOnlyList<TensorInfo> outputs)
    {
        if (Refusal(model.Task, outputs) is { } refusal)
            throw new InferenceException($"model '{model.Name}': {refusal}");
    }

    /// <summary>Why these outputs are refused for this task, or null. Open sides (−1) pass here and are judged when the model is open.</summary>
    public static string? Refusal(string task, IReadOnlyList<TensorInfo> outputs)
    {
        foreach (var output in outputs)
        {
            var sides = output.Shape.Where(side => side != 1).ToList();
            var values = sides.Aggregate(1L, (product, side) => Math.Abs(product * side));
            var reason = task switch
            {
                ModelTask.Expression when values > MaximumClasses => $"an expression model gives at most {MaximumClasses} classes",
                ModelTask.HeadPose when values > MaximumPoseValues => $"a head pose has at most {MaximumPoseValues} values",
                ModelTask.FaceLandmarks when sides is [var length] && length >= SmallestEmbedding && long.IsPow2(length) => "points come in twos or threes",
                ModelTask.FaceDetection or ModelTask.PersonDetection when IsVector(sides, output, outputs) => "a detector gives boxes",
                ModelTask.FaceDetection or ModelTask.PersonDetection when PerCandidate(output.Shape) > MaximumPerCandidate => $"a detector gives at most {MaximumPerCandidate} values per candidate",
                _ => null,
            };
            if (reason is not null)
                return $"output '{output.Name}' [{string.Join(", ", output.Shape)}] is not one of task '{task}' ({reason}); such a vector could tell one person from another";
        }
        return null;
    }

    /// <summary>One long vector that belongs to no list of boxes: a detector's scores have as many entries as another output has rows.</summary>
    private static bool IsVector(List<long> sides, TensorInfo output, IReadOnlyList<TensorInfo> outputs) =>
        sides is [var length] && length >= SmallestEmbedding
        && !outputs.Any(other => other != output && other.Shape.Count(side => side != 1) > 1 && other.Shape.Contains(length));

    // [1, values, rows, columns], or [1, candidates, values] in either order.
    private static long PerCandidate(IReadOnlyList<long> shape) => shape switch
    {
        [_, var values, _, _] => values,
        [_, var a, var b] when a > 0 && b > 0 => Math.Min(a, b),
        [_, var a, var b] => Math.Max(a, b),
        _ => 0,
    };
}
