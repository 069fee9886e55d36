using StoreSensing.Configuration;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>What the profile <c>strict</c> can't tell is refused, so that nobody waits for it.</summary>
internal static class StrictChecks
{
    private const int LeastWindow = 900;
    private const double LeastEpsilon = 0.1;

    public static void Apply(ConfigSection root, EdgeConfig config)
    {
        if (!config.Profile.IsStrict)
        {
            if (config.StrictIsGiven)
                root.RefuseAt("strict", $"belongs to the profile strict, and privacy is {config.Privacy}: set 'privacy: strict', or take the section out");
            return;
        }
        if (config.WindowSeconds < LeastWindow)
            root.RefuseAt("windowSeconds", $"must be at least {LeastWindow} with the profile strict: in shorter windows single people come and go, and every window adds noise");
        if (config.Queues.Count > 0)
            root.RefuseAt("queues", "the profile strict tells no queues: who stands in line at a moment is a single person's matter. Use standard, or take the queues out");
        if (!config.IsNoisy)
            return;
        if (config.Strict.EpsilonPerDay < LeastEpsilon)
            root.RefuseAt("strict.epsilonPerDay", $"must be at least {LeastEpsilon}, or 0 for no noise: below it noise drowns the visits of any shop");
        NotWithNoise(root, "displays", "attention", config.Displays.Count > 0);
        NotWithNoise(root, "expression", "expressions", config.Expression is not null);
        NotWithNoise(root, "skinConductance", "skin conductance", config.SkinConductance is not null);
    }

    private static void NotWithNoise(ConfigSection root, string key, string what, bool isGiven)
    {
        if (isGiven)
            root.RefuseAt(key, $"the profile strict with noise tells no {what}: what leaves without noise would make its ε untrue. Set strict.epsilonPerDay to 0, use standard, or take {key} out");
    }
}
