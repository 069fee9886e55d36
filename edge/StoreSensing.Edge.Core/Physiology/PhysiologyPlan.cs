using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Core.Physiology;

/// <summary>What one skin-conductance sensor measures, and where.</summary>
public sealed record PhysiologyPlan
{
    /// <summary>The sensor's id.</summary>
    public required string Sensor { get; init; }

    /// <summary>Readings per second that its source means to give, 2 to 10,000.</summary>
    public required double NominalRate { get; init; }

    /// <summary>What turns its readings into µS.</summary>
    public required IFrontEnd FrontEnd { get; init; }

    /// <summary>Length of a window, seconds.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>The zone in which a fixed sensor stands; null: it is carried and nobody has said yet where it is.</summary>
    public string? Zone { get; init; }

    /// <summary>Nothing is evaluated until consent is given, for each contact anew; false where touching the sensor is the consent, as its notice says.</summary>
    public bool AsksConsent { get; init; } = true;

    /// <summary>The electrodes count as let go when nobody touches them for this long; after that it is somebody else.</summary>
    public TimeSpan LossAfter { get; init; } = TimeSpan.FromSeconds(3);
}
