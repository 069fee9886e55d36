using System.Runtime.CompilerServices;
using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>
/// A place where a face is found that nobody alive has brought there. Second by second it keeps where the face was: who sways shows in the means of
/// seconds, out of which the detector's own jitter averages. The default value is no place.
/// </summary>
internal struct SceneryPlace
{
    private const int Seconds = 12;
    private const int Edge = 2; // outermost seconds left out on each side: somebody who walks past covers a part
    private const float Near = 0.25f; // of a face's width
    private const float AlikeSize = 1.3f;
    private const float Exactly = 0.1f;
    private const float ExactSize = 1.15f;
    private const float Follow = 0.05f; // of each new box
    private const float BeyondJitter = 9; // standard errors of a second's mean
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private Means _means;
    private int _meanCount;
    private TimeSpan _secondFrom;
    private int _inSecond;
    private float _sumX;
    private float _sumY;
    private float _lastX;
    private float _lastY;
    private float _jitter; // variance of one box's centre, face widths²

    public bool InUse;
    public Box Box;
    public TimeSpan FirstFound;
    public TimeSpan LastFound;
    public int Found;

    public readonly TimeSpan Age => LastFound - FirstFound;

    public static SceneryPlace At(in Box box, TimeSpan now) => new()
    {
        InUse = true, Box = box, FirstFound = now, LastFound = now, Found = 1,
        _secondFrom = now, _inSecond = 1, _sumX = box.CentreX, _sumY = box.CentreY, _lastX = box.CentreX, _lastY = box.CentreY, _jitter = 1e-3f, // of 3 %: rather too much at first
    };

    /// <summary>True for a box at this place, as nearly as prints and those who stand before them are found.</summary>
    public readonly bool IsHere(in Box box) => IsWithin(box, Near, AlikeSize);

    /// <summary>True for a box at this very place, but for the detector's jitter.</summary>
    public readonly bool IsExactlyHere(in Box box) => IsWithin(box, MathF.Max(Exactly, 4 * MathF.Sqrt(_jitter)), ExactSize);

    private readonly bool IsWithin(in Box box, float widths, float growth)
    {
        var (x, y) = ((box.CentreX - Box.CentreX) / Box.Width, (box.CentreY - Box.CentreY) / Box.Height);
        var size = box.Height / Box.Height;
        return (x * x) + (y * y) <= widths * widths && size < growth && size > 1 / growth;
    }

    /// <summary>Found here again. Boxes beside somebody alive are not measured: he may cover a part of it.</summary>
    public void See(in Box box, TimeSpan now, bool measured)
    {
        LastFound = now;
        Found++;
        Box = Box.Towards(box, Follow);
        if (!measured)
            return;
        if (now - _secondFrom >= Second)
            EndSecond(now);
        var (x, y) = ((box.CentreX - _lastX) / Box.Width, (box.CentreY - _lastY) / Box.Height);
        _jitter += (((((x * x) + (y * y)) / 4) - _jitter) * 0.05f); // of a difference of two, of two axes
        (_lastX, _lastY) = (box.CentreX, box.CentreY);
        (_sumX, _sumY, _inSecond) = (_sumX + box.CentreX, _sumY + box.CentreY, _inSecond + 1);
    }

    /// <summary>True when the face swayed by more than <paramref name="widths"/> of its width over the last seconds, and by more than its jitter.</summary>
    public readonly bool Sways(float widths)
    {
        var count = Math.Min(_meanCount, Seconds);
        if (count <= 2 * Edge)
            return false;
        Span<float> sorted = stackalloc float[Seconds];
        var least = 0f;
        for (var axis = 0; axis < 2; axis++)
        {
            for (var i = 0; i < count; i++)
                sorted[i] = axis == 0 ? _means[i].X / Box.Width : _means[i].Y / Box.Height;
            sorted[..count].Sort();
            least = MathF.Max(least, sorted[count - 1 - Edge] - sorted[Edge]);
        }
        var fewest = int.MaxValue;
        for (var i = 0; i < count; i++)
            fewest = Math.Min(fewest, _means[i].Boxes);
        return least > MathF.Max(widths, BeyondJitter * MathF.Sqrt(_jitter / fewest));
    }

    private void EndSecond(TimeSpan now)
    {
        if (_inSecond >= 2)
            _means[_meanCount++ % Seconds] = new Mean(_sumX / _inSecond, _sumY / _inSecond, _inSecond);
        (_secondFrom, _sumX, _sumY, _inSecond) = (now, 0, 0, 0);
    }

    private readonly record struct Mean(float X, float Y, int Boxes);

    [InlineArray(Seconds)]
    private struct Means
    {
        private Mean _first;
    }
}
