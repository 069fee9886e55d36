using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;

namespace StoreSensing.Cloud.Storage.Tests;

/// <summary>Folded rows answer as windows do, whatever came late, was deleted or is not folded yet.</summary>
public abstract partial class MetricStoreContract
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 9, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LongAfter = Monday.AddDays(30);

    [Fact]
    public void RollUpSlice_EveryKind_AnswersStayTheSameWithFewerRows()
    {
        Store.Append([.. new RandomShop(7).Messages(Monday, 400)], Now);
        FoldAll();
        var range = new TimeRange(Monday, Monday.AddDays(3));
        Store.Zones(Berlin, range, coarsest: RollUpLadder.Coarsest).Count().ShouldBeLessThan(Store.Zones(Berlin, range).Count() / 20);
        AnswersAgree(range);
        AnswersAgree(new TimeRange(Monday.AddMinutes(17.5), Monday.AddHours(31.2)));
        AnswersAgree(new TimeRange(Monday.AddHours(3), Monday.AddHours(5)));
    }

    [Fact]
    public void RollUpSlice_LateMessageIntoAFoldedBucket_CountsAtOnceAndAfterFolding()
    {
        var inTime = new RandomShop(8).Messages(Monday, 200).ToList();
        Store.Append(inTime, Now);
        FoldAll();
        var windows = inTime.OfType<AcceptedMetric>().Select(m => m.Message.WindowStart).ToHashSet();
        Store.Append([.. new RandomShop(9).Messages(Monday.AddHours(2), 20).OfType<AcceptedMetric>().Where(m => !windows.Contains(m.Message.WindowStart))], Now);
        AnswersAgree(new TimeRange(Monday, Monday.AddDays(2)));
        FoldAll();
        AnswersAgree(new TimeRange(Monday, Monday.AddDays(2)));
    }

    [Fact]
    public void RollUpSlice_BucketThatHasNotEnded_IsLeftAlone()
    {
        Store.Append([.. new RandomShop(10).Messages(Monday, 50)], Now);
        while (Store.RollUpSlice(Monday.AddHours(1)))
        {
        }
        var range = new TimeRange(Monday, Monday.AddHours(1));
        Store.Zones(Berlin, range, coarsest: RollUpLadder.Coarsest).ShouldAllBe(r => r.Window.Start < Monday.AddHours(1));
        var later = new TimeRange(Monday.AddHours(1), Monday.AddDays(1));
        Store.Zones(Berlin, later, coarsest: RollUpLadder.Coarsest).ShouldAllBe(r => r.Window.Windows == 1 && r.Window.Seconds == 60);
        AnswersAgree(new TimeRange(Monday, Monday.AddDays(1)));
    }

    [Fact]
    public void Expire_InTheMiddleOfADay_NothingOlderIsLeftInFolds()
    {
        Store.Append([.. new RandomShop(11).Messages(Monday, 400)], Now);
        FoldAll();
        var before = Monday.AddHours(29.3);
        Store.Expire(Expiry.Of(before)).Verified.ShouldBeTrue();
        FoldAll();
        var all = new TimeRange(Monday, Monday.AddDays(3));
        Store.Zones(Berlin, all, coarsest: RollUpLadder.Coarsest).ShouldAllBe(r => r.Window.Start >= before);
        AnswersAgree(all);
    }

    private void FoldAll()
    {
        while (Store.RollUpSlice(LongAfter))
        {
        }
    }

    private void AnswersAgree(TimeRange range)
    {
        Answers.Zones(Store.Zones(Berlin, range, coarsest: RollUpLadder.Coarsest)).ShouldSayTheSameAs(Answers.Zones(Store.Zones(Berlin, range)));
        Answers.Lines(Store.Lines(Berlin, range, coarsest: RollUpLadder.Coarsest)).ShouldSayTheSameAs(Answers.Lines(Store.Lines(Berlin, range)));
        Answers.Heat([.. Store.Heat(Berlin, range, coarsest: RollUpLadder.Coarsest)]).ShouldSayTheSameAs(Answers.Heat([.. Store.Heat(Berlin, range)]));
        Answers.Expressions(Store.Expressions(Berlin, range, coarsest: RollUpLadder.Coarsest)).ShouldSayTheSameAs(Answers.Expressions(Store.Expressions(Berlin, range)));
        Answers.Flow(Store.Flow(Berlin, range, coarsest: RollUpLadder.Coarsest)).ShouldSayTheSameAs(Answers.Flow(Store.Flow(Berlin, range)));
        Answers.Queues(Store.Queues(Berlin, range, coarsest: RollUpLadder.Coarsest)).ShouldSayTheSameAs(Answers.Queues(Store.Queues(Berlin, range)));
        Answers.Occupancy(Store.Occupancy(Berlin, range, coarsest: RollUpLadder.Coarsest)).ShouldSayTheSameAs(Answers.Occupancy(Store.Occupancy(Berlin, range)));
        Answers.Attention(Store.Attention(Berlin, range, coarsest: RollUpLadder.Coarsest)).ShouldSayTheSameAs(Answers.Attention(Store.Attention(Berlin, range)));
        Answers.Arousal(Store.Arousal(Berlin, range, coarsest: RollUpLadder.Coarsest)).ShouldSayTheSameAs(Answers.Arousal(Store.Arousal(Berlin, range)));
    }
}
