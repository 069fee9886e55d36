using System.Globalization;
using System.Text.Json;
using StoreSensing.Edge.Core.Physiology.Filters;
using StoreSensing.Edge.Core.Physiology.Studies;

namespace StoreSensing.Edge.Core.Tests.Physiology.Studies;

/// <summary>The reference recordings of skin conductance and what NeuroKit2 and SciPy made of them.</summary>
internal sealed class GoldenStudies
{
    private readonly string _folder;
    private readonly JsonElement? _neurokit;
    private readonly JsonElement? _prominence;

    /// <summary>The golden results in a folder with <c>signals</c> and <c>golden</c>.</summary>
    public GoldenStudies(string folder)
    {
        _folder = folder;
        _neurokit = Json("neurokit_highpass_peaks_all.json");
        _prominence = Json("zero_phase_1hz_prominence_peaks.json");
        var signals = Path.Combine(folder, "signals");
        // A photosensor marks events; it is no skin.
        Recordings = Directory.Exists(signals)
            ? [.. Directory.GetFiles(signals, "*hz.csv").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!]
            : [];
    }

    /// <summary>The recordings' names.</summary>
    public IReadOnlyList<string> Recordings { get; }

    public Recording Read(string recording)
    {
        var path = Path.Combine(_folder, "signals", recording + ".csv");
        return RecordingFile.Parse(Path.GetFileName(path), File.ReadLines(path));
    }

    /// <summary>The filters that NeuroKit2 used on a recording, with their steady states.</summary>
    public IEnumerable<GoldenFilter> Filters(string recording) => Own(recording) is not { } own
        ? []
        : own.GetProperty("filters").EnumerateObject().Select(f => new GoldenFilter(
            f.Name.StartsWith("highpass", StringComparison.Ordinal),
            f.Value.GetProperty("order").GetInt32(),
            f.Value.GetProperty("cut").GetDouble(),
            own.GetProperty("sampling_rate").GetDouble(),
            Numbers(f.Value.GetProperty("sos")),
            Numbers(f.Value.GetProperty("sosfilt_zi")),
            f.Value.GetProperty("sosfiltfilt_padlen").GetInt32()));

    /// <summary>NeuroKit2's responses in a recording, by each of its thresholds.</summary>
    public IEnumerable<GoldenScrs> Scrs(string recording)
    {
        if (Own(recording) is { } own)
        {
            var peaks = own.GetProperty("decompositions").GetProperty("highpass").GetProperty("peaks").GetProperty("neurokit");
            yield return new GoldenScrs("relative, whole", 0, new ScrStudyOptions(), peaks, "SCR_Onsets", "SCR_Peaks", "SCR_Recovery", "SCR_Amplitude");
        }
        if (Of(_neurokit, recording) is not { } all)
            yield break;
        foreach (var variant in all.EnumerateObject().Where(v => v.Name == "default_relative" || v.Name.StartsWith("amplitude>=", StringComparison.Ordinal)))
        {
            var options = variant.Name == "default_relative"
                ? new ScrStudyOptions()
                : new ScrStudyOptions { RelativeProminence = 0, LeastAmplitude = Number(variant.Name["amplitude>=".Length..]) };
            yield return new GoldenScrs(variant.Name, all.GetProperty("offset_samples").GetInt32(), options, variant.Value, "onsets", "peaks", "half_recovery", "amplitude");
        }
    }

    /// <summary>Peaks of the zero-phase 1 Hz low-passed recording, by each of their least prominences.</summary>
    public IEnumerable<GoldenProminences> Prominences(string recording)
    {
        if (Of(_prominence, recording) is not { } all)
            return [];
        return all.EnumerateObject().Where(v => v.Name.StartsWith("prominence>=", StringComparison.Ordinal)).Select(v => new GoldenProminences(
            all.GetProperty("offset_samples").GetInt32(), Number(v.Name["prominence>=".Length..]), Places(v.Value, "peaks"), Places(v.Value, "onsets"), Numbers(v.Value.GetProperty("prominence")), Numbers(v.Value.GetProperty("trough_to_peak"))));
    }

