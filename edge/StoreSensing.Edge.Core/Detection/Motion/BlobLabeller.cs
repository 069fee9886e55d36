namespace StoreSensing.Edge.Core.Detection.Motion;

/// <summary>Finds the 8-connected patches of a mask: runs of set pixels row by row, joined by union-find. Allocates nothing after its making.</summary>
/// <remarks>Two passes over runs as in He, Chao and Suzuki, "A run-based two-scan labeling algorithm" (2008).</remarks>
internal sealed class BlobLabeller
{
    private readonly int _width;
    private readonly int _height;
    private readonly (int Start, int End, int Row)[] _runs;
    private readonly int[] _parent;
    private readonly int[] _blobOf;

    public BlobLabeller(int width, int height)
    {
        _width = width;
        _height = height;
        var most = ((width + 1) / 2) * height;
        _runs = new (int, int, int)[most];
        _parent = new int[most];
        _blobOf = new int[most];
    }

    /// <summary>Writes the patches, those with at least <paramref name="leastPixels"/>, and returns how many; what finds no room is left out.</summary>
    public int Label(ReadOnlySpan<byte> mask, ReadOnlySpan<float> strength, int leastPixels, Span<Blob> into)
    {
        var runs = JoinRuns(mask);
        for (var i = 0; i < runs; i++)
            _blobOf[i] = -1;
        var count = 0;
        // A root is the first run of its patch, so it is met before the others.
        for (var i = 0; i < runs; i++)
        {
            var (start, end, row) = _runs[i];
            var blob = new Blob(start, row, end, row + 1, end - start, Sum(strength.Slice((row * _width) + start, end - start)));
            var root = Root(i);
            if (root == i)
            {
                if (count == into.Length)
                    continue;
                _blobOf[i] = count;
                into[count++] = blob;
            }
            else if (_blobOf[root] is var at and >= 0)
            {
                into[at] = into[at].Union(blob);
            }
        }
        return Keep(into[..count], leastPixels);
    }

    private static int Keep(Span<Blob> blobs, int leastPixels)
    {
        var kept = 0;
        foreach (var blob in blobs)
            if (blob.Pixels >= leastPixels)
                blobs[kept++] = blob;
        return kept;
    }

    private int JoinRuns(ReadOnlySpan<byte> mask)
    {
        var count = 0;
        var above = 0;
        for (var y = 0; y < _height; y++)
        {
            var first = count;
            var row = mask.Slice(y * _width, _width);
            var x = 0;
            while (x < _width)
            {
                var next = row[x..].IndexOf((byte)1);
                if (next < 0)
                    break;
                var start = x + next;
                var length = row[start..].IndexOf((byte)0);
                x = length < 0 ? _width : start + length;
                _runs[count] = (start, x, y);
                _parent[count] = count;
                count++;
            }
            JoinRows(above, first, count);
            above = first;
        }
        return count;
    }

    private void JoinRows(int above, int first, int end)
    {
        var a = above;
        for (var b = first; b < end && a < first;)
        {
            // 8-connected: touching at a corner is enough.
            if (_runs[a].Start <= _runs[b].End && _runs[b].Start <= _runs[a].End)
                Join(a, b);
            if (_runs[a].End < _runs[b].End)
                a++;
            else
                b++;
        }
    }

    private void Join(int a, int b)
    {
        (a, b) = (Root(a), Root(b));
        if (a < b)
            _parent[b] = a;
        else
            _parent[a] = b;
    }

    private int Root(int i)
    {
        while (_parent[i] != i)
            i = _parent[i] = _parent[_parent[i]];
        return i;
    }

    private static float Sum(ReadOnlySpan<float> values)
    {
        var sum = 0f;
        foreach (var value in values)
            sum += MathF.Min(value, 4);
        return sum;
    }
}
