using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>
/// Looks for faces in the whole picture and in overlapping tiles of it, so that small ones come larger to the network: for wide aisles. Costs a run
/// of the network per tile.
/// </summary>
/// <remarks>
/// A face that a tile's edge cuts is left to the neighbour, which shows it whole as long as it is smaller than the overlap, or to the coarser grid;
/// what several show is one by suppression.
/// </remarks>
public sealed class TiledFaceDetector : IFaceDetector
{
    /// <summary>What neighbouring tiles share, as a share of a tile's side.</summary>
    public const float Overlap = 0.2f;

    private const float OverlapLimit = 0.3f;
    private const float CutMargin = 0.05f; // of the box: how exactly a cut face's box ends at the cut
    private readonly FaceBuffer _buffer = new(room: 4096, OverlapLimit, vote: true);
    private readonly IFaceDetector _detector;
    private readonly int[] _grids;
    private readonly FaceDetection[] _part;

    /// <summary>Looks with <paramref name="detector"/> in each of the grids.</summary>
    /// <param name="detector">One that looks at a picture or a part of it.</param>
    /// <param name="grids">Tiles per side of each pass, 1..8: [1, 2] is the whole picture and 2 × 2 tiles.</param>
    public TiledFaceDetector(IFaceDetector detector, IReadOnlyList<int> grids)
    {
        if (grids.Count == 0 || grids.Any(n => n is < 1 or > 8))
            throw new ArgumentException($"grids [{string.Join(", ", grids)}]: at least one is needed, each of 1 to 8 tiles a side", nameof(grids));
        (_detector, _grids) = (detector, [.. grids]);
        _part = new FaceDetection[detector.Capacity];
    }

    /// <inheritdoc/>
    public int Capacity => 500;

    /// <inheritdoc/>
    public int Detect(Frame frame, Span<Detection.Detection> into) => _buffer.Finish(Find(frame, PixelRectangle.Whole(frame)), Capacity, into);

    /// <inheritdoc/>
    public int DetectFaces(Frame frame, Span<FaceDetection> into) => DetectFaces(frame, PixelRectangle.Whole(frame), into);

    /// <inheritdoc/>
    public int DetectFaces(Frame frame, in PixelRectangle region, Span<FaceDetection> into) => _buffer.Finish(Find(frame, region), Capacity, into);

    private Candidates<FaceDetection> Find(Frame frame, in PixelRectangle region)
    {
        var found = _buffer.Start();
        foreach (var grid in _grids)
            for (var row = 0; row < grid; row++)
                for (var column = 0; column < grid; column++)
                    Look(frame, region, new Tile(grid, column, row), ref found);
        return found;
    }

    private void Look(Frame frame, in PixelRectangle region, in Tile tile, ref Candidates<FaceDetection> found)
    {
        var part = tile.Of(region);
        var count = _detector.DetectFaces(frame, part, _part);
        var edge = new Box(part.Left / frame.Width, part.Top / frame.Height, (part.Left + part.Width) / frame.Width, (part.Top + part.Height) / frame.Height);
        foreach (ref readonly var face in _part.AsSpan(0, count))
            if (!tile.Cuts(face.Box, edge))
                found.Add(face);
    }

    /// <summary>One of grid × grid tiles.</summary>
    private readonly record struct Tile(int Grid, int Column, int Row)
    {
        public PixelRectangle Of(in PixelRectangle region)
        {
            var share = 1 / (Grid - ((Grid - 1) * Overlap));
            var step = share * (1 - Overlap);
            return new PixelRectangle(
                region.Left + (Column * step * region.Width), region.Top + (Row * step * region.Height), share * region.Width, share * region.Height);
        }

        /// <summary>True when the box ends at an edge beyond which there is another tile.</summary>
        public bool Cuts(in Box box, in Box edge)
        {
            var (x, y) = (box.Width * CutMargin, box.Height * CutMargin);
            return (Column > 0 && box.Left < edge.Left + x)
                || (Row > 0 && box.Top < edge.Top + y)
                || (Column < Grid - 1 && box.Right > edge.Right - x)
                || (Row < Grid - 1 && box.Bottom > edge.Bottom - y);
        }
    }
}
