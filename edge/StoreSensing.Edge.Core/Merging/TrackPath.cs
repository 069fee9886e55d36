using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Merging;

/// <summary>One placed sighting.</summary>
/// <param name="At">Merged time.</param>
/// <param name="Position">Metres on the floor.</param>
/// <param name="Variance">Of the position, square metres.</param>
/// <param name="Sample">What the camera's tracker told, in the camera's own time.</param>
internal readonly record struct PlacedSighting(TimeSpan At, PlanePoint Position, double Variance, TrackSample Sample);

/// <summary>The last sightings of one track, in the order of their times. Older ones are overwritten.</summary>
internal sealed class TrackPath
{
    private const int Length = 128;
    private const double WalkingMetresPerSecond = 1.4; // Bohannon, Age and Ageing 26 (1997): comfortable pace of adults 1.3 to 1.5 m/s

    // Between two sightings further apart than this nobody knows which way was taken.
    private static readonly TimeSpan Bridge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(0.3);
    private readonly PlacedSighting[] _ring = new PlacedSighting[Length];

    /// <summary>Sightings ever added; the last one is number Count − 1.</summary>
    public long Count { get; private set; }

    /// <summary>Number of the oldest sighting still kept.</summary>
    public long Oldest => Math.Max(0, Count - Length);

    /// <summary>The last sighting.</summary>
    public ref readonly PlacedSighting Last => ref this[Count - 1];

    /// <summary>A sighting by its number.</summary>
    public ref readonly PlacedSighting this[long number] => ref _ring[number % Length];

    /// <summary>Forgets everything.</summary>
    public void Clear() => Count = 0;

    public void Add(in PlacedSighting sighting) => _ring[Count++ % Length] = sighting;

    /// <summary>Where the track was: between the sightings around a time, or shortly after the last one. False when that is not known.</summary>
    public bool TryAt(TimeSpan at, out PlanePoint position, out double variance)
    {
        (position, variance) = (default, 0);
        var number = Count - 1;
        while (number >= Oldest && this[number].At > at)
            number--;
        if (number < Oldest)
            return false;
        ref readonly var before = ref this[number];
        (position, variance) = (before.Position, before.Variance);
        if (before.At == at)
            return true;
        if (number == Count - 1)
        {
            var drift = WalkingMetresPerSecond * (at - before.At).TotalSeconds;
            variance += drift * drift;
            return at - before.At <= Hold;
        }
        ref readonly var after = ref this[number + 1];
        if (after.At - before.At > Bridge)
            return false;
        var part = (at - before.At) / (after.At - before.At);
        position = new PlanePoint(
            before.Position.X + (part * (after.Position.X - before.Position.X)),
            before.Position.Y + (part * (after.Position.Y - before.Position.Y)));
        variance += part * (after.Variance - before.Variance);
        return true;
    }
}
