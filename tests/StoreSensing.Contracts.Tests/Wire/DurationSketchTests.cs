using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Tests.Wire;

public sealed class DurationSketchTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(3, 500)]
    [InlineData(4, 10_000)]
    public void Quantile_RandomDurations_WithinOnePercent(int seed, int count)
    {
        var random = new Random(seed);
        var exact = Enumerable.Range(0, count).Select(_ => Math.Exp((random.NextDouble() * 12) - 3)).ToArray(); // 50 ms to 2 h
        var sketch = Of(exact);
        Array.Sort(exact);
        foreach (var q in new[] { 0, 0.1, 0.5, 0.9, 0.99, 1 })
        {
            var rank = q * (count - 1);
            var expected = exact[(int)rank] + ((exact[(int)Math.Ceiling(rank)] - exact[(int)rank]) * (rank - Math.Floor(rank)));
            sketch.Quantile(q).ShouldNotBeNull().ShouldBe(expected, expected * 0.01 * 1.000001, $"q {q}");
        }
    }

    [Fact]
    public void Add_SketchesOfParts_IsTheSketchOfAll()
    {
        var random = new Random(5);
        var all = Enumerable.Range(0, 1000).Select(_ => random.NextDouble() * 300).ToArray();
        var merged = new DurationSketch();
        foreach (var part in all.Chunk(37))
            merged.Add(Of(part).ToFigures());
        var whole = Of(all).ToFigures();
        merged.Count.ShouldBe(1000);
        merged.ToFigures().Buckets.ShouldBe(whole.Buckets);
        merged.ToFigures().Counts.ShouldBe(whole.Counts);
        whole.Buckets.ShouldBeInOrder();
    }

    [Fact]
    public void Add_WhateverDuration_StaysInBoundedBuckets()
    {
        var sketch = new DurationSketch();
        for (var e = -30.0; e < 30; e += 0.001)
            sketch.Add(Math.Exp(e));
        foreach (var extreme in new[] { 0, double.Epsilon, double.MaxValue, double.PositiveInfinity })
            sketch.Add(extreme);
        sketch.ToFigures().Buckets.Count.ShouldBeLessThanOrEqualTo(1153);
        sketch.Quantile(0).ShouldNotBeNull().ShouldBe(0.01, 0.0001);
        sketch.Quantile(1).ShouldNotBeNull().ShouldBe(1e8, 1e6);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.001)]
    [InlineData(double.NegativeInfinity)]
    public void Add_NoDuration_Refused(double seconds)
    {
        var sketch = new DurationSketch();
        Should.Throw<ArgumentOutOfRangeException>(() => sketch.Add(seconds));
        sketch.Count.ShouldBe(0);
    }

    [Fact]
    public void Add_FiguresThatAreNoSketch_RefusedBeforeAnythingIsAdded()
    {
        var sketch = Of([1, 2]);
        SketchFigures[] bad =
        [
            new() { Buckets = [1, 2], Counts = [1] },
            new() { Buckets = [1, 2], Counts = [1, -1] },
            new() { Buckets = [1, int.MaxValue], Counts = [1, 1] },
            new() { Buckets = [-231], Counts = [1] },
            new() { Buckets = [923], Counts = [1] },
        ];
        foreach (var figures in bad)
            Should.Throw<ArgumentException>(() => sketch.Add(figures));
        sketch.Count.ShouldBe(2);
        sketch.ToFigures().Counts.Sum().ShouldBe(2);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Quantile_NoQuantile_Refused(double q) => Should.Throw<ArgumentOutOfRangeException>(() => Of([1]).Quantile(q));

    [Fact]
    public void Clear_ThenQuantile_IsNull()
    {
        var sketch = Of([1, 2, 3]);
        sketch.Clear();
        sketch.Quantile(0.5).ShouldBeNull();
        sketch.Count.ShouldBe(0);
        sketch.ToFigures().Buckets.ShouldBeEmpty();
    }

    private static DurationSketch Of(double[] seconds)
    {
        var sketch = new DurationSketch();
        foreach (var s in seconds)
            sketch.Add(s);
        return sketch;
    }
}
