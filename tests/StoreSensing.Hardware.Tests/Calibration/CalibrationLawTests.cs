using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Hardware.Calibration;
using StoreSensing.Hardware.FrontEnds;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.Calibration;

public sealed class CalibrationLawTests
{
    // Whatever the board and whichever resistors: what they read gives the board back.
    [Fact]
    public void Fit_AnyPlausibleGrove_IsFoundAgain()
    {
        var boards = from cal in Gen.Choose(3500, 7500)
                     from gain in Gen.Choose(900, 1100)
                     from resistors in Gen.Choose(40, 2000).ArrayOf(6)
                     select (Cal: cal / 10.0, Gain: gain / 1000.0, Ohms: resistors.Distinct().Select(k => k * 1000.0).ToArray());
        Prop.ForAll(boards.ToArbitrary(), board =>
        {
            var truth = new GroveGsr(3.3, board.Cal, board.Gain);
            var ohms = board.Ohms.Where(o => 1e6 / o < truth.CeilingMicrosiemens * 0.9).ToArray();
            if (ohms.Length < 3 || ohms.Max() < ohms.Min() * 3)
                return true;
            var fitted = (GroveGsr)ResistorCalibration.Fit(new GroveGsr(3.3), ResistorCalibrationTests.Read(truth, 0, ohms)).Circuit;
            return Math.Abs(fitted.OpenCircuit - board.Cal) < 0.01 && Math.Abs(fitted.Gain - board.Gain) < 1e-4;
        }).QuickCheckThrowOnFailure();
    }

    // Any readings at all: a fit that keeps its promise, or a sentence.
    [Fact]
    public void Fit_AnyReadings_GiveAFitWithinItsResidualOrARefusal()
    {
        var readings = (from kiloohms in Gen.Choose(-5, 3000)
                        from millivolts in Gen.Choose(-100, 3400)
                        select new ResistorReading(kiloohms * 1000.0, millivolts / 1000.0)).ArrayOf();
        Prop.ForAll(readings.ToArbitrary(), taken =>
        {
            foreach (var circuit in (IElectrodeCircuit[])[new GroveGsr(3.3), new ResistiveDivider(3.3, 100e3), new Transimpedance(47e3)])
            {
                try
                {
                    if (!(ResistorCalibration.Fit(circuit, taken).WorstRelativeError <= ResistorCalibration.LargestResidual))
                        return false;
                }
                catch (CalibrationException)
                {
                    // Refused.
                }
            }
            return true;
        }).QuickCheckThrowOnFailure();
    }

    // A file with anything in it: a calibration, or a sentence that names the file.
    [Fact]
    public void Load_AnyBytes_GiveACalibrationOrASentence()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("gsr.json");
        CalibrationFile.Save(GsrCalibration.Of(ResistorCalibration.Fit(new GroveGsr(3.3), ResistorCalibrationTests.Read(new GroveGsr(3.3), 0)), DateTimeOffset.UnixEpoch), path);
        var whole = File.ReadAllBytes(path);
        var random = new Random(5);
        var refused = 0;
        for (var i = 0; i < 3000; i++)
        {
            var spoiled = whole.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                spoiled[random.Next(spoiled.Length)] = (byte)random.Next(32, 127);
            File.WriteAllBytes(path, spoiled);
            try
            {
                CalibrationFile.Load(path).Circuit().Convert(1).Microsiemens.ShouldBeInRange(0, 60);
            }
            catch (CalibrationException e)
            {
                e.Message.ShouldStartWith(path);
                e.Message.ShouldNotContain("\n");
                refused++;
            }
        }
        refused.ShouldBeGreaterThan(1000);
    }
}
