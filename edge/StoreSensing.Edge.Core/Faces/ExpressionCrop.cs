namespace StoreSensing.Edge.Core.Faces;

/// <summary>How much of a face a crop network is shown. It was trained on tight crops, and every detector draws its boxes differently.</summary>
public static class ExpressionCrop
{
    /// <summary>Side of the square as a multiple of the box's longer side, by the catalog's name of what found the face.</summary>
    /// <remarks>
    /// Happy-against-rest AUC of <c>mini-xception</c> and <c>emotion</c> on 372 labelled pictures: YuNet's boxes .96 from 0.9 to 1.0, falling to .94–.95 at 1.2.
    /// BlazeFace's, which end at the eyebrows and are voted on: <c>emotion</c> .91, .93, .93, .95, .96 at 1.0 to 1.4, balanced accuracy of four classes .49, .53,
    /// .52, .55, .54, debiased calibration error .00, .07, .01, .00, .08.
    /// </remarks>
    public static float Scale(string faceDetector) => faceDetector == "blazeface" ? 1.3f : 0.95f;
}
