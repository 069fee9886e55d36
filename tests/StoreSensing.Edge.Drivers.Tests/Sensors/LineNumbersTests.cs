using System.Text;
using StoreSensing.Edge.Drivers.Sensors;

namespace StoreSensing.Edge.Drivers.Tests.Sensors;

public sealed class LineNumbersTests
{
    [Fact]
    public void Feed_LinesInPieces_AreTheSameNumbersHoweverTheyAreCut()
    {
        const string Sent = "1.5\r\n-2e3\n\n  7 \nnan\n512\n";
        for (var size = 1; size <= Sent.Length; size++)
        {
            var numbers = new LineNumbers(skipFirst: false);
            var found = Sent.Chunk(size).SelectMany(piece => numbers.Feed(Encoding.ASCII.GetBytes(piece)).ToArray()).ToList();

            found.ShouldBe([1.5, -2000, 7, double.NaN, 512], $"in pieces of {size}");
            numbers.Bad.ShouldBe(0);
        }
    }

    [Fact]
    public void Feed_NotNumbers_AreCountedAndTheLastIsNamedPrintable()
    {
        var numbers = new LineNumbers(skipFirst: false);

        numbers.Feed("GSR ready\n3\n1,5\nInfinity\n\u0001\u0002\n"u8).ToArray().ShouldBe([3]);

        numbers.Bad.ShouldBe(4);
        numbers.LastBad.ShouldBe("??");
    }

    [Fact]
    public void Feed_EndlessLine_IsOneBadLineAndThenGoesOn()
    {
        var numbers = new LineNumbers(skipFirst: false);
        for (var i = 0; i < 100; i++)
            numbers.Feed(Encoding.ASCII.GetBytes(new string('1', 4096))).Length.ShouldBe(0);

        numbers.Feed("\n2\n"u8).ToArray().ShouldBe([2]);

        numbers.Bad.ShouldBe(1);
        numbers.LastBad!.Length.ShouldBeLessThan(30);
    }

    [Fact]
    public void Feed_FirstLineOfALineAlreadyRunning_IsLeftOut()
    {
        var numbers = new LineNumbers(skipFirst: true);

        numbers.Feed("12\n512\n"u8).ToArray().ShouldBe([512]); // the rest of "512"

        numbers.Bad.ShouldBe(0);
    }

    [Fact]
    public void Feed_Numbers_AllocateNothing()
    {
        var numbers = new LineNumbers(skipFirst: false);
        var bytes = "512\n513\n514.25\n"u8.ToArray();
        numbers.Feed(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
            numbers.Feed(bytes);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
