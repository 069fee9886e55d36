using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Evaluation.Privacy;

/// <summary>What of a day leaves the device: all that anybody outside has.</summary>
public sealed class ToldDay
{
    /// <summary>Zone messages, one a window.</summary>
    public List<ZoneMessage> Zones { get; } = [];

    /// <summary>Line messages, one a window.</summary>
    public List<LineMessage> Lines { get; } = [];

    /// <summary>Heat messages, one a window.</summary>
    public List<HeatMessage> Heat { get; } = [];

    /// <summary>Every message's bytes.</summary>
    public List<PublishableMessage> All { get; } = [];

    /// <summary>Hands a day through an anonymiser.</summary>
    public static ToldDay Of(TwinDay day, Anonymiser anonymiser)
    {
        var told = new ToldDay();
        foreach (var window in day.Windows)
            foreach (var message in anonymiser.Anonymise(window))
                told.Add(message);
        return told;
    }

    private void Add(PublishableMessage message)
    {
        All.Add(message);
        switch (message.Kind)
        {
            case MessageKind.Zone:
                Zones.Add(Read(message, WireJson.Default.ZoneMessage));
                break;
            case MessageKind.Line:
                Lines.Add(Read(message, WireJson.Default.LineMessage));
                break;
            case MessageKind.Heat:
                Heat.Add(Read(message, WireJson.Default.HeatMessage));
                break;
        }
    }

    private static T Read<T>(PublishableMessage message, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(message.Payload.Span, type)!;
}
