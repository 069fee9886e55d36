using StoreSensing.Contracts.Geometry;
using StoreSensing.Twin.Randomness;

namespace StoreSensing.Twin.Walking;

internal enum Doing
{
    Walking,
    Staying,
    Waiting,
    Leaving,
    Passing,
    Following,
}

/// <summary>One simulated person. Objects are reused, slot by slot.</summary>
internal sealed class Person(int slot)
{
    public const int MostVisits = 6;
    public const int MostPoints = 24;

    public int Slot => slot;

    public bool Active { get; set; }

    public long Id { get; set; }

    public PersonRole Role { get; set; }

    public Doing Doing { get; set; }

    // A field, so that its methods change this one.
    public Pcg32 Random;

    /// <summary>Where the person would be alone.</summary>
    public PlanePoint Place { get; set; }

    /// <summary>How far others push the person aside, metres.</summary>
    public double PushX { get; set; }

    public double PushY { get; set; }

    public PlanePoint Position => new(Place.X + PushX, Place.Y + PushY);

    public double Speed { get; set; }

    public float Height { get; set; }

    public float HalfWidth { get; set; }

    public int Leader { get; set; }

    public double BesideMetres { get; set; }

    public double BehindMetres { get; set; }

    public double HeadingX { get; set; }

    public double HeadingY { get; set; }

    public PlanePoint[] Way { get; } = new PlanePoint[MostPoints];

    public int WayCount { get; set; }

    public int WayAt { get; set; }

    public int[] Visits { get; } = new int[MostVisits];

    public int VisitCount { get; set; }

    public int VisitAt { get; set; }

    public bool Pays { get; set; }

    public int Entrance { get; set; }

    public double StayUntil { get; set; }

    public double NextShift { get; set; }

    public double LookFrom { get; set; }

    public double LookUntil { get; set; }

    public bool Looked { get; set; }
}
