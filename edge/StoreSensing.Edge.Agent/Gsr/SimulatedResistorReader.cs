using StoreSensing.Hardware.FrontEnds;
using StoreSensing.Twin.Randomness;

namespace StoreSensing.Edge.Agent.Gsr;

/// <summary>A board whose parts are a few per cent off, as real ones are: to try the dialogue without hardware.</summary>
internal sealed class SimulatedResistorReader(IElectrodeCircuit nominal) : IResistorReader
{
    private const double NoiseVolts = 0.0005;
    private readonly IElectrodeCircuit _board = nominal switch
    {
        GroveGsr grove => new GroveGsr(grove.SupplyVolts, 496, 1.03),
        ResistiveDivider divider => new ResistiveDivider(divider.SupplyVolts, divider.ReferenceOhms * 1.04),
        Transimpedance amplifier => new Transimpedance(amplifier.FeedbackOhms * 0.97, amplifier.HighestVolts),
        _ => nominal,
    };

    private Pcg32 _random = new(1, 1);

    /// <inheritdoc/>
    public Task<ResistorTake> TakeAsync(double ohms, CancellationToken cancellation)
    {
        var mean = _board.VoltsAt(double.IsPositiveInfinity(ohms) ? 0 : 1e6 / ohms);
        return Task.FromResult(new ResistorTake(mean + (NoiseVolts / 17 * _random.Normal()), NoiseVolts, NoiseVolts / 12 * _random.Normal(), 300));
    }
}
