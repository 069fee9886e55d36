using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>What a camera looks at: how large the faces are that matter to it.</summary>
public enum CameraRole
{
    /// <summary>Into the street or at a shelf from near: one to a few large faces.</summary>
    Window,

    /// <summary>At a zone of the shop, some metres away.</summary>
    Zone,

    /// <summary>Along a wide aisle: small faces far away.</summary>
    Aisle,
}

/// <summary>How a picture is brought to a face network whose input size is free.</summary>
/// <param name="Size">The network's input.</param>
/// <param name="Grids">Passes as <see cref="TiledFaceDetector"/> takes them; [1] needs no tiles.</param>
public readonly record struct FaceInput(InputSize Size, IReadOnlyList<int> Grids)
{
    private const int WindowSide = 320;
    private const int LeastZoneSide = 480;
    private const int LargestSide = 640;
    private const int WidePicture = 1600; // columns or rows from which a third of the picture still fills the input

    /// <summary>
    /// The input for a role, in the picture's own proportions: long side 320 for a window; the picture's own, 480 to 640, for a zone; 640 for an
    /// aisle, once for the whole picture and once for each of 2 × 2 tiles (3 × 3 from 1,600 pixels on).
    /// </summary>
    /// <param name="role">What the camera looks at.</param>
    /// <param name="pictureWidth">Columns of its pictures.</param>
    /// <param name="pictureHeight">Rows of its pictures.</param>
    public static FaceInput For(CameraRole role, int pictureWidth, int pictureHeight)
    {
        var longSide = Math.Max(pictureWidth, pictureHeight);
        return role switch
        {
            CameraRole.Window => new FaceInput(Size(WindowSide), [1]),
            CameraRole.Zone => new FaceInput(Size(Math.Clamp(longSide / YuNetDetector.Stride * YuNetDetector.Stride, LeastZoneSide, LargestSide)), [1]),
            CameraRole.Aisle => new FaceInput(Size(LargestSide), longSide >= WidePicture ? [1, 3] : [1, 2]),
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "window, zone and aisle are known"),
        };

        InputSize Size(int side) => InputSize.OfLongSide(pictureWidth, pictureHeight, side, YuNetDetector.Stride);
    }
}
