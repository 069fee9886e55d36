using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Hardware.Buses;
using StoreSensing.Hardware.Gpio;

namespace StoreSensing.Edge.Agent.Sensors;

/// <summary>A sensor's LED and button on the GPIO header.</summary>
internal sealed class SensorPanel : IDisposable
{
    private StatusLed? _led;
    private ButtonWatch? _button;

    private SensorPanel()
    {
    }

    /// <summary>Takes the lines that the configuration names; null when it names none.</summary>
    /// <exception cref="ReadingSourceException">A line can't be had.</exception>
    public static SensorPanel? Open(SensorConfig sensor, SensorLane lane, TimeProvider time)
    {
        if (sensor.Led is null && sensor.Button is null)
            return null;
        var panel = new SensorPanel();
        try
        {
            using var chip = GpioChip.OpenHeader();
            if (sensor.Led is { } line)
            {
                var led = panel._led = new StatusLed(chip.RequestOutput(line), time).Start();
                lane.Showed += led.Show;
            }
            if (sensor.Button is { } button)
                panel._button = new ButtonWatch(chip.RequestButton(button, PushButton.DefaultDebounce), new PushButton(), lane.Pressed, time).Start();
            lane.PanelFault = panel.Fault;
            return panel;
        }
        catch (BusException fault)
        {
            panel.Dispose();
            throw new ReadingSourceException($"sensor '{sensor.Id}': {fault.Message}");
        }
    }

    /// <summary>Why the button can't be watched any more, or null. A dark LED harms nobody; a dead button can take no consent back.</summary>
    public string? Fault() => _button?.Fault is { } fault ? $"the button is dead: {fault}" : null;

    public void Dispose()
    {
        _button?.Dispose();
        _led?.Dispose();
    }
}
