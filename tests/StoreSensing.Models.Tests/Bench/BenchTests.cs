using StoreSensing.Edge.Core.Inference;
using StoreSensing.Models.Bench;

namespace StoreSensing.Models.Tests.Bench;

public class BenchTests
{
    [Fact]
    public void All_OpenSize_GivesEverySizeAndThreadCount()
    {
        var cases = BenchCase.All([Fetched.Store.Entry("yunet-n")], [1, 2], [(640, 480), (320, 256)]).ToList();

        cases.Select(item => (item.Width, item.Height, item.Threads)).ShouldBe([(640, 480, 1), (640, 480, 2), (320, 256, 1), (320, 256, 2)]);
        cases[0].Options.InputShapes["input"].ShouldBe([1L, 3, 480, 640], "rows before columns in the network");
    }

    [Fact]
    public void All_FixedSize_IgnoresTheSizesAskedFor()
    {
        var cases = BenchCase.All([Fetched.Store.Entry("ultraface-rfb-320")], [1], [(640, 480)]).ToList();

        cases.ShouldHaveSingleItem();
        (cases[0].Width, cases[0].Height, cases[0].Options.InputShapes.Count).ShouldBe((320, 240, 0));
    }

    [Theory]
    [InlineData("640", "size '640' is not WIDTHxHEIGHT, e.g. 640x480")]
    [InlineData("320x256,0x480", "size '0x480' is not WIDTHxHEIGHT, e.g. 640x480")]
    public void ParseSizes_NoSize_NamesIt(string text, string expected) =>
        Should.Throw<InferenceException>(() => BenchCase.ParseSizes(text)).Message.ShouldBe(expected);

    [Fact]
    public void ParseThreads_NoCount_NamesIt()
    {
        BenchCase.ParseThreads("1, 2,4").ShouldBe([1, 2, 4]);
        Should.Throw<InferenceException>(() => BenchCase.ParseThreads("1,many")).Message.ShouldBe("threads 'many' is not a number from 1 to 64; write e.g. --threads 1,2,4");
    }

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(0.95, 5)]
    [InlineData(0, 1)]
    public void Percentile_NearestRank_IsAMeasuredValue(double share, double expected) =>
        BenchRun.Percentile([1, 2, 3, 4, 5], share).ShouldBe(expected);

    [Fact]
    public void Write_SomeCasesMissing_LeavesADash()
    {
        using var output = new StringWriter { NewLine = "\n" };

        BenchTable.Write([Result("a", 1, 12.34), Result("a", 2, 7.891), Result("b", 1, 0.5)], output);

        output.ToString().ShouldBe("""
            | model | input | 1 thread: median / p95 ms | 2 threads: median / p95 ms |
            |---|---|---:|---:|
            | a | 64×64 | 12.3 / 24.7 | 7.89 / 15.8 |
            | b | 64×64 | 0.50 / 1.00 | – |

            """.ReplaceLineEndings("\n"));
    }

    [SkippableFact]
    public void Measure_RealModel_TimesRunsAndAllocatesNothing()
    {
        Skip.IfNot(File.Exists(Fetched.Store.PathOf(Fetched.Store.Entry("emotion"))), "model emotion is not fetched");

        var result = BenchRun.Measure(Fetched.Store, Fetched.Runtime, new BenchCase(Fetched.Store.Entry("emotion"), 1, 64, 64), TimeSpan.FromMilliseconds(50), CancellationToken.None);

        result.Runs.ShouldBeGreaterThanOrEqualTo(10);
        result.MedianMilliseconds.ShouldBeGreaterThan(0);
        result.P95Milliseconds.ShouldBeGreaterThanOrEqualTo(result.MedianMilliseconds);
        result.AllocatedBytesPerRun.ShouldBe(0);
    }

    [SkippableFact]
    public void Measure_Cancelled_Stops()
    {
        Skip.IfNot(File.Exists(Fetched.Store.PathOf(Fetched.Store.Entry("emotion"))), "model emotion is not fetched");

        Should.Throw<OperationCanceledException>(() => BenchRun.Measure(
            Fetched.Store, Fetched.Runtime, new BenchCase(Fetched.Store.Entry("emotion"), 1, 64, 64), TimeSpan.FromHours(1), new CancellationToken(canceled: true)));
    }

    private static BenchResult Result(string model, int threads, double median) => new(model, "64×64", threads, median, 2 * median, 1, 10, 50, 0);
}
