namespace StoreSensing.Contracts.Statistics;

/// <summary>How a face looks, as far as it is told; also the order of counts and shares everywhere.</summary>
public enum ExpressionClass
{
    /// <summary>Happy.</summary>
    Positive,

    /// <summary>Neutral.</summary>
    Neutral,

    /// <summary>Angry, disgusted, fearful or sad.</summary>
    Negative,

    /// <summary>Surprised.</summary>
    Surprise,

    /// <summary>Too unsure to tell: a decision, never the truth.</summary>
    Abstained,
}