    /// <summary>How far the signals of a study lie from NeuroKit2's, µS: sample by sample where those are there, otherwise by what is known about them.</summary>
    public IEnumerable<(string Signal, double Error)> SignalErrors(string recording)
    {
        var read = Read(recording);
        if (Own(recording) is { } own)
        {
            var study = ScrStudy.Analyse(read.Microsiemens.Span, read.SamplesPerSecond, new ScrStudyOptions());
            var highPass = own.GetProperty("decompositions").GetProperty("highpass");
            foreach (var error in Statistics(study.Tonic.ToArray(), highPass.GetProperty("tonic")))
                yield return ("tonic", error);
            foreach (var error in Statistics(study.Phasic.ToArray(), highPass.GetProperty("phasic")))
                yield return ("phasic", error);
            foreach (var error in SampleBySample(recording, study))
                yield return error;
        }
        if (Of(_neurokit, recording) is { } all)
        {
            var study = ScrStudy.Analyse(read.Microsiemens.Span[all.GetProperty("offset_samples").GetInt32()..], read.SamplesPerSecond, new ScrStudyOptions());
            foreach (var error in Statistics(study.Tonic.ToArray(), all.GetProperty("tonic")))
                yield return ("tonic", error);
            yield return ("phasic", Math.Abs(Deviation(study.Phasic.ToArray()) - all.GetProperty("phasic_sd").GetDouble()));
        }
    }

    private IEnumerable<(string Signal, double Error)> SampleBySample(string recording, StudyResult study)
    {
        var path = Path.Combine(_folder, "golden", recording + "_signals.csv");
        if (!File.Exists(path))
            yield break;
        var rows = File.ReadLines(path).Select(line => line.Split(',')).ToList();
        foreach (var (column, signal, samples) in new[] { ("clean", "clean", study.Clean), ("highpass_tonic", "tonic", study.Tonic), ("highpass_phasic", "phasic", study.Phasic) })
        {
            var at = Array.IndexOf(rows[0], column);
            if (rows.Count - 1 != samples.Length)
                yield return (signal, double.PositiveInfinity);
            else
                yield return (signal, rows.Skip(1).Select((row, i) => Math.Abs(Number(row[at]) - samples.Span[i])).Max());
        }
    }

    private static IEnumerable<double> Statistics(double[] signal, JsonElement golden) => golden.EnumerateObject().Select(figure => Math.Abs(figure.Value.GetDouble() - figure.Name switch
    {
        "mean" => signal.Average(),
        "sd" => Deviation(signal),
        "first" => signal[0],
        "last" => signal[^1],
        "min" => signal.Min(),
        "max" => signal.Max(),
        _ => throw new InvalidDataException($"no such statistic: {figure.Name}"),
    }));

    private static double Deviation(double[] signal)
    {
        var mean = signal.Average();
        return Math.Sqrt(signal.Sum(v => (v - mean) * (v - mean)) / (signal.Length - 1));
    }

    private JsonElement? Own(string recording) => Json(recording + ".json");

    private JsonElement? Json(string file)
    {
        var path = Path.Combine(_folder, "golden", file);
        if (!File.Exists(path))
            return null;
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return json.RootElement.Clone();
    }

    private static JsonElement? Of(JsonElement? all, string recording) => all is { } a && a.TryGetProperty(recording, out var own) ? own : null;

    private static int[] Places(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(v => (int)v.GetDouble())];

