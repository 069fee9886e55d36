namespace StoreSensing.Edge.Core.Faces;

/// <summary>How much of a face a crop network is shown. It was trained on tight crops, and every detector draws its boxes differently.</summary>
public static class ExpressionCrop
{
    /// <summary>Side of the square as a multiple of the box's longer side, by the catalog's name of what found the face.</summary>
    /// <remarks>
    /// Happy-against-rest AUC of <c>mini-xception</c> and <c>emotion</c> on 372 labelled pictures: YuNet's boxes .96 from 0.9 to 1.0, falling to .94–.95 at 1.2;
    /// BlazeFace's, which end at the eyebrows, .90 at 1.0 and .95 at 1.2.
    /// </remarks>
    public static float Scale(string faceDetector) => faceDetector == "blazeface" ? 1.2f : 0.95f;
}
