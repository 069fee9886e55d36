namespace StoreSensing.Edge.Agent.Studies.Report;

/// <summary>The report's words in one language.</summary>
internal sealed partial record ReportTexts
{
    public required string Code { get; init; }

    public required ReportNumbers Numbers { get; init; }

    public required string Title { get; init; }

    public required string Duration { get; init; }

    public required string Rate { get; init; }

    public required string PerSecond { get; init; }

    public required string Samples { get; init; }

    public required string Missing { get; init; }

    public required string CleanContact { get; init; }

    public required string Responses { get; init; }

    public required string PerCleanMinute { get; init; }

    public required string Method { get; init; }

    public required string Live { get; init; }

    public required string Neurokit { get; init; }

    public required string Threshold { get; init; }

    public required string RelativeThreshold { get; init; }

    public required string Signal { get; init; }

    public required string Level { get; init; }

    public required string Arousal { get; init; }

    public required string ArousalUnit { get; init; }

    public required string ArousalMeans { get; init; }

    public required string NoContact { get; init; }

    public required string Settling { get; init; }

    public required string Artefact { get; init; }

    public required string NotJudged { get; init; }

    public required string NotSaid { get; init; }

    public required string UncleanResponse { get; init; }

    public required string PlotLabel { get; init; }

    public required string NothingClean { get; init; }

    public required string InDetail { get; init; }

    public required string Windows { get; init; }

    public required string Start { get; init; }

    public required string Clean { get; init; }

    public required string MeanLevel { get; init; }

    public required string Slope { get; init; }

    public required string PerMinute { get; init; }

    public required string AmplitudeSum { get; init; }

    public required string AmplitudeMean { get; init; }

    public required string Abstained { get; init; }

    public required string Because { get; init; }

    public required string ReasonShortHistory { get; init; }

    public required string ReasonArtefact { get; init; }

    public required string ReasonFrozen { get; init; }

    public required string UnknownIsNotZero { get; init; }

    public required string CanSayTitle { get; init; }

    public required IReadOnlyList<string> CanSay { get; init; }

    public required string MethodsTitle { get; init; }

    public required IReadOnlyList<string> LiveMethods { get; init; }

    public required IReadOnlyList<string> NeurokitMethods { get; init; }

    public required IReadOnlyList<string> SharedMethods { get; init; }

    public required string SourcesTitle { get; init; }

    /// <summary>What is cited, the same in every language.</summary>
    public static IReadOnlyList<string> Sources { get; } =
    [
        "Boucsein W. (2012). Electrodermal Activity, 2nd ed. Springer. doi:10.1007/978-1-4614-1126-0",
        "Kleckner I. R. et al. (2018). Simple, transparent, and flexible automated quality assessment procedures for ambulatory electrodermal activity data. IEEE Transactions on Biomedical Engineering 65(7), 1460–1467. doi:10.1109/TBME.2017.2758643",
        "Makowski D. et al. (2021). NeuroKit2: A Python toolbox for neurophysiological signal processing. Behavior Research Methods 53, 1689–1696. doi:10.3758/s13428-020-01516-y",
    ];

    /// <summary>The words of a language that the command knows.</summary>
    public static ReportTexts Of(string language) => language == "it" ? Italian : English;
}