    private static double[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().SelectMany(v => v.ValueKind == JsonValueKind.Array ? Numbers(v) : [v.GetDouble()])];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A filter as SciPy designs it: rows b0 b1 b2 1 a1 a2, steady states, padding.</summary>
internal sealed record GoldenFilter(bool High, int Order, double CutoffHz, double SamplesPerSecond, double[] Rows, double[] SteadyStates, int PadLength)
{
    public SecondOrderSection[] Design() => High ? Butterworth.HighPass(Order, CutoffHz, SamplesPerSecond) : Butterworth.LowPass(Order, CutoffHz, SamplesPerSecond);

    /// <summary>The greatest relative difference of a coefficient or steady state.</summary>
    public double WorstError()
    {
        var sections = Design();
        double[] rows = [.. sections.SelectMany(s => new[] { s.B0, s.B1, s.B2, 1, s.A1, s.A2 })];
        double[] steady = [.. SosFilter.SteadyState(sections).SelectMany(s => new[] { s.First, s.Second })];
        return rows.Length == Rows.Length && new ZeroPhase(sections).PadLength == PadLength
            ? rows.Concat(steady).Zip(Rows.Concat(SteadyStates), (measured, golden) => Math.Abs(measured - golden) / Math.Max(Math.Abs(golden), 1e-300)).Max()
            : double.PositiveInfinity;
    }
}

/// <summary>NeuroKit2's responses, at positions in the whole recording.</summary>
internal sealed class GoldenScrs(string variant, int offset, ScrStudyOptions options, JsonElement golden, string onsets, string peaks, string recoveries, string amplitudes)
{
    private readonly int?[] _onsets = Places(golden, onsets);
    private readonly int?[] _peaks = Places(golden, peaks);
    private readonly int?[] _recoveries = Places(golden, recoveries);
    private readonly double?[] _amplitudes = [.. golden.GetProperty(amplitudes).EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? (double?)null : v.GetDouble())];

    public string Variant { get; } = variant;

    public int Count => _peaks.Length;

    /// <summary>What differs, or null.</summary>
    public string? Difference(Recording recording)
    {
        var scrs = ScrStudy.Analyse(recording.Microsiemens.Span[offset..], recording.SamplesPerSecond, options).Scrs;
        if (!scrs.Select(s => (int?)s.Peak + offset).SequenceEqual(_peaks))
            return $"{scrs.Count} peaks for {_peaks.Length}";
        if (!scrs.Select(s => s.Onset + offset).SequenceEqual(_onsets))
            return "onsets differ";
        if (!scrs.Select(s => s.HalfRecovery + offset).SequenceEqual(_recoveries))
            return "half-recoveries differ";
        return scrs.Zip(_amplitudes).All(p => p.First.Amplitude is { } a ? Math.Abs(a - p.Second!.Value) < 1e-6 : p.Second is null) ? null : "amplitudes differ";
    }

    private static int?[] Places(JsonElement golden, string name) =>
        [.. golden.GetProperty(name).EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? (int?)null : (int)v.GetDouble())];
}

/// <summary>SciPy's prominent peaks of the zero-phase 1 Hz low-passed recording, at positions in the whole recording.</summary>
internal sealed record GoldenProminences(int Offset, double Least, int[] Peaks, int[] Onsets, double[] Prominence, double[] TroughToPeak)
{
    /// <summary>What differs, or null.</summary>
    public string? Difference(Recording recording)
    {
        var reference = ZeroPhaseReference.Find(recording.Microsiemens.Span[Offset..], recording.SamplesPerSecond, Least);
        if (!reference.Select(p => p.Peak + Offset).SequenceEqual(Peaks))
            return $"{reference.Count} peaks for {Peaks.Length}";
        if (!reference.Select(p => p.Onset + Offset).SequenceEqual(Onsets))
            return "onsets differ";
        // They are stored to nine digits after the point.
        return reference.Zip(Prominence, (p, golden) => Math.Abs(p.Prominence - golden)).Concat(reference.Zip(TroughToPeak, (p, golden) => Math.Abs(p.TroughToPeak - golden))).All(e => e < 6e-10)
            ? null
            : "prominences or amplitudes differ";
    }
}
