using StoreSensing.Edge.Core.Physiology.Contact;

namespace StoreSensing.Edge.Core.Tests.Physiology.Contact;

public sealed class ConsentStateTests
{
    [Fact]
    public void Set_DuringTheContact_HoldsUntilItEnds()
    {
        var consent = new ConsentState(asks: true);
        consent.IsGiven.ShouldBeFalse();

        consent.Set(true, "walk-7", isHeld: true, 10);

        (consent.IsGiven, consent.Study).ShouldBe((true, "walk-7"));
        consent.Released();
        (consent.IsGiven, consent.Study).ShouldBe((false, null));
    }

    [Theory]
    [InlineData(119, true)]
    [InlineData(121, false)]
    public void Touched_AfterConsent_HoldsForTwoMinutes(double later, bool given)
    {
        var consent = new ConsentState(asks: true);
        consent.Set(true, "walk-7", isHeld: false, 1000);

        consent.Touched(1000 + later);

        consent.IsGiven.ShouldBe(given);
    }

    [Fact]
    public void Touched_NextContact_NeedsConsentAnew()
    {
        var consent = new ConsentState(asks: true);
        consent.Set(true, null, isHeld: false, 0);
        consent.Touched(1);
        consent.Released();

        consent.Touched(2);

        consent.IsGiven.ShouldBeFalse();
    }

    [Fact]
    public void Touched_AfterARefusal_IsRefused()
    {
        var consent = new ConsentState(asks: false);
        consent.Set(false, null, isHeld: false, 100);

        consent.Touched(130);

        consent.IsGiven.ShouldBeFalse();
        consent.Released();
        consent.Touched(200);
        consent.IsGiven.ShouldBeTrue();
    }

    [Fact]
    public void Set_TakenBackWhereTouchingIsConsent_HoldsForThisContactOnly()
    {
        var consent = new ConsentState(asks: false);

        consent.Set(false, null, isHeld: true, 0);

        consent.IsGiven.ShouldBeFalse();
        consent.Released();
        consent.IsGiven.ShouldBeTrue();
    }
}
