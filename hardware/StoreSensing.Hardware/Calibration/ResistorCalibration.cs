using StoreSensing.Hardware.FrontEnds;

namespace StoreSensing.Hardware.Calibration;

/// <summary>Estimates a circuit's parameters from known resistors, by least squares of the relative error of conductance.</summary>
/// <remarks>
/// Grove: (cal, gain) from 100·cal − gain·r·(100 + 2G) = 1024·G, linear in both. Divider: Rref from G·Rref = 10⁶·V/(Vcc − V). Transimpedance:
/// Rf from G·Rf = 10⁶·V/0.5. Refuses what it can't stand for.
/// </remarks>
public static class ResistorCalibration
{
    /// <summary>Different resistors that are needed.</summary>
    public const int FewestResistors = 3;

    /// <summary>The largest resistor over the smallest, at least.</summary>
    public const double SmallestSpread = 3;

    /// <summary>The worst relative error that is accepted.</summary>
    public const double LargestResidual = 0.05;

    private const double SameResistor = 1.001;
    private const double LargestDeviation = 0.25; // of a resistor from its nominal value

    /// <summary>Resistors to try, ohms: they cover skin of 1 to 20 µS and are in every assortment (E12).</summary>
    public static IReadOnlyList<double> SuggestedOhms { get; } = [47e3, 100e3, 220e3, 470e3, 1e6];

    /// <summary>The circuit <paramref name="nominal"/> with parameters estimated from <paramref name="readings"/>.</summary>
    /// <exception cref="CalibrationException">Too few or too similar resistors, readings at a rail or out of order, or an implausible result.</exception>
    public static CalibrationFit Fit(IElectrodeCircuit nominal, IReadOnlyList<ResistorReading> readings)
    {
        var rises = nominal is GroveGsr; // voltage with resistance
        CheckReadings(nominal, readings, rises);
        IElectrodeCircuit circuit = nominal switch
        {
            GroveGsr grove => FitGrove(grove, readings),
            ResistiveDivider divider => FitDivider(divider, readings),
            Transimpedance amplifier => FitTransimpedance(amplifier, readings),
            _ => throw new ArgumentException($"{nominal.GetType().Name} can't be calibrated", nameof(nominal)),
        };
        var fit = CalibrationFit.Of(circuit, readings);
        if (!(fit.WorstRelativeError <= LargestResidual))
            throw Refuse($"the readings do not fit the circuit (the worst is off by {fit.WorstRelativeError * 100:0.#} %, {LargestResidual * 100:0} % is allowed); "
                + "is a resistor's value wrong, or a contact loose?");
        return fit;
    }

    private static void CheckReadings(IElectrodeCircuit nominal, IReadOnlyList<ResistorReading> readings, bool rises)
    {
        foreach (var reading in readings)
        {
            if (!(reading.Ohms > 0) || !double.IsFinite(reading.Volts))
                throw Refuse($"a reading of {reading.Volts} V with {reading.Ohms} Ω is none");
            if (reading.IsOpen && nominal is not GroveGsr)
                throw Refuse($"open electrodes say nothing about this circuit; take resistors only");
            if (reading.AtRail || IsAtEnd(nominal, reading.Volts))
                throw Refuse($"the reading with {reading.Resistor} ({reading.Volts:0.####} V) is at an end of the range; "
                    + $"take {(IsLow(nominal, reading.Volts) == rises ? "a larger resistor" : "a smaller resistor")}, or check the wiring");
        }
        var sorted = readings.OrderBy(r => r.Ohms).ToList();
        var different = 0;
        for (var i = 0; i < sorted.Count; i++)
            if (!sorted[i].IsOpen && (i == 0 || sorted[i].Ohms > sorted[i - 1].Ohms * SameResistor))
                different++;
        if (different < FewestResistors)
            throw Refuse($"{FewestResistors} different resistors are needed, {different} {(different == 1 ? "was" : "were")} read");
        var (smallest, largest) = (sorted[0], sorted.Last(r => !r.IsOpen));
        if (largest.Ohms < smallest.Ohms * SmallestSpread)
            throw Refuse($"the resistors lie too close together ({smallest.Resistor} to {largest.Resistor}): "
                + $"the largest must be at least {SmallestSpread:0} times the smallest");
        for (var i = 1; i < sorted.Count; i++)
            if (sorted[i].Ohms > sorted[i - 1].Ohms * SameResistor && (sorted[i].Volts - sorted[i - 1].Volts) * (rises ? 1 : -1) <= 0)
                throw Refuse($"{sorted[i].Resistor} read {sorted[i].Volts:0.####} V and {sorted[i - 1].Resistor} {sorted[i - 1].Volts:0.####} V, "
                    + $"but the voltage must {(rises ? "rise" : "fall")} with resistance; were two swapped?");
    }

