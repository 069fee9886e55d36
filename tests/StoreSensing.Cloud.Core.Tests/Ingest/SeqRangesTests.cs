using StoreSensing.Cloud.Core.Ingest;

namespace StoreSensing.Cloud.Core.Tests.Ingest;

public sealed class SeqRangesTests
{
    [Fact]
    public void Add_OutOfOrderWithRepeats_MergesToOneRange()
    {
        var set = new SeqRanges();
        foreach (var seq in new long[] { 3, 1, 5, 2, 4 })
            set.Add(seq).ShouldBeTrue();
        foreach (var seq in new long[] { 3, 1, 5, 2, 4 })
            set.Add(seq).ShouldBeFalse();
        set.Ranges.ShouldBe([new SeqRange(1, 5)]);
        set.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void Missing_HolesAndALateStart_AreNamed()
    {
        var set = new SeqRanges();
        foreach (var seq in new long[] { 3, 4, 8, 10 })
            set.Add(seq);
        set.Missing.ShouldBe([new SeqRange(1, 2), new SeqRange(5, 7), new SeqRange(9, 9)]);
    }

    [Fact]
    public void Add_AnyOrder_EqualsASet()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var set = new SeqRanges();
            var oracle = new HashSet<long>();
            for (var i = 0; i < 150; i++)
            {
                var seq = random.NextInt64(1, 200);
                set.Add(seq).ShouldBe(oracle.Add(seq));
            }
            set.Ranges.SelectMany(r => Enumerable.Range((int)r.First, (int)(r.Last - r.First + 1)).Select(x => (long)x)).ShouldBe(oracle.Order());
            new SeqRanges(set.Ranges).Ranges.ShouldBe(set.Ranges);
        }
    }

    [Fact]
    public void Add_TenThousandHoles_StaysBoundedAndKeepsTheNewest()
    {
        var set = new SeqRanges();
        for (var seq = 1L; seq <= 20_000; seq += 2)
            set.Add(seq);
        set.Ranges.Count.ShouldBe(SeqRanges.Capacity);
        set.Ranges[0].First.ShouldBe(1);
        set.Missing[^1].ShouldBe(new SeqRange(19_998, 19_998));
    }

    [Fact]
    public void Constructor_TouchingRanges_Throws() =>
        Should.Throw<ArgumentException>(() => new SeqRanges([new SeqRange(1, 2), new SeqRange(3, 4)])).Message.ShouldContain("ascending and apart");
}
