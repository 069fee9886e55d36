using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation.Strict;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <content>Heat, flow, queues and occupancy.</content>
public sealed partial class Anonymiser
{
    private readonly Dictionary<string, PendingFlow> _flow = [];
    private readonly Dictionary<string, PendingWaits> _waits = [];
    private readonly Dictionary<string, double> _lengths = [];
    private readonly Dictionary<(string Surface, string Layer), PendingPeople> _people = [];

    private PublishableMessage Heat(RawDeviceWindow raw)
    {
        IReadOnlyList<HeatFigures> surfaces = [.. raw.Heat.SelectMany(heat => _strict is null ? Layers(heat, raw) : [Strict(_strict, heat, raw)])];
        return Publishable(MessageKind.Heat, raw, WireJson.Default.HeatMessage, new HeatMessage
        {
            Schema = MessageKind.Heat.SchemaName(), Session = _session, Seq = ++LastSeq,
            WindowStart = raw.Window.Start, WindowSeconds = raw.Window.Seconds, ObservedSeconds = Observed(raw.ObservedSeconds, raw), Late = false,
            // Every layer holds cells back. How many wait now would say when a lone visitor walked.
            Suppressed = surfaces.Count, Surfaces = surfaces,
        });
    }

    private IEnumerable<HeatFigures> Layers(RawHeat heat, RawDeviceWindow raw)
    {
        yield return Seconds(heat, HeatLayers.Path, heat.CellsOf, raw) with { Merge = raw.Merges.FirstOrDefault(m => m.Surface == heat.Surface) is { } merge ? Merge(merge) : null };
        // A source that does not tell a layer leaves it out: no cells would mean that nobody was there.
        if (heat.Linger.Length > 0)
            yield return Seconds(heat, HeatLayers.Linger, heat.LingerOf, raw);
        if (heat.Entries.Length > 0 && People(heat, HeatLayers.Entry, heat.Entries, raw) is { } entries)
            yield return entries;
        if (heat.Exits.Length > 0 && People(heat, HeatLayers.Exit, heat.Exits, raw) is { } exits)
            yield return exits;
    }

    private HeatFigures Seconds(RawHeat heat, string layer, IReadOnlyList<RawStand> people, RawDeviceWindow raw)
    {
        if (!_cells.TryGetValue((heat.Surface, layer), out var pending))
            _cells[(heat.Surface, layer)] = pending = new PendingCells(_profile.HeatThreshold, _zoneCells(heat.Surface));
        pending.Add(people);
        var (cells, seconds) = pending.Take();
        return Layer(heat, layer, cells, raw) with { PersonSeconds = seconds };
    }

    private HeatFigures Strict(StrictCounts strict, RawHeat heat, RawDeviceWindow raw)
    {
        var (cells, seconds) = strict.Take(heat.Surface, _surfaces[heat.Surface].Columns * _surfaces[heat.Surface].Rows, heat.CellsOf);
        return Layer(heat, HeatLayers.Path, cells, raw) with { PersonSeconds = seconds };
    }

    private HeatFigures? People(RawHeat heat, string layer, int[] window, RawDeviceWindow raw)
    {
        if (_profile.DwellThreshold is not { } threshold)
            return null;
        if (!_people.TryGetValue((heat.Surface, layer), out var pending))
            _people[(heat.Surface, layer)] = pending = new PendingPeople(threshold);
        pending.Add(window);
        var cells = pending.Take(); // who waits is told with a later window: sums over time stay right
        var used = Enumerable.Range(0, cells.Length).Where(i => cells[i] > 0).ToArray();
        return Layer(heat, layer, used, raw) with { People = [.. used.Select(i => cells[i])] };
    }

    private HeatFigures Layer(RawHeat heat, string layer, int[] cells, RawDeviceWindow raw)
    {
        var surface = _surfaces[heat.Surface];
        return new HeatFigures
        {
            Surface = surface.Id, Layer = layer, Columns = surface.Columns, Rows = surface.Rows,
            ObservedSeconds = Observed(heat.ObservedSeconds, raw), Cells = cells, PersonSeconds = null, People = null, Merge = null,
        };
    }

    private static MergeFigures Merge(RawMerge merge) => new()
    {
        Pairs = merge.Pairs,
        Ambiguous = merge.Ambiguous,
        RmsMetres = merge.RmsMetres is { } rms ? Math.Round(rms, 3) : null,
    };

    private PublishableMessage Flows(RawDeviceWindow raw)
    {
        var suppressed = 0;
        IReadOnlyList<FlowFigures> surfaces = [.. raw.Flows.Select(flow => Flow(flow, raw, ref suppressed))];
        return Publishable(MessageKind.Flow, raw, WireJson.Default.FlowMessage, new FlowMessage
        {
            Schema = MessageKind.Flow.SchemaName(), Session = _session, Seq = ++LastSeq,
            WindowStart = raw.Window.Start, WindowSeconds = raw.Window.Seconds, ObservedSeconds = Observed(raw.ObservedSeconds, raw), Late = false,
            Suppressed = Math.Min(suppressed, MostSuppressed), Surfaces = surfaces,
        });
    }

