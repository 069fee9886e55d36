using System.Numerics;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Turning, uniform scaling and moving: (x, y) goes to (A·x − B·y + X, B·x + A·y + Y).</summary>
public readonly record struct Similarity(double A, double B, double X, double Y)
{
    /// <summary>How much longer things become.</summary>
    public double Scale => Math.Sqrt((A * A) + (B * B));

    /// <summary>Where a point goes.</summary>
    public Vector2 Map(Vector2 point) => new((float)((A * point.X) - (B * point.Y) + X), (float)((B * point.X) + (A * point.Y) + Y));

    /// <summary>The way back; a similarity that shrinks everything to a point has none.</summary>
    public Similarity Inverse()
    {
        var square = (A * A) + (B * B);
        var (a, b) = (A / square, -B / square);
        return new Similarity(a, b, -((a * X) - (b * Y)), -((b * X) + (a * Y)));
    }

    /// <summary>
    /// The similarity that brings five points closest to five others in the sum of squares; false when the points coincide or are no numbers.
    /// </summary>
    /// <remarks>
    /// Umeyama, "Least-Squares Estimation of Transformation Parameters Between Two Point Patterns", TPAMI 13(4) (1991), equations 40–42. In the
    /// plane the rotation's singular value decomposition has a closed form, and a mirrored solution is left out by construction.
    /// </remarks>
    public static bool TryFit(in FaceLandmarks from, in FaceLandmarks to, out Similarity similarity)
    {
        ReadOnlySpan<Vector2> source = [from.RightEye, from.LeftEye, from.Nose, from.RightMouth, from.LeftMouth];
        ReadOnlySpan<Vector2> target = [to.RightEye, to.LeftEye, to.Nose, to.RightMouth, to.LeftMouth];
        double sourceX = 0, sourceY = 0, targetX = 0, targetY = 0;
        for (var i = 0; i < source.Length; i++)
        {
            (sourceX, sourceY) = (sourceX + (source[i].X / 5.0), sourceY + (source[i].Y / 5.0));
            (targetX, targetY) = (targetX + (target[i].X / 5.0), targetY + (target[i].Y / 5.0));
        }
        double along = 0, across = 0, spread = 0;
        for (var i = 0; i < source.Length; i++)
        {
            var (x, y, u, v) = (source[i].X - sourceX, source[i].Y - sourceY, target[i].X - targetX, target[i].Y - targetY);
            along += (x * u) + (y * v);
            across += (x * v) - (y * u);
            spread += (x * x) + (y * y);
        }
        var (a, b) = (along / spread, across / spread);
        similarity = new Similarity(a, b, targetX - (a * sourceX) + (b * sourceY), targetY - (b * sourceX) - (a * sourceY));
        return double.IsFinite(similarity.X) && double.IsFinite(similarity.Y) && similarity.Scale > 0;
    }
}
