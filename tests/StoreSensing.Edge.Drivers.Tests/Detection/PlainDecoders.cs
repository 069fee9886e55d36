using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Drivers.Tests.Detection;

/// <summary>A box in input pixels.</summary>
internal sealed record PlainBox(double Left, double Top, double Right, double Bottom, double Score, double[]? Points = null)
{
    public double Iou(PlainBox other)
    {
        var width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        var height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        if (width <= 0 || height <= 0)
            return 0;
        return width * height / (((Right - Left) * (Bottom - Top)) + ((other.Right - other.Left) * (other.Bottom - other.Top)) - (width * height));
    }
}

/// <summary>The four networks' heads decoded straight from their definitions, in doubles, cell by cell.</summary>
internal static class PlainDecoders
{
    public static IEnumerable<PlainBox> YuNet(IInferenceSession session, int width, int height)
    {
        foreach (var (level, stride) in new[] { (0, 8), (1, 16), (2, 32) })
        {
            var (cls, obj, bbox, kps) = (session.Output(level).ToArray(), session.Output(3 + level).ToArray(), session.Output(6 + level).ToArray(), session.Output(9 + level).ToArray());
            for (var r = 0; r < height / stride; r++)
            {
                for (var c = 0; c < width / stride; c++)
                {
                    var i = (r * (width / stride)) + c;
                    double x = (c + (double)bbox[4 * i]) * stride, y = (r + (double)bbox[(4 * i) + 1]) * stride;
                    double w = Math.Exp(bbox[(4 * i) + 2]) * stride, h = Math.Exp(bbox[(4 * i) + 3]) * stride;
                    var points = Enumerable.Range(0, 10).Select(k => (kps[(10 * i) + k] + (double)(k % 2 == 0 ? c : r)) * stride).ToArray();
                    yield return new PlainBox(x - (w / 2), y - (h / 2), x + (w / 2), y + (h / 2), Math.Sqrt((double)cls[i] * obj[i]), points);
                }
            }
        }
    }

    public static IEnumerable<PlainBox> UltraFace(IInferenceSession session, int width, int height)
    {
        var (scores, boxes) = (session.Output(0).ToArray(), session.Output(1).ToArray());
        for (var i = 0; i < scores.Length / 2; i++)
            yield return new PlainBox(boxes[4 * i] * (double)width, boxes[(4 * i) + 1] * (double)height, boxes[(4 * i) + 2] * (double)width, boxes[(4 * i) + 3] * (double)height, scores[(2 * i) + 1]);
    }

    public static IEnumerable<PlainBox> PicoDet(IInferenceSession session, int width, int height)
    {
        foreach (var (level, stride) in new[] { (0, 8), (1, 16), (2, 32), (3, 64) })
        {
            var (scores, bins) = (session.Output(level).ToArray(), session.Output(4 + level).ToArray());
            var (columns, rows) = ((int)Math.Ceiling(width / (double)stride), (int)Math.Ceiling(height / (double)stride));
            for (var i = 0; i < columns * rows; i++)
            {
                double Distance(int side)
                {
                    var e = Enumerable.Range(0, 8).Select(bin => Math.Exp(bins[(i * 32) + (side * 8) + bin])).ToArray();
                    return stride * Enumerable.Range(0, 8).Sum(bin => bin * e[bin]) / e.Sum();
                }
                double x = (0.5 + (i % columns)) * stride, y = (0.5 + Math.Floor((double)i / columns)) * stride;
                yield return new PlainBox(x - Distance(0), y - Distance(1), x + Distance(2), y + Distance(3), scores[i * 80]);
            }
        }
    }

    public static IEnumerable<PlainBox> FastestDet(IInferenceSession session, int width, int height)
    {
        var map = session.Output(0).ToArray();
        var (columns, rows) = (width / 16, height / 16);
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                double At(int channel) => map[(((channel * rows) + r) * columns) + c];
                double x = (c + Math.Tanh(At(1))) / columns, y = (r + Math.Tanh(At(2))) / rows;
                double w = 1 / (1 + Math.Exp(-At(3))), h = 1 / (1 + Math.Exp(-At(4)));
                yield return new PlainBox((x - (w / 2)) * width, (y - (h / 2)) * height, (x + (w / 2)) * width, (y + (h / 2)) * height, Math.Pow(At(0), 0.6) * Math.Pow(At(5), 0.4));
            }
        }
    }

    /// <summary>Every box that no better one overlaps by more, by comparing it with all of them.</summary>
    public static List<PlainBox> Suppressed(IEnumerable<PlainBox> boxes, double threshold, double iou)
    {
        var left = boxes.Where(b => b.Score >= threshold).OrderByDescending(b => b.Score).ToList();
        var kept = new List<PlainBox>();
        while (left.Count > 0)
        {
            var best = left[0];
            kept.Add(best);
            left.RemoveAll(other => ReferenceEquals(other, best) || other.Iou(best) > iou);
        }
        return kept;
    }
}
