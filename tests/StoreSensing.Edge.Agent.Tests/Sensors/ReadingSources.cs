using StoreSensing.Edge.Agent.Sensors;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Drivers.Sensors;
using StoreSensing.Hardware.Converters;
using StoreSensing.Hardware.Readings;
using StoreSensing.Twin.Skin;

namespace StoreSensing.Edge.Agent.Tests.Sensors;

public sealed class ReplaySourceTests : ReadingSourceContract
{
    private readonly TemporaryFolder _folder = new();

    protected override IReadingSource Make()
    {
        var file = _folder.File("steps_200hz.csv");
        File.WriteAllLines(file, Enumerable.Range(0, 200).Select(i => $"{i}"));
        return new ReplayReadingSource(new ReplayOptions { File = file, RealTime = true, Loop = true }, TimeProvider.System);
    }

    protected override void CleanUp() => _folder.Dispose();
}

public sealed class SerialSourceTests : ReadingSourceContract
{
    private readonly PseudoTerminal _board = new();

    protected override IReadingSource Make() => LineReadingSource.Serial(_board.Path, new LineReadingOptions { Rate = 100 }, TimeProvider.System);

    protected override void Feed() => _board.Send("511\n512\n513\n");

    protected override void CleanUp() => _board.Dispose();
}

public sealed class SimulatedSourceTests : ReadingSourceContract
{
    protected override IReadingSource Make() => new SimulatedReadingSource(new SkinOptions { Rate = 200 }, TimeProvider.System);
}

public sealed class ConverterSourceTests : ReadingSourceContract
{
    protected override IReadingSource Make() => new AdcReadingSource(new AdcReadingOptions { Rate = 200 }, () => new Steady(), TimeProvider.System);

    private sealed class Steady : IAnalogInput
    {
        public string Name => "simulated converter";

        public double VoltsPerCode => 0.001;

        public AnalogReading Read() => new(1.5, 1500, AtRail: false);

        public void Dispose()
        {
        }
    }
}
