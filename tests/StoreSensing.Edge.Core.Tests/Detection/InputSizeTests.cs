using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Tests.Detection;

public sealed class InputSizeTests
{
    [Theory]
    [InlineData(768, 576, 384, 288)]
    [InlineData(640, 480, 384, 288)]
    [InlineData(480, 640, 288, 384)]
    public void For_UsualPictures_FillsTheBudgetWithoutPadding(int width, int height, int inputWidth, int inputHeight) =>
        InputSize.For(width, height, 110_592, 32).ShouldBe(new InputSize(inputWidth, inputHeight));

    [Fact]
    public void For_AnyPicture_KeepsToStrideAndBudget()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var (width, height) = (random.Next(8, 4000), random.Next(8, 4000));
            var pixels = random.Next(32 * 32, 400_000);
            var size = InputSize.For(width, height, pixels, 32);
            (size.Width % 32).ShouldBe(0);
            (size.Height % 32).ShouldBe(0);
            size.Width.ShouldBeGreaterThan(0);
            size.Height.ShouldBeGreaterThan(0);
            (size.Width * size.Height).ShouldBeLessThanOrEqualTo(pixels, $"{width}×{height} in {pixels}: {size}");
            // No whole stride is nothing but padding.
            var scale = Math.Min((double)size.Width / width, (double)size.Height / height);
            (size.Width - (width * scale)).ShouldBeLessThan(32);
            (size.Height - (height * scale)).ShouldBeLessThan(32);
        }
    }
}
