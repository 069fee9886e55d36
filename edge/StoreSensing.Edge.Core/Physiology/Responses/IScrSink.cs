namespace StoreSensing.Edge.Core.Physiology.Responses;

/// <summary>Who is told about responses.</summary>
internal interface IScrSink
{
    /// <summary>What became known.</summary>
    void Add(in ScrEvent response);

    /// <summary>A rise was confirmed at this time, seconds: the moment that counts for rates, because it is known soon and always equally late.</summary>
    void Rose(double seconds);
}
