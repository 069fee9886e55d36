namespace StoreSensing.Edge.Core.Physiology.Contact;

/// <summary>Whether the person who touches the electrodes consents. Consent and refusal are for one contact: they end when they let go.</summary>
internal sealed class ConsentState(bool asks)
{
    /// <summary>What is said before the sensor is taken holds for this long, seconds.</summary>
    public const double HoldsSeconds = 120;

    private bool _given = !asks;
    private (bool Given, string? Study, double Until)? _said;

    /// <summary>The present contact may be evaluated.</summary>
    public bool IsGiven => _given;

    /// <summary>The study that it was given for.</summary>
    public string? Study { get; private set; }

    /// <summary>Given, or taken back, while somebody is there or nobody.</summary>
    public void Set(bool given, string? study, bool isHeld, double now)
    {
        _said = isHeld ? null : (given, study, now + HoldsSeconds);
        if (isHeld)
            (_given, Study) = (given, given ? study : null);
    }

    /// <summary>Somebody takes the sensor.</summary>
    public void Touched(double now)
    {
        if (_said is { } said && now <= said.Until)
            (_given, Study) = (said.Given, said.Given ? said.Study : null);
        _said = null;
    }

    /// <summary>They let go.</summary>
    public void Released() => (_given, Study) = (!asks, null);
}
