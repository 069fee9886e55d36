using StoreSensing.Edge.Core.Physiology.Studies;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Core.Tests.Physiology.Studies;

public class ParityTests
{
    private static readonly GoldenStudies Golden = new(Path.Combine(ReferenceData.Folder, "data", "eda"));

    // An empty theory would fail where the reference data are absent; this one is skipped.
    public static TheoryData<string> Recordings => Golden.Recordings.Count > 0 ? [.. Golden.Recordings] : ["none"];

    [SkippableTheory]
    [MemberData(nameof(Recordings))]
    public void Analyse_RealRecording_GivesNeuroKitsSignals(string recording)
    {
        Known(recording);

        foreach (var (signal, error) in Golden.SignalErrors(recording))
            error.ShouldBeLessThan(1e-6, signal);
    }

    [SkippableTheory]
    [MemberData(nameof(Recordings))]
    public void Analyse_RealRecording_GivesNeuroKitsOnsetsPeaksAndHalfRecoveries(string recording)
    {
        Known(recording);
        var read = Golden.Read(recording);

        foreach (var scrs in Golden.Scrs(recording))
            scrs.Difference(read).ShouldBeNull(scrs.Variant);
    }

    [SkippableTheory]
    [MemberData(nameof(Recordings))]
    public void PeakFinding_ZeroPhaseReference_GivesSciPysPeaks(string recording)
    {
        Known(recording);
        var read = Golden.Read(recording);

        foreach (var prominences in Golden.Prominences(recording))
            prominences.Difference(read).ShouldBeNull($"prominence {prominences.Least}");
    }

    [SkippableTheory]
    [MemberData(nameof(Recordings))]
    public void Analyse_RealRecording_HoldsTogether(string recording)
    {
        Known(recording);
        var read = Golden.Read(recording);

        var study = ScrStudy.Analyse(read.Microsiemens.Span, read.SamplesPerSecond, new ScrStudyOptions());

        study.Phasic.Length.ShouldBe(read.Microsiemens.Length);
        study.IsCleaned.ShouldBe(read.SamplesPerSecond > 6);
        study.Scrs.ShouldNotBeEmpty();
        study.Scrs.ShouldAllBe(s => s.Onset == null || s.Onset < s.Peak);
        study.Scrs.ShouldAllBe(s => s.HalfRecovery == null || s.HalfRecovery > s.Peak);
        study.Scrs.Zip(study.Scrs.Skip(1)).ShouldAllBe(p => p.First.Peak < p.Second.Onset);
    }

    [SkippableFact]
    public void Golden_Files_AreCompared()
    {
        Known("nk_eventrelated_100hz");

        Golden.Recordings.Count(r => Golden.Scrs(r).Any()).ShouldBeGreaterThanOrEqualTo(20);
        Golden.Recordings.Count(r => Golden.Prominences(r).Any()).ShouldBeGreaterThanOrEqualTo(20);
        Golden.SignalErrors("nk_eventrelated_100hz").Select(e => e.Signal).Distinct().ShouldBe(["tonic", "phasic", "clean"], ignoreOrder: true);
    }

    private static void Known(string recording) => ReferenceData.File("data", "eda", "signals", recording + ".csv");
}