    private static bool IsAtEnd(IElectrodeCircuit circuit, double volts) => circuit switch
    {
        // Its open-circuit value is what is to be found, so only zero and the supply are ends.
        GroveGsr grove => grove.Convert(volts).Rail == Edge.Core.Physiology.Readings.InputRail.Short || volts >= grove.SupplyVolts,
        _ => circuit.Convert(volts).Rail != Edge.Core.Physiology.Readings.InputRail.None,
    };

    private static bool IsLow(IElectrodeCircuit circuit, double volts) => volts < circuit.VoltsAt(circuit is GroveGsr ? 10 : 5);

    private static GroveGsr FitGrove(GroveGsr nominal, IReadOnlyList<ResistorReading> readings)
    {
        var (cal, gain) = (nominal.OpenCircuit, 1.0);
        // The equation divided by scale·(1024 + 2·gain·r) is the relative error; the divisor holds the gain, so it is solved a few times over.
        for (var round = 0; round < 8; round++)
        {
            double aa = 0, ab = 0, bb = 0, ac = 0, bc = 0;
            foreach (var reading in readings)
            {
                var g = reading.Microsiemens;
                var r = 1024 * reading.Volts / nominal.SupplyVolts;
                var weight = 1 / (CalibrationFit.Scale(reading) * (1024 + (2 * gain * r)));
                var (a, b, c) = (100 * weight, -r * (100 + (2 * g)) * weight, 1024 * g * weight);
                aa += a * a;
                ab += a * b;
                bb += b * b;
                ac += a * c;
                bc += b * c;
            }
            var determinant = (aa * bb) - (ab * ab);
            (cal, gain) = (((ac * bb) - (bc * ab)) / determinant, ((aa * bc) - (ab * ac)) / determinant);
            if (!double.IsFinite(cal) || !(gain > 0))
                break;
        }
        if (!(cal is >= 300 and <= 800))
            throw Refuse($"the open-circuit reading comes out at {cal:0} of 1024, and 300 to 800 is plausible; "
                + $"turn the board's potentiometer until open electrodes read {nominal.SupplyVolts / 2:0.00} V");
        if (!(gain is >= 0.85 and <= 1.18))
            throw Refuse($"readings would have to be multiplied by {gain:0.###}, and 0.85 to 1.18 is plausible; "
                + $"is the board supplied with {nominal.SupplyVolts:0.0#} V?");
        return new GroveGsr(nominal.SupplyVolts, cal, gain);
    }

    private static ResistiveDivider FitDivider(ResistiveDivider nominal, IReadOnlyList<ResistorReading> readings)
    {
        var ohms = InverseOf(readings, reading => 1e6 * reading.Volts / (nominal.SupplyVolts - reading.Volts));
        return new ResistiveDivider(nominal.SupplyVolts, Plausible("the reference resistor", nominal.ReferenceOhms, ohms));
    }

    private static Transimpedance FitTransimpedance(Transimpedance nominal, IReadOnlyList<ResistorReading> readings)
    {
        var ohms = InverseOf(readings, reading => 1e6 * reading.Volts / FrontEnds.Transimpedance.SkinVolts);
        return new Transimpedance(Plausible("the feedback resistor", nominal.FeedbackOhms, ohms), nominal.HighestVolts);
    }

    // G = a/R: the 1/R with the least Σ(a/(R·G) − 1)².
    private static double InverseOf(IReadOnlyList<ResistorReading> readings, Func<ResistorReading, double> product)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var reading in readings)
        {
            var ratio = product(reading) / reading.Microsiemens;
            sum += ratio;
            squares += ratio * ratio;
        }
        return squares / sum;
    }

    private static double Plausible(string what, double nominal, double ohms)
    {
        if (!(Math.Abs(ohms - nominal) <= nominal * LargestDeviation))
            throw Refuse($"{what} comes out at {ResistorReading.OhmsText(ohms)}, and {ResistorReading.OhmsText(nominal)} was said; "
                + "is another one fitted, or the supply wrong?");
        return ohms;
    }

    private static CalibrationException Refuse(string sentence) => new(sentence);
}
