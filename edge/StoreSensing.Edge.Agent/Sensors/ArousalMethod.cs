using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Physiology.Arousal;

namespace StoreSensing.Edge.Agent.Sensors;

/// <summary>How arousal is worked out, as others are told.</summary>
internal static class ArousalMethod
{
    public static ArousalDescription Description { get; } = new()
    {
        Method = "level and responses against the same contact's last ten minutes; elevated by logistic regression",
        ElevatedFrom = ArousalLimits.ElevatedFrom,
        WindowSeconds = ArousalLimits.FeatureSeconds,
    };
}