    private FlowFigures Flow(RawFlow flow, RawDeviceWindow raw, ref int suppressed)
    {
        var figures = new FlowFigures { Surface = flow.Surface, ObservedSeconds = Observed(flow.ObservedSeconds, raw), Block = null, BlockWithheld = Withheld.Profile };
        if (_profile.DwellThreshold is not { } threshold)
        {
            suppressed++;
            return figures;
        }
        if (!_flow.TryGetValue(flow.Surface, out var pending))
            _flow[flow.Surface] = pending = new PendingFlow(threshold, flow.Zones);
        pending.Add(flow, raw.Window.Start);
        var block = pending.Take();
        suppressed += block?.Withheld ?? 1;
        return figures with { Block = block, BlockWithheld = block is not null ? null : Withheld.BelowThreshold };
    }

    private PublishableMessage Queues(RawDeviceWindow raw)
    {
        IReadOnlyList<QueueFigures> queues = [.. raw.Queues.Select(queue => Queue(queue, raw))];
        return Publishable(MessageKind.Queue, raw, WireJson.Default.QueueMessage, new QueueMessage
        {
            Schema = MessageKind.Queue.SchemaName(), Session = _session, Seq = ++LastSeq,
            WindowStart = raw.Window.Start, WindowSeconds = raw.Window.Seconds, ObservedSeconds = Observed(raw.ObservedSeconds, raw), Late = false,
            Suppressed = queues.Count(q => q.WaitWithheld is Withheld.BelowThreshold or Withheld.Profile), Queues = queues,
        });
    }

    private QueueFigures Queue(RawQueue queue, RawDeviceWindow raw)
    {
        var (wait, ratio, withheld) = Waits(queue, raw);
        return new QueueFigures
        {
            Queue = queue.Queue,
            ObservedSeconds = Observed(queue.ObservedSeconds, raw),
            LengthMean = WholeLength(queue),
            LengthPeak = queue.LengthPeak,
            LengthNow = queue.LengthNow,
            Arrived = queue.Arrived,
            Served = queue.Served,
            Abandoned = queue.Abandoned,
            Cut = queue.Cut,
            ServedPerHour = queue.Served > 0 && queue.ObservedSeconds > 0 ? Round(3600 * queue.Served / queue.ObservedSeconds) : null,
            Wait = wait,
            WaitWithheld = withheld,
            LittleRatio = ratio,
        };
    }

    // In whole people, as the length now and its peak are: finer, times the window's seconds, it would be one person's wait. What rounding leaves over is told
    // with the next window, so that means over time stay right.
    private double WholeLength(RawQueue queue)
    {
        if (!(queue.ObservedSeconds > 0))
            return 0;
        var seconds = queue.LengthSeconds + _lengths.GetValueOrDefault(queue.Queue);
        var told = Math.Max(0, Math.Round(seconds / queue.ObservedSeconds));
        _lengths[queue.Queue] = seconds - (told * queue.ObservedSeconds);
        return told;
    }

    private (WaitFigures? Wait, double? LittleRatio, string? Withheld) Waits(RawQueue queue, RawDeviceWindow raw)
    {
        if (_profile.DwellThreshold is not { } threshold)
            return (null, null, Withheld.Profile);
        if (!_waits.TryGetValue(queue.Queue, out var pending))
            _waits[queue.Queue] = pending = new PendingWaits(threshold);
        pending.Add(queue, raw.Window.Start);
        return pending.Take() is { } block ? (block.Wait, block.LittleRatio, null) : (null, null, Withheld.BelowThreshold);
    }

    private PublishableMessage Occupancy(RawDeviceWindow raw, OccupancyLedger ledger)
    {
        var change = ledger.Take(raw.Window, raw.Crossings!);
        return Publishable(MessageKind.Occupancy, raw, WireJson.Default.OccupancyMessage, new OccupancyMessage
        {
            Schema = MessageKind.Occupancy.SchemaName(), Session = _session, Seq = ++LastSeq,
            WindowStart = raw.Window.Start, WindowSeconds = raw.Window.Seconds, ObservedSeconds = Observed(raw.ObservedSeconds, raw), Late = false, Suppressed = 0,
            Entrances =
            [
                new OccupancyFigures
                {
                    Group = EntranceGroup, ObservedSeconds = Observed(raw.EntranceSeconds, raw), In = change.In, Out = change.Out, Occupancy = change.Occupancy,
                    Peak = change.Peak, Clamped = change.Clamped, Drift = change.Drift,
                    ResetAt = ledger.ResetAt.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), TimeZone = ledger.Zone.Id,
                },
            ],
        });
    }
}
