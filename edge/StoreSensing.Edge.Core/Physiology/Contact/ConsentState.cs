namespace StoreSensing.Edge.Core.Physiology.Contact;

/// <summary>Whether the person who touches the electrodes consents. Consent is for one contact: it ends when they let go.</summary>
internal sealed class ConsentState(bool asks)
{
    /// <summary>Consent given before the sensor is taken holds for this long, seconds.</summary>
    public const double HoldsSeconds = 120;

    private bool _given = !asks;
    private double _heldUntil = double.NegativeInfinity;
    private string? _heldStudy;

    /// <summary>The present contact may be evaluated.</summary>
    public bool IsGiven => _given;

    /// <summary>The study that it was given for.</summary>
    public string? Study { get; private set; }

    /// <summary>Given, or taken back, while somebody is there or nobody.</summary>
    public void Set(bool given, string? study, bool isHeld, double now)
    {
        (_heldUntil, _heldStudy) = given && !isHeld ? (now + HoldsSeconds, study) : (double.NegativeInfinity, null);
        if (isHeld)
            (_given, Study) = (given, given ? study : null);
    }

    /// <summary>Somebody takes the sensor.</summary>
    public void Touched(double now)
    {
        if (now > _heldUntil)
            return;
        (_given, Study) = (true, _heldStudy);
        (_heldUntil, _heldStudy) = (double.NegativeInfinity, null);
    }

    /// <summary>They let go.</summary>
    public void Released() => (_given, Study) = (!asks, null);
}
