namespace StoreSensing.Edge.Core.Faces;

/// <summary>The seven classes that networks tell apart. Each network has an order of its own.</summary>
internal enum BasicExpression
{
    Angry,
    Disgust,
    Fear,
    Happy,
    Sad,
    Surprise,
    Neutral,
}

/// <summary>From seven classes in a network's order to the four that are reported.</summary>
internal static class ExpressionGroups
{
    /// <summary>The order of FER2013, and of mini-XCEPTION and <c>emotion</c>, which were trained on it.</summary>
    public static readonly BasicExpression[] Fer2013 =
    [
        BasicExpression.Angry, BasicExpression.Disgust, BasicExpression.Fear, BasicExpression.Happy, BasicExpression.Sad, BasicExpression.Surprise, BasicExpression.Neutral,
    ];

    /// <summary>The order of opencv_zoo's FER MobileFaceNet.</summary>
    public static readonly BasicExpression[] MobileFaceNet =
    [
        BasicExpression.Angry, BasicExpression.Disgust, BasicExpression.Fear, BasicExpression.Happy, BasicExpression.Neutral, BasicExpression.Sad, BasicExpression.Surprise,
    ];

    /// <summary>Sums probabilities by group.</summary>
    public static Expression Sum(ReadOnlySpan<float> probabilities, ReadOnlySpan<BasicExpression> order)
    {
        var sum = default(Expression);
        for (var i = 0; i < order.Length; i++)
        {
            var p = probabilities[i];
            sum = order[i] switch
            {
                BasicExpression.Happy => sum with { Positive = sum.Positive + p },
                BasicExpression.Neutral => sum with { Neutral = sum.Neutral + p },
                BasicExpression.Surprise => sum with { Surprise = sum.Surprise + p },
                _ => sum with { Negative = sum.Negative + p },
            };
        }
        return sum;
    }

    /// <summary>As <see cref="Sum"/>, from logits.</summary>
    public static Expression SumOfLogits(ReadOnlySpan<float> logits, ReadOnlySpan<BasicExpression> order)
    {
        Span<float> probabilities = stackalloc float[order.Length];
        var most = float.NegativeInfinity;
        foreach (var logit in logits[..order.Length])
            most = MathF.Max(most, logit);
        var sum = 0f;
        for (var i = 0; i < order.Length; i++)
            sum += probabilities[i] = MathF.Exp(logits[i] - most);
        foreach (ref var p in probabilities)
            p /= sum;
        return Sum(probabilities, order);
    }
}
