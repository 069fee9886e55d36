using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.FloorPlan;

/// <summary>Fits a homography to point pairs.</summary>
/// <remarks>
/// Hartley and Zisserman, "Multiple View Geometry in Computer Vision" (2nd ed.): the normalised direct linear transform (algorithm 4.2), then
/// the least squared distance on the floor (section 4.2.2, "transfer error") by Levenberg–Marquardt (appendix 6.2). The second step makes the
/// result independent of the picture's units: an algebraic solution changes when pixels are divided by width and height. OpenCV's
/// findHomography(method 0) minimises the same, so both agree; it rounds its input to single precision, which moves its answer by up to 2 µm
/// on the reference scenes.
/// </remarks>
internal static class HomographyFit
{
    /// <summary>The map; pairs must determine one.</summary>
    public static Homography Of(IReadOnlyList<PointPair> pairs)
    {
        var (pictures, fromPicture) = Normalise([.. pairs.Select(p => p.Picture)]);
        var (floors, fromFloor) = Normalise([.. pairs.Select(p => p.Floor)]);
        var h = Algebraic(pictures, floors);
        if (pairs.Count > 4)
            h = Refined(h, pictures, floors);
        return Denormalised(h, fromPicture, fromFloor);
    }

    /// <summary>The algebraic solution alone, for comparison with other implementations of the same algorithm.</summary>
    internal static Homography AlgebraicOf(IReadOnlyList<PointPair> pairs)
    {
        var (pictures, fromPicture) = Normalise([.. pairs.Select(p => p.Picture)]);
        var (floors, fromFloor) = Normalise([.. pairs.Select(p => p.Floor)]);
        return Denormalised(Algebraic(pictures, floors), fromPicture, fromFloor);
    }

    private static Homography Denormalised(double[] h, DenseMatrix fromPicture, DenseMatrix fromFloor)
    {
        var map = fromFloor.Inverse() * DenseMatrix.OfRowArrays([h[0], h[1], h[2]], [h[3], h[4], h[5]], [h[6], h[7], h[8]]) * fromPicture;
        return new Homography(map.ToRowMajorArray());
    }

    private static double[] Algebraic(PlanePoint[] pictures, PlanePoint[] floors)
    {
        var a = new DenseMatrix(Math.Max(9, 2 * pictures.Length), 9);
        for (var i = 0; i < pictures.Length; i++)
        {
            var (x, y) = (pictures[i].X, pictures[i].Y);
            var (u, v) = (floors[i].X, floors[i].Y);
            a.SetRow(2 * i, [-x, -y, -1, 0, 0, 0, u * x, u * y, u]);
            a.SetRow((2 * i) + 1, [0, 0, 0, -x, -y, -1, v * x, v * y, v]);
        }
        var h = a.Svd().VT.Row(8);
        return [.. h.Select(value => value / h[8])]; // the pairs' middle is (0, 0) here, so h[8] is its distance from the horizon
    }

    private static double[] Refined(double[] start, PlanePoint[] pictures, PlanePoint[] floors)
    {
        var (best, damping) = (start, 1e-3);
        var error = Linearise(best, pictures, floors, out var normal, out var gradient);
        for (var round = 0; round < 100 && damping < 1e12; round++)
        {
            var step = (normal + (Matrix<double>.Build.DiagonalOfDiagonalVector(normal.Diagonal()) * damping)).Solve(gradient);
            double[] tried = [.. best.Take(8).Zip(step, (value, change) => value - change), 1];
            var triedError = Linearise(tried, pictures, floors, out var triedNormal, out var triedGradient);
            if (triedError < error)
                (best, error, normal, gradient, damping) = (tried, triedError, triedNormal, triedGradient, damping / 10);
            else
                damping *= 10;
        }
        return best;
    }

    // Squared distances on the floor, and their JᵀJ and Jᵀr by the first eight entries; infinite when a pair lies beyond the horizon.
    private static double Linearise(double[] h, PlanePoint[] pictures, PlanePoint[] floors, out Matrix<double> normal, out Vector<double> gradient)
    {
        var jacobian = new DenseMatrix(2 * pictures.Length, 8);
        var residual = new DenseVector(2 * pictures.Length);
        var beyond = false;
        for (var i = 0; i < pictures.Length; i++)
        {
            var (x, y) = (pictures[i].X, pictures[i].Y);
            var w = (h[6] * x) + (h[7] * y) + 1;
            var u = ((h[0] * x) + (h[1] * y) + h[2]) / w;
            var v = ((h[3] * x) + (h[4] * y) + h[5]) / w;
            beyond |= !(w > 0);
            jacobian.SetRow(2 * i, [x / w, y / w, 1 / w, 0, 0, 0, -u * x / w, -u * y / w]);
            jacobian.SetRow((2 * i) + 1, [0, 0, 0, x / w, y / w, 1 / w, -v * x / w, -v * y / w]);
            (residual[2 * i], residual[(2 * i) + 1]) = (u - floors[i].X, v - floors[i].Y);
        }
        normal = jacobian.TransposeThisAndMultiply(jacobian);
        gradient = jacobian.TransposeThisAndMultiply(residual);
        return beyond ? double.PositiveInfinity : residual.DotProduct(residual);
    }

    private static (PlanePoint[] Points, DenseMatrix Transform) Normalise(PlanePoint[] points)
    {
        var x = points.Average(p => p.X);
        var y = points.Average(p => p.Y);
        var distance = points.Average(p => Math.Sqrt(Math.Pow(p.X - x, 2) + Math.Pow(p.Y - y, 2)));
        var s = Math.Sqrt(2) / distance;
        var moved = points.Select(p => new PlanePoint((p.X - x) * s, (p.Y - y) * s)).ToArray();
        return (moved, DenseMatrix.OfRowArrays([s, 0, -s * x], [0, s, -s * y], [0, 0, 1]));
    }
}
