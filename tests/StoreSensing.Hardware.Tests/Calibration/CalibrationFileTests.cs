using StoreSensing.Hardware.Calibration;
using StoreSensing.Hardware.FrontEnds;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.Calibration;

public sealed class CalibrationFileTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 10, 15, 0, TimeSpan.FromHours(1));

    public static TheoryData<string> Circuits() => ["grove", "divider", "transimpedance"];

    [Theory]
    [MemberData(nameof(Circuits))]
    public void SaveAndLoad_GiveTheSame(string name)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("gsr.json");
        var saved = Made(name);
        CalibrationFile.Save(saved, path);
        var loaded = CalibrationFile.Load(path);
        (loaded with { Resistors = saved.Resistors }).ShouldBe(saved);
        loaded.Resistors.ShouldBe(saved.Resistors);
        loaded.CalibratedAt.ShouldBe(At);
        loaded.CalibratedAt.Offset.ShouldBe(TimeSpan.Zero);
        foreach (var volts in (double[])[0.3, 0.8, 1.2])
            loaded.Circuit().Convert(volts).ShouldBe(saved.Circuit().Convert(volts));
        Directory.GetFiles(folder.Path).ShouldBe([path]);
        CalibrationFile.Save(saved, path); // over the old one
    }

    [Fact]
    public void Save_FolderThatIsNotThere_NamesTheFile() =>
        Should.Throw<CalibrationException>(() => CalibrationFile.Save(Made("grove"), "/nowhere/gsr.json")).Message.ShouldStartWith("/nowhere/gsr.json");

    [Fact]
    public void Load_NoFile_SaysWhatMakesOne() =>
        Should.Throw<CalibrationException>(() => CalibrationFile.Load("/nowhere/gsr.json")).Message.ShouldContain("gsr calibrate");

    // Every prefix of a real file: never a calibration, never anything but a sentence.
    [Fact]
    public void Load_HalfWritten_IsRefusedWhereverItWasCut()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("gsr.json");
        CalibrationFile.Save(Made("divider"), path);
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Should.Throw<CalibrationException>(() => CalibrationFile.Load(path)).Message.ShouldStartWith(path);
        }
    }

    [Theory]
    [InlineData("\"gain\"", "\"gein\"", "not a calibration")]
    [InlineData("calibration/1", "calibration/9", "calibration/9")]
    [InlineData("\"Grove\"", "\"Oven\"", "not a calibration")]
    [InlineData("\"Grove\"", "\"Divider\"", "referenceOhms")]
    [InlineData("\"openCircuit\": 5", "\"openCircuit\": 4", "do not explain")]
    [InlineData("\"openCircuit\": 5", "\"openCircuit\": 9995", "open-circuit")]
    [InlineData("\"resistors\": [", "\"resistors\": [], \"other\": [", "not a calibration")]
    public void Load_SpoiledFile_IsToldInASentence(string what, string by, string word)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("gsr.json");
        CalibrationFile.Save(Made("grove"), path);
        var text = File.ReadAllText(path);
        text.ShouldContain(what);
        File.WriteAllText(path, text.Replace(what, by));
        var message = Should.Throw<CalibrationException>(() => CalibrationFile.Load(path)).Message;
        message.ShouldContain(path);
        message.ShouldContain(word);
    }

    [Fact]
    public void InPlaceOf_AnotherCircuitOrSupply_IsRefused()
    {
        var calibration = Made("grove");
        calibration.InPlaceOf(new GroveGsr(3.3)).ShouldBeOfType<GroveGsr>().OpenCircuit.ShouldBe(507, 1e-6);
        Should.Throw<CalibrationException>(() => calibration.InPlaceOf(new GroveGsr(5))).Message.ShouldContain("3.3 V");
        Should.Throw<CalibrationException>(() => calibration.InPlaceOf(new Transimpedance(47e3))).Message.ShouldContain("'grove'");
        Made("transimpedance").InPlaceOf(new Transimpedance(47e3)).ShouldBeOfType<Transimpedance>();
    }

    private static GsrCalibration Made(string name)
    {
        (IElectrodeCircuit nominal, IElectrodeCircuit truth) = name switch
        {
            "grove" => ((IElectrodeCircuit)new GroveGsr(3.3), (IElectrodeCircuit)new GroveGsr(3.3, 507, 1.01)),
            "divider" => (new ResistiveDivider(3.3, 100e3), new ResistiveDivider(3.3, 99.1e3)),
            _ => (new Transimpedance(47e3), new Transimpedance(47.3e3)),
        };
        var readings = ResistorCalibrationTests.Read(truth, 0);
        if (name == "grove")
            readings.Add(new ResistorReading(double.PositiveInfinity, truth.VoltsAt(0)));
        return GsrCalibration.Of(ResistorCalibration.Fit(nominal, readings), At);
    }
}
