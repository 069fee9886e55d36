using StoreSensing.Edge.Agent.Studies;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology;
using StoreSensing.Edge.Core.Physiology.Arousal;
using StoreSensing.Edge.Core.Physiology.Contact;
using StoreSensing.Edge.Core.Physiology.Responses;

namespace StoreSensing.Edge.Agent.Tests.Studies;

public class LaneRecordTests
{
    [Fact]
    public void Response_ConfirmedOrTakenBack_KeepsTheConfirmedOnes()
    {
        var record = new LaneRecord();

        Tell(record, 1, ScrEventKind.Provisional, 10, 0.05);
        Tell(record, 1, ScrEventKind.Final, 11, 0.3);
        Tell(record, 2, ScrEventKind.Provisional, 20, 0.05);
        Tell(record, 2, ScrEventKind.Retracted, 20, 0.05);
        Tell(record, 3, ScrEventKind.Provisional, 30, 0.05);
        Tell(record, 4, ScrEventKind.Provisional, 40, 0.05);
        Tell(record, 4, ScrEventKind.Final, 41, 0.4);
        Tell(record, 4, ScrEventKind.Retracted, 41, 0.4);

        record.Scrs.Select(s => (s.PeakSeconds, s.Amplitude)).ShouldBe([(11, 0.3)]);
    }

    [Fact]
    public void Response_NumbersBeginAnewWithEachContact_AreDifferentResponses()
    {
        var record = new LaneRecord();

        foreach (var start in (int[])[0, 100])
        {
            Tell(record, 1, ScrEventKind.Provisional, start + 10, 0.05);
            Tell(record, 1, ScrEventKind.Final, start + 11, 0.3);
        }
        Tell(record, 1, ScrEventKind.Retracted, 111, 0.3);

        record.Scrs.Select(s => s.PeakSeconds).ShouldBe([11]);
    }

    [Fact]
    public void Bands_ContactAndArtefacts_AreWhereTheyAre()
    {
        var record = new LaneRecord();
        record.Contact(ContactState.Settling, At(5));
        record.Contact(ContactState.Contact, At(15));
        for (var second = 15; second < 30; second++)
            record.Second(new ContactSecond(At(second), 5, second is < 20 or >= 25, 5, 0, 0, new ArousalScore(Abstention.ShortHistory, double.NaN, double.NaN, 0)));
        record.Contact(ContactState.None, At(38));
        record.Contact(ContactState.Silent, At(40));

        record.Bands(60).ShouldBe([new(BandKind.NoContact, 0, 5), new(BandKind.Settling, 5, 15), new(BandKind.Artefact, 20, 25), new(BandKind.NotJudged, 30, 38), new(BandKind.NoContact, 38, 60)]);
    }

    [Fact]
    public void Bands_TouchedFromTheStart_SettlesFromTheStart()
    {
        var record = new LaneRecord();
        record.Contact(ContactState.None, At(0.1));
        record.Contact(ContactState.Settling, At(0.6));

        record.Bands(8).ShouldBe([new(BandKind.Settling, 0, 8)]);
    }

    [Fact]
    public void Blocks_WithoutContact_BreakTheLine()
    {
        var record = new LaneRecord();
        record.Block(new SignalBlock(At(0.1), 0.001, ContactState.None, true));
        record.Block(new SignalBlock(At(0.2), 4, ContactState.Settling, false));
        record.Block(new SignalBlock(At(0.3), 5, ContactState.Contact, false));
        record.Block(new SignalBlock(At(0.4), double.PositiveInfinity, ContactState.Short, true));

        record.Blocks.Values.ToArray().ShouldBe([double.NaN, 4, 5, double.NaN]);
        record.Blocks.Seconds.ToArray().ShouldBe([0.1, 0.2, 0.3, 0.4]);
    }

    private static void Tell(LaneRecord record, long id, ScrEventKind kind, double peak, double amplitude) =>
        record.Response(new ScrEvent(id, kind, peak - 1, peak, amplitude, At(peak + 1)));

    private static FrameTime At(double seconds) => new(DateTimeOffset.UnixEpoch.AddSeconds(seconds), TimeSpan.FromSeconds(seconds));
}
