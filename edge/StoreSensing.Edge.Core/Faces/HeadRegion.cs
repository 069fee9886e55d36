using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Where in a person's box the face is, and how large.</summary>
/// <remarks>
/// From vertex to chin a head is 0.130 of the body's height, shoulders are 0.259 wide (Drillis and Contini, "Body Segment Parameters", 1966, as in Winter,
/// "Biomechanics and Motor Control of Human Movement", figure 4.1). A face's box goes from the brow or the hairline to the chin.
/// </remarks>
internal static class HeadRegion
{
    private const float FaceOfBody = 0.115f;
    private const float HeadOfBody = 0.13f;
    private const float WidthOfBody = 0.35f; // of a box around somebody who walks
    private const float PictureEdge = 0.98f;
    private const float HeadAtMost = 0.4f; // of the box: of somebody of whom only the upper half is seen

    /// <summary>Where the face's centre may lie.</summary>
    public static Box Of(in Box person, float aspect)
    {
        var body = BodyHeight(person, aspect);
        var margin = 0.1f * person.Width;
        return new Box(
            person.Left - margin, person.Top - (0.05f * body), person.Right + margin, person.Top + MathF.Min(1.6f * HeadOfBody * body, HeadAtMost * person.Height));
    }

    /// <summary>
    /// How badly a face fits a person, 0 best; infinite when it can't be his. Sideways and downwards in standard deviations, with the size's logarithm: of two
    /// people behind each other the nearer has the larger face.
    /// </summary>
    public static float Misfit(in Box person, in Box face, float aspect)
    {
        var region = Of(person, aspect);
        if (face.CentreX < region.Left || face.CentreX > region.Right || face.CentreY < region.Top || face.CentreY > region.Bottom)
            return float.PositiveInfinity;
        var body = BodyHeight(person, aspect);
        var size = MathF.Log(face.Height / (FaceOfBody * body));
        if (MathF.Abs(size) > MathF.Log(2.5f))
            return float.PositiveInfinity;
        var across = (face.CentreX - person.CentreX) / (0.25f * person.Width);
        var down = (face.CentreY - (person.Top + (0.6f * HeadOfBody * body))) / (0.5f * HeadOfBody * body);
        var scale = size / MathF.Log(1.35f);
        return (across * across) + (down * down) + (scale * scale);
    }

    // Whose legs are below the picture's edge is taller than his box: as his shoulders say.
    private static float BodyHeight(in Box person, float aspect) =>
        person.Bottom >= PictureEdge ? MathF.Max(person.Height, person.Width * aspect / WidthOfBody) : person.Height;
}
