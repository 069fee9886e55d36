namespace StoreSensing.Contracts.Wire;

/// <summary>Where a carried sensor is now. Topic <c>…/set/location</c>.</summary>
public sealed record LocationMessage
{
    /// <summary><c>location/1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary>The sensor's id.</summary>
    public required string Sensor { get; init; }

    /// <summary>The zone it is in; null: in none that is measured.</summary>
    public required string? Zone { get; init; }
}

/// <summary>Whether whoever holds a sensor agreed to be measured. Topic <c>…/set/consent</c>. It tells nothing about who that is.</summary>
public sealed record ConsentMessage
{
    /// <summary><c>consent/1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary>The sensor's id.</summary>
    public required string Sensor { get; init; }

    /// <summary>False: nothing is measured from now on.</summary>
    public required bool Consent { get; init; }

    /// <summary>The opaque id of the study that the figures belong to; null: to none.</summary>
    public required string? Study { get; init; }
}
