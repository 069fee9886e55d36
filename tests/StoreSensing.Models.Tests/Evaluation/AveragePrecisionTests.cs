using StoreSensing.Edge.Core.Detection;
using StoreSensing.Models.Evaluation;

namespace StoreSensing.Models.Tests.Evaluation;

public sealed class AveragePrecisionTests
{
    private static readonly LabelledBox _left = Label(0, 0, 0.2f, 0.2f);
    private static readonly LabelledBox _right = Label(0.5f, 0.5f, 0.8f, 0.8f);

    [Fact]
    public void Value_AllFoundFirst_IsOne()
    {
        var ap = new AveragePrecision();
        ap.Add([new(_left.Box, 0.9f), new(_right.Box, 0.8f)], [_left, _right]);
        ap.Value().ShouldBe(1);
    }

    /// <summary>Right, wrong, right of three drawn: 1/3 at precision 1, 1/3 at 2/3, the rest never reached.</summary>
    [Fact]
    public void Value_WorkedExample_IsTheAreaUnderTheMonotonicCurve()
    {
        var ap = new AveragePrecision();
        ap.Add([new(_right.Box, 0.5f), new(new Box(0.3f, 0, 0.4f, 0.1f), 0.7f)], [_right]);
        ap.Add([new(_left.Box, 0.9f)], [_left, _right]);
        ap.Value().ShouldBe((1 + (2.0 / 3)) / 3, 1e-12);
        ap.Precision(0.6f).ShouldBe(0.5);
        ap.Recall(0.6f).ShouldBe(1.0 / 3, 1e-12);
    }

    /// <summary>A late right box lifts the precision of all before it: precision 0, 1/2 becomes 1/2, 1/2.</summary>
    [Fact]
    public void Value_WrongFirst_TakesTheBestPrecisionToTheRight()
    {
        var ap = new AveragePrecision();
        ap.Add([new(new Box(0.3f, 0, 0.4f, 0.1f), 0.9f), new(_left.Box, 0.8f)], [_left]);
        ap.Value().ShouldBe(0.5);
    }

    [Fact]
    public void Add_SameFaceTwice_TheSecondIsWrong()
    {
        var ap = new AveragePrecision();
        ap.Add([new(_left.Box, 0.9f), new(_left.Box.Moved(0.01f, 0), 0.8f)], [_left]);
        ap.Value().ShouldBe(1);
        ap.Precision(0).ShouldBe(0.5);
    }

    [Fact]
    public void Add_OverlapBelowHalf_IsWrong()
    {
        var ap = new AveragePrecision();
        ap.Add([new(_left.Box.Moved(0.1f, 0), 0.9f)], [_left]); // IoU 1/3
        ap.Value().ShouldBe(0);
        new AveragePrecision().Value().ShouldBe(double.NaN);
    }

    [Fact]
    public void Recall_OfSomeBoxes_CountsOnlyThem()
    {
        var ap = new AveragePrecision();
        ap.Add([new(_left.Box, 0.9f)], [_left, _right]);
        ap.Recall(0, label => label.Width <= 24).ShouldBe(1);
        ap.Recall(0, label => label.Width > 24).ShouldBe(0);
        ap.Recall(0, label => label.Width > 240).ShouldBe(double.NaN);
    }

    private static LabelledBox Label(float left, float top, float right, float bottom) =>
        new("face", new Box(left, top, right, bottom), (right - left) * 100, (bottom - top) * 100);
}
