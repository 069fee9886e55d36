namespace StoreSensing.Edge.Agent.Studies.Report;

internal sealed partial record ReportTexts
{
    public static ReportTexts English { get; } = new()
    {
        Code = "en",
        Numbers = new ReportNumbers('.'),
        Title = "Skin conductance",
        Duration = "Duration",
        Rate = "Rate",
        PerSecond = "samples a second",
        Samples = "Samples",
        Missing = "missing",
        CleanContact = "Clean contact",
        Responses = "Responses",
        PerCleanMinute = "per clean minute",
        Method = "Method",
        Live = "live chain, as on the device",
        Neurokit = "NeuroKit2, whole recording",
        Threshold = "from {0} µS",
        RelativeThreshold = "from 10 % of the most prominent",
        Signal = "Skin conductance, µS",
        Level = "Level (tonic, SCL)",
        Arousal = "Arousal",
        ArousalUnit = "SD",
        ArousalMeans = "in standard deviations from the same contact’s own past",
        NoContact = "no contact",
        Settling = "settling",
        Artefact = "artefact",
        NotJudged = "end of a contact",
        NotSaid = "nothing said",
        UncleanResponse = "outside of clean contact, not counted",
        PlotLabel = "Skin conductance over {0}, {1} responses, {2} of clean contact",
        NothingClean = "Nobody touched the electrodes long enough: there is no clean second in this recording.",
        InDetail = "In detail: {0} a strip, each with its own scale of µS",
        Windows = "Windows of {0} s",
        Start = "Start",
        Clean = "Clean",
        MeanLevel = "Mean, µS",
        Slope = "Level’s slope, µS/min",
        PerMinute = "Per min",
        AmplitudeSum = "Amplitudes, sum, µS",
        AmplitudeMean = "Amplitudes, mean, µS",
        Abstained = "Not said",
        Because = "mostly because",
        ReasonShortHistory = "known for less than 3 min",
        ReasonArtefact = "disturbed",
        ReasonFrozen = "signal frozen",
        UnknownIsNotZero = "– is not known, which is not zero.",
        CanSayTitle = "What this can say, and what it can’t",
        CanSay =
        [
            "It shows how one person’s skin conductance changed within this recording. More and larger responses, and a rising level, mean that the sympathetic nervous system was more active: excitement, effort, a startle, pain and stress look alike.",
            "It is no comparison between people: level and amplitude depend on skin, electrodes, temperature and place. About 10 % of people hardly respond at all; few responses are no proof of calm.",
            "It is no diagnosis and no lie detector. Talking, moving, coughing and deep breaths cause responses, too. Arousal is said from three minutes of contact on, relative to what came before it.",
        ],
        MethodsTitle = "How it was done",
        LiveMethods =
        [
            "Signal: exact means over 100 ms (slower recordings: their samples). Responses: zero-phase Butterworth low-pass of 4th order at 1 Hz with 2 s of future, from trough to peak, rise and fall of at least 0.05 µS (Boucsein 2012); half-recovery is read off the signal.",
            "Level: zero-phase Butterworth low-pass of 2nd order at 0.05 Hz, from a minute of past and 10 s of future. All of it is what the device would have said at the time.",
        ],
        NeurokitMethods =
        [
            "Signal: zero-phase Butterworth low-pass of 4th order at 3 Hz (above 6 samples a second). Split at 0.05 Hz into level and responses (high-pass, BIOPAC’s); peaks by NeuroKit2’s method neurokit (Makowski et al. 2021).",
            "It looks at the whole recording at once: no device could say this live. Missing samples take the value before them.",
        ],
        SharedMethods =
        [
            "Responses, level and what they mean: Boucsein 2012. Artefacts: outside of 0.05–60 µS, or changing by more than 10 µS/s, with 5 s on either side (Kleckner et al. 2018). The first 10 s of a contact are left out while skin and electrodes settle, and its last 10 s, which the live chain has no time left to judge.",
            "Contact, artefacts and arousal are the live chain’s with either method. A response belongs to the window of its peak; rates count clean minutes only.",
        ],
        SourcesTitle = "Sources",
    };
}
