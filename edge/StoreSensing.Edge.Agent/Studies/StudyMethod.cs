namespace StoreSensing.Edge.Agent.Studies;

/// <summary>How level and responses are found. Contact, artefacts and arousal always come from the live chain: NeuroKit2 has none of them.</summary>
internal enum StudyMethod
{
    /// <summary>As on the device: causal, step by step.</summary>
    Live,

    /// <summary>NeuroKit2's, over the whole recording at once.</summary>
    Neurokit,
}
