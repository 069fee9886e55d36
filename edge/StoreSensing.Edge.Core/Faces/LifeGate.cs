using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>
/// Between a tracker of faces and whoever counts: a face counts once it has shown life. A printed one on a carton or a poster never does. Who has
/// come stays alive however still he stands, until he has not moved at all for minutes. Allocates nothing.
/// </summary>
/// <remarks>
/// Life is a centre that moved by half a face's width since it was first seen, or a size that grew by half, both smoothed over half a second, so that
/// no single odd box is one, and made in more than one step: a track that jumps from print to print has made one. What is told then begins where it began to move. Who only sways is found by <see cref="Scenery"/>, which marks his place.
/// </remarks>
internal sealed class LifeGate(TimeSpan hold, LivePlaces places, int capacity)
{
    private const int Length = 64; // sightings held: at more pictures a second than these last for, less is held
    private const float Moved = 0.5f; // face widths
    private const float Grown = 0.4f; // of the size's logarithm
    private const float Still = 0.15f; // face widths
    private const float Steps = 1.6f; // of the largest step, or it was only that one
    private static readonly TimeSpan Smoothing = TimeSpan.FromSeconds(0.25); // time constant; an exponential mean's age is twice it
    private static readonly TimeSpan StillFor = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Shaken = TimeSpan.FromSeconds(1);
    private readonly TrackSample[] _held = new TrackSample[capacity * Length];
    private readonly Face[] _faces = new Face[capacity];
    private readonly TrackSample[] _told = new TrackSample[Length];
    private int _toldCount;
    private TimeSpan _steadyFrom = TimeSpan.MinValue;

    /// <summary>What the last <see cref="Take"/> let through, in the track's order.</summary>
    public ReadOnlySpan<TrackSample> Told => _told.AsSpan(0, _toldCount);

    /// <summary>True when the slot's face counts.</summary>
    public bool IsAlive(int slot) => _faces[slot].Alive;

    /// <summary>Takes a sighting.</summary>
    public void Take(in TrackSample sample)
    {
        _toldCount = 0;
        ref var face = ref _faces[sample.Slot];
        if (!face.Known)
            face = Face.Of(sample, alive: places.Holds(sample.Box, sample.At));
        face.See(sample);
        if (sample.At < _steadyFrom)
            face.Rest(sample.At); // the camera moved, and with it everything
        if (face.Alive)
        {
            Tell(sample);
            if (face.Distance > Still)
                face.Rest(sample.At);
            if (sample.At - face.AnchoredAt > StillFor)
                face = Face.Of(sample, alive: false);
            return;
        }
        if (face.Distance < Still)
            face.StillUntil = sample.At;
        _held[(sample.Slot * Length) + (face.Held++ % Length)] = sample;
        if ((face.Distance > Moved && face.HasWalked) || (face.Growth > Grown && face.HasGrown))
            Wake(ref face, sample);
    }

    /// <summary>A track's end.</summary>
    public void End(in TrackEnd end)
    {
        ref var face = ref _faces[end.Slot];
        if (face.Alive)
            places.Add(face.Last, end.LastSeen);
        face = default;
    }

    /// <summary>The whole picture moved at once: for a second nobody shows life by moving.</summary>
    public void Shake(TimeSpan now) => _steadyFrom = now + Shaken;

    /// <summary>Writes where living faces are, as far as there is room, and returns how many.</summary>
    public int Owners(Span<Box> into)
    {
        var count = 0;
        foreach (ref readonly var face in _faces.AsSpan())
            if (face.Alive && count < into.Length)
                into[count++] = face.Last;
        return count;
    }

    private void Wake(ref Face face, in TrackSample sample)
    {
        face.Alive = true;
        face.Rest(sample.At);
        for (var i = Math.Max(0, face.Held - Length); i < face.Held; i++)
        {
            ref readonly var held = ref _held[(sample.Slot * Length) + (i % Length)];
            if (held.At >= face.StillUntil && sample.At - held.At <= hold)
                Tell(held);
        }
        face.Held = 0;
    }

    private void Tell(in TrackSample sample) => _told[_toldCount++] = sample;

    private struct Face
    {
        public bool Known;
        public bool Alive;
        public int Held;
        public Box Last;
        public TimeSpan At;
        public TimeSpan StillUntil;
        public TimeSpan AnchoredAt;
        private float _x;
        private float _y;
        private float _size; // logarithm of the height
        private float _anchorX;
        private float _anchorY;
        private float _anchorSize;
        private float _rawX; // the box's own at the anchor
        private float _rawY;
        private float _rawSize;
        private float _largestStep;
        private float _largestGrowth;

        /// <summary>How far the centre is from where it was anchored, in face widths and heights.</summary>
        public readonly float Distance => Length((_x - _anchorX) / Last.Width, (_y - _anchorY) / Last.Height);

        /// <summary>True when the way from the anchor was made in several steps.</summary>
        public readonly bool HasWalked => Length((Last.CentreX - _rawX) / Last.Width, (Last.CentreY - _rawY) / Last.Height) > Steps * _largestStep;

        /// <summary>True when it grew in several steps.</summary>
        public readonly bool HasGrown => MathF.Abs(MathF.Log(Last.Height) - _rawSize) > Steps * _largestGrowth;

        public readonly float Growth => MathF.Abs(_size - _anchorSize);

        public static Face Of(in TrackSample sample, bool alive)
        {
            var (box, size) = (sample.Box, MathF.Log(sample.Box.Height));
            return new Face
            {
                Known = true, Alive = alive, Last = box, At = sample.At, StillUntil = sample.At, AnchoredAt = sample.At,
                _x = box.CentreX, _y = box.CentreY, _size = size, _anchorX = box.CentreX, _anchorY = box.CentreY, _anchorSize = size, _rawX = box.CentreX, _rawY = box.CentreY, _rawSize = size,
            };
        }

        public void See(in TrackSample sample)
        {
            var share = 1 - MathF.Exp((float)(-(sample.At - At) / Smoothing));
            var step = Length((sample.Box.CentreX - Last.CentreX) / Last.Width, (sample.Box.CentreY - Last.CentreY) / Last.Height);
            _largestStep = MathF.Max(_largestStep, step);
            _largestGrowth = MathF.Max(_largestGrowth, MathF.Abs(MathF.Log(sample.Box.Height / Last.Height)));
            (Last, At) = (sample.Box, sample.At);
            _x += (Last.CentreX - _x) * share;
            _y += (Last.CentreY - _y) * share;
            _size += (MathF.Log(Last.Height) - _size) * share;
        }

        /// <summary>Begins to measure anew from here.</summary>
        public void Rest(TimeSpan now)
        {
            (_anchorX, _anchorY, _anchorSize, AnchoredAt) = (_x, _y, _size, now);
            (_rawX, _rawY, _rawSize, _largestStep, _largestGrowth) = (Last.CentreX, Last.CentreY, MathF.Log(Last.Height), 0, 0);
        }

        private static float Length(float x, float y) => MathF.Sqrt((x * x) + (y * y));
    }
}
