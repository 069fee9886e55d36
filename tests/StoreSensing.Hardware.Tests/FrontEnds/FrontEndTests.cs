using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Hardware.FrontEnds;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.FrontEnds;

public sealed class FrontEndTests
{
    // Cancellation near the open-circuit reading (cal − r) leaves fewer digits of the volts than of the µS: 1e-12 · 1024.
    private const double Relative = 1e-9;

    [SkippableTheory]
    [InlineData(3.3)]
    [InlineData(5.0)]
    public void Convert_EveryReferenceVector_IsExact(double supplyVolts)
    {
        var vectors = 0;
        foreach (var (name, circuit, volts, microsiemens, ohms) in Golden().Vectors(supplyVolts))
        {
            var conductance = circuit.Convert(volts);
            conductance.Microsiemens.ShouldBe(microsiemens, microsiemens * Relative, name);
            conductance.Rail.ShouldBe(volts == 0 ? InputRail.Short : InputRail.None, name);
            if (ohms is { } resistance)
                (1e6 / conductance.Microsiemens).ShouldBe(resistance, resistance * Relative, name);
            vectors++;
        }
        vectors.ShouldBeGreaterThanOrEqualTo(29);
    }

    [Fact]
    public void Grove_StuckAtZero_IsExactlyTheCeilingAndShort()
    {
        var grove = new GroveGsr(3.3);
        grove.Convert(0).ShouldBe(new Conductance(50, InputRail.Short));
        grove.CeilingMicrosiemens.ShouldBe(50);
        grove.Convert(-0.0005).ShouldBe(new Conductance(50, InputRail.Short)); // a converter's offset
        grove.Convert(0.019).Rail.ShouldBe(InputRail.Short); // the LM324's own floor
        grove.Convert(0.021).Rail.ShouldBe(InputRail.None);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1023)]
    public void Grove_AtOrAboveOpenCircuit_IsOpen(double code)
    {
        var conductance = new GroveGsr(3.3).Convert(code * 3.3 / 1024);
        conductance.Rail.ShouldBe(InputRail.Open);
        conductance.Microsiemens.ShouldBeLessThanOrEqualTo(1e-9);
    }

    [Fact]
    public void Divider_AtTheEnds_IsOpenAndShort()
    {
        var divider = new ResistiveDivider(3.3, 100e3);
        divider.Convert(0).ShouldBe(new Conductance(0, InputRail.Open));
        divider.Convert(-0.001).Rail.ShouldBe(InputRail.Open);
        divider.Convert(3.3 * 1023 / 1024).Rail.ShouldBe(InputRail.Short); // the top code of ten bits
        divider.Convert(3.3).ShouldBe(new Conductance(double.PositiveInfinity, InputRail.Short));
        divider.Convert(3.4).ShouldBe(new Conductance(double.PositiveInfinity, InputRail.Short));
    }

    [Fact]
    public void Transimpedance_Law_IsVoltsOverHalfAVoltTimesFeedback()
    {
        var amplifier = new Transimpedance(47e3, 2.0);
        amplifier.Convert(0.235).Microsiemens.ShouldBe(10, 1e-12);
        amplifier.Convert(0.235).Rail.ShouldBe(InputRail.None);
        amplifier.Convert(0).ShouldBe(new Conductance(0, InputRail.Open));
        amplifier.Convert(2.0).Rail.ShouldBe(InputRail.Short);
    }

    public static TheoryData<string> Circuits() => ["grove", "divider", "transimpedance"];

    [Theory]
    [MemberData(nameof(Circuits))]
    public void Convert_NaN_IsNaN(string name)
    {
        var conductance = Circuit(name).Convert(double.NaN);
        conductance.Microsiemens.ShouldBe(double.NaN);
        conductance.Rail.ShouldBe(InputRail.None);
    }

    // VoltsAt is the inverse of Convert, and MicrosiemensPerVolt its slope.
    [Theory]
    [MemberData(nameof(Circuits))]
    public void VoltsAt_IsTheInverseOfConvert_AndTheSlopeItsDerivative(string name)
    {
        var circuit = Circuit(name);
        for (var microsiemens = 0.1; microsiemens < 45; microsiemens *= 1.3)
        {
            var volts = circuit.VoltsAt(microsiemens);
            circuit.Convert(volts).Microsiemens.ShouldBe(microsiemens, microsiemens * 1e-9);
            const double Step = 1e-6;
            var slope = (circuit.Convert(volts + Step).Microsiemens - circuit.Convert(volts - Step).Microsiemens) / (2 * Step);
            circuit.MicrosiemensPerVolt(volts).ShouldBe(slope, Math.Abs(slope) * 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Circuits))]
    public void Convert_Allocates_Nothing(string name)
    {
        var circuit = Circuit(name);
        Allocations.Of(() => circuit.Convert(1.0)).ShouldBe(0);
    }

    [Fact]
    public void Parameters_ThatNoCircuitHas_AreRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new GroveGsr(12));
        Should.Throw<ArgumentOutOfRangeException>(() => new GroveGsr(3.3, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new GroveGsr(3.3, double.NaN));
        Should.Throw<ArgumentOutOfRangeException>(() => new GroveGsr(3.3, 512, 3));
        Should.Throw<ArgumentOutOfRangeException>(() => new ResistiveDivider(230, 1e5));
        Should.Throw<ArgumentOutOfRangeException>(() => new ResistiveDivider(3.3, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new Transimpedance(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => new Transimpedance(47e3, 0));
    }

    private static IElectrodeCircuit Circuit(string name) => name switch
    {
        "grove" => new GroveGsr(3.3, 505, 1.01),
        "divider" => new ResistiveDivider(3.3, 100e3),
        _ => new Transimpedance(47e3),
    };

    private static GoldenFrontEnds Golden() => new(
        ReferenceData.File("data", "eda", "golden", "adc_conversion_vectors.json"), ReferenceData.File("data", "eda", "golden", "adc_resolution_uS_per_lsb.json"));
}
