using System.Text.Json;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;

namespace StoreSensing.Edge.Core.Tests.Anonymisation;

/// <summary>Attention on its way out.</summary>
public sealed class AttentionTests
{
    private readonly Anonymiser _standard = Make(PrivacyProfile.Standard);
    private int _number;
    private long _person;

    [Fact]
    public void Nobody_LooksLikeTooFew()
    {
        var figures = Publish(_standard, [], []).Displays.ShouldHaveSingleItem();
        (figures.FunnelWithheld, figures.AttentionWithheld, figures.InterestWithheld).ShouldBe(("below-threshold", "below-threshold", "below-threshold"));
        figures.ObservedSeconds.ShouldBe(60);
    }

    [Fact]
    public void Blocks_WaitEachForFivePeople()
    {
        // Five passed, four of them glanced: the funnel is told, the looks wait for a fifth.
        var first = Publish(_standard, [.. Enumerable.Range(0, 4).Select(_ => Looker(1)), Passer()], [Visit(InterestEnd.Lost), Visit(InterestEnd.Kept)]);
        var funnel = first.Displays[0].Funnel.ShouldNotBeNull();
        (funnel.Passed, funnel.Glanced, funnel.Stopped, funnel.Attended, funnel.Entered, funnel.AttendedAnyhow).ShouldBe((5, 4, 0, 0, 0, 0));
        (first.Displays[0].AttentionWithheld, first.Displays[0].InterestWithheld, first.Suppressed).ShouldBe(("below-threshold", "below-threshold", 2));

        // Of five visits one lost interest and three were cut: what is told of these parts would be one person's.
        var second = Publish(_standard, [Looker(1.5)], [.. Enumerable.Range(0, 3).Select(_ => Visit(InterestEnd.Cut))]);
        (second.Displays[0].FunnelWithheld, second.Displays[0].InterestWithheld).ShouldBe(("below-threshold", "below-threshold"));
        var looks = second.Displays[0].Attention.ShouldNotBeNull();
        (looks.Contributors, looks.Attended, looks.TotalSeconds, looks.Since).ShouldBe((5, 0, 0, first.WindowStart));

        var third = Publish(_standard, [], [.. Enumerable.Range(0, 4).Select(_ => Visit(InterestEnd.Lost)), Visit(InterestEnd.Cut), Visit(InterestEnd.Cut), Visit(InterestEnd.Kept)]);
        var interest = third.Displays[0].Interest.ShouldNotBeNull();
        (interest.Visits, interest.Lost, interest.Cut, interest.Since).ShouldBe((12, 5, 5, first.WindowStart));
        interest.LowShare.ShouldBeLessThan(interest.LostShare);
        interest.HighShare.ShouldBeGreaterThan(interest.LostShare);
    }

    [Fact]
    public void Funnel_EachStep_CountsThoseWhoDidEverythingBefore()
    {
        RawPasser all = Looker(3) with { Stopped = true, Entered = true };
        var funnel = Publish(_standard, [all, all with { Stopped = false }, all with { Entered = false }, all, all, Passer() with { Stopped = true }, Passer()], []).Displays[0].Funnel.ShouldNotBeNull();
        (funnel.Passed, funnel.Glanced, funnel.Stopped, funnel.Attended, funnel.Entered, funnel.AttendedAnyhow).ShouldBe((7, 5, 4, 4, 3, 5));
    }

    // Holding is a mean over those who attended: of four it would be one person's to whoever knows the other three.
    [Fact]
    public void Holding_OfFewWhoAttended_WaitsForMore()
    {
        var first = Publish(_standard, [Looker(1), Looker(1), Looker(1), Looker(4), Looker(6)], []).Displays[0].Attention.ShouldNotBeNull();
        (first.Contributors, first.Attended, first.TotalSeconds).ShouldBe((5, null, null));
        var second = Publish(_standard, [Looker(1), Looker(1), Looker(2), Looker(3), Looker(5)], []).Displays[0].Attention.ShouldNotBeNull();
        (second.Contributors, second.Attended, second.TotalSeconds).ShouldBe((5, 5, 20));
    }

    [Fact]
    public void Interest_AllCut_WaitsUntilSomethingIsKnown()
    {
        Publish(_standard, [], [.. Enumerable.Range(0, 6).Select(_ => Visit(InterestEnd.Cut))]).Displays[0].InterestWithheld.ShouldBe("below-threshold");
        Publish(_standard, [], [Visit(InterestEnd.Kept)]).Displays[0].Interest.ShouldNotBeNull().Visits.ShouldBe(7);
    }

    [Fact]
    public void Interest_FiveVisitsOfOnePerson_Wait()
    {
        var visit = Visit(InterestEnd.Kept);
        Publish(_standard, [], [visit, visit, visit, visit, visit]).Displays[0].InterestWithheld.ShouldBe("below-threshold");
    }

    [Fact]
    public void TrafficProfile_TellsNothing() =>
        Publish(Make(PrivacyProfile.Traffic), [.. Enumerable.Range(0, 20).Select(_ => Looker(3))], []).Displays[0].FunnelWithheld.ShouldBe("profile");

    private RawPasser Looker(double seconds) => new(++_person, 8, 6, seconds, seconds) { Glanced = true, Attended = seconds >= 2 };

    private RawPasser Passer() => new(++_person, 3, 0, 0, 0);

    private RawInterest Visit(InterestEnd end) => new(++_person, end, 4);

    private AttentionMessage Publish(Anonymiser anonymiser, IReadOnlyList<RawPasser> people, IReadOnlyList<RawInterest> visits)
    {
        var raw = RawFigures.Device(RawFigures.Window("cam", _number++) with { Attention = [new RawAttention("pane", people, visits)] });
        var message = anonymiser.Anonymise(raw).Single(m => m.Kind == MessageKind.Attention);
        WireSchemas.Validator(message.Kind).Problem(message.Payload.Span).ShouldBeNull();
        return JsonSerializer.Deserialize(message.Payload.Span, WireJson.Default.AttentionMessage)!;
    }

    private static Anonymiser Make(PrivacyProfile profile) => new("0123456789abcdef", profile, [RawFigures.Floor], []);
}
