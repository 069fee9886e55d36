using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Hardware.Converters;
using StoreSensing.Hardware.FrontEnds;
using StoreSensing.Hardware.Readings;
using StoreSensing.Hardware.Tests.Converters;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.Readings;

/// <summary>From simulated skin through circuit, converter, bus and source back to µS.</summary>
public sealed class SkinTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("grove")]
    [InlineData("divider")]
    [InlineData("transimpedance")]
    public void Readings_OfSkinThatChanges_AreItsConductanceWithinACode(string name)
    {
        IElectrodeCircuit circuit = name switch
        {
            "grove" => new GroveGsr(3.3),
            "divider" => new ResistiveDivider(3.3, 100e3),
            _ => new Transimpedance(47e3),
        };
        var settings = new Ads1115Settings(name == "transimpedance" ? Ads1115Channel.Ain0MinusAin1 : Ads1115Channel.Ain0);
        var chip = new SimulatedAds1115(_time);
        using var end = new CancellationTokenSource();
        var sink = new Sink(end, circuit);
        var source = new AdcReadingSource(
            new(),
            () => new Ads1115(chip, 0x48, settings, _time, Pass),
            _time,
            (wait, _) => Pass(wait),
            () => 0.5);
        source.Run(sink, end.Token);
        sink.Readings.Count.ShouldBe(3000);
        foreach (var (at, conductance) in sink.Readings)
        {
            conductance.Rail.ShouldBe(InputRail.None);
            // Half a code, and what skin changes by between the middle of a conversion and its end.
            var tolerance = (Resolution.MicrosiemensPerCode(circuit, settings.VoltsPerCode, Skin(at)) / 2) + 0.004;
            conductance.Microsiemens.ShouldBe(Skin(at), tolerance);
        }

        void Pass(TimeSpan by)
        {
            _time.Advance(by);
            var skin = Skin(_time.GetElapsedTime(0));
            (chip.Inputs[0], chip.Inputs[1]) = name == "transimpedance" ? (0.5 + circuit.VoltsAt(skin), 0.5) : (circuit.VoltsAt(skin), 0);
        }
    }

    // 8 µS, and responses of 0.6 µS every ten seconds.
    private static double Skin(TimeSpan at) => 8 + (0.3 * (1 + Math.Sin(2 * Math.PI * at.TotalSeconds / 10)));

    private sealed class Sink(CancellationTokenSource end, IFrontEnd circuit) : IReadingSink
    {
        public List<(TimeSpan At, Conductance Value)> Readings { get; } = [];

        public void Add(in SensorReading reading)
        {
            Readings.Add((reading.Time.Elapsed, circuit.Convert(reading.Value)));
            if (Readings.Count == 3000)
                end.Cancel();
        }
    }
}
