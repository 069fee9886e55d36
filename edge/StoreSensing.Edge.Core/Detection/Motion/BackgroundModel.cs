using System.Numerics;

namespace StoreSensing.Edge.Core.Detection.Motion;

/// <summary>
/// What every pixel looks like when nobody is there: a mean colour, one variance, and for how many seconds it was seen like that; beside it
/// one candidate, which takes over when it has been seen for longer. So a person who was there at the start leaves no lasting ghost, who
/// stands still stays visible for <see cref="MotionOptions.AbsorbAfter"/>, and a moved shelf becomes background.
/// </summary>
/// <remarks>
/// The running mean and variance are those of Wren et al., "Pfinder" (PAMI 1997), with the two most persistent modes of Stauffer and Grimson
/// (CVPR 1999), weighted in seconds instead of frames. Shadows: Horprasert, Harwood and Davis, "A statistical approach for real-time robust
/// background subtraction and shadow detection" (1999): with background E and pixel I, brightness distortion α = I·E / E·E and colour
/// distortion |I − αE|; a shadow darkens (α below 1, not far) and leaves the colour. Prati et al. (PAMI 2003) compare the choices.
/// </remarks>
internal sealed class BackgroundModel
{
    // A second of background counts for three of a candidate: where people in dark clothes stand one after another, the floor between them wins.
    private const float Trust = 3;

    // Candidates fade at this rate while the background is seen, and at the other against other colours.
    private const float FadeBehindBackground = 0.25f;
    private const float FadeAgainstOthers = 4;
    private readonly MotionOptions _options;
    private readonly float[] _red;
    private readonly float[] _green;
    private readonly float[] _blue;
    private readonly float[] _variance;
    private readonly float[] _age;
    private readonly float[] _otherRed;
    private readonly float[] _otherGreen;
    private readonly float[] _otherBlue;
    private readonly float[] _otherAge;

    public BackgroundModel(int pixels, MotionOptions options)
    {
        _options = options;
        var size = pixels + Vector<float>.Count;
        (_red, _green, _blue) = (new float[size], new float[size], new float[size]);
        (_variance, _age) = (new float[size], new float[size]);
        (_otherRed, _otherGreen, _otherBlue, _otherAge) = (new float[size], new float[size], new float[size], new float[size]);
    }

    private float InitialVariance => _options.NoiseFloor * _options.NoiseFloor * 2;

    /// <summary>Forgets everything: this picture is the background until a better one is seen for longer.</summary>
    public void Learn(SmallPicture picture)
    {
        picture.Red.CopyTo(_red, 0);
        picture.Green.CopyTo(_green, 0);
        picture.Blue.CopyTo(_blue, 0);
        Array.Fill(_variance, InitialVariance);
        Array.Clear(_age);
        Array.Clear(_otherAge);
    }

    /// <summary>
    /// Writes each pixel's distance from the background, as a multiple of its threshold, or 0 where it is background or shadow; and learns from
    /// the picture. Returns the share of pixels that are not background, shadows included.
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <param name="seconds">Since the last one.</param>
    /// <param name="strength">A value a pixel, with room for whole vectors.</param>
    public float Compare(SmallPicture picture, float seconds, float[] strength)
    {
        var pixels = picture.Width * picture.Height;
        var step = new Step(_options, seconds);
        var changed = Vector<float>.Zero;
        for (var i = 0; i < pixels; i += Vector<float>.Count)
        {
            var (r, g, b) = (new Vector<float>(picture.Red, i), new Vector<float>(picture.Green, i), new Vector<float>(picture.Blue, i));
            var (er, eg, eb) = (new Vector<float>(_red, i), new Vector<float>(_green, i), new Vector<float>(_blue, i));
            var variance = new Vector<float>(_variance, i);
            var (dr, dg, db) = (r - er, g - eg, b - eb);
            var distance = (dr * dr) + (dg * dg) + (db * db);
            var limit = step.Limit * Vector.Max(variance, step.Floor);
            var differs = Vector.GreaterThan(distance, limit);

            // Background pixels: the plain mean while young, the slow one later.
            var age = new Vector<float>(_age, i);
            var rate = Vector.ConditionalSelect(differs, Vector<float>.Zero, Vector.Max(step.Rate, step.Time * Trust / (age + (step.Time * Trust))));
            (er + (rate * dr)).CopyTo(_red, i);
            (eg + (rate * dg)).CopyTo(_green, i);
            (eb + (rate * db)).CopyTo(_blue, i);
            (variance + (Vector.Min(rate, step.VarianceRate) * (distance - variance))).CopyTo(_variance, i);
            age = Vector.ConditionalSelect(differs, age, Vector.Min(age + (step.Time * Trust), step.Oldest));
            age.CopyTo(_age, i);
            var otherAge = new Vector<float>(_otherAge, i);
            if (Vector.EqualsAll(differs, Vector<int>.Zero))
            {
                Vector.Max(otherAge - (step.Time * FadeBehindBackground), Vector<float>.Zero).CopyTo(_otherAge, i);
                Vector<float>.Zero.CopyTo(strength, i);
                continue;
            }
            changed += Vector.ConditionalSelect(differs, Vector<float>.One, Vector<float>.Zero);
            var dot = (r * er) + (g * eg) + (b * eb);
            var norm = Vector.Max((er * er) + (eg * eg) + (eb * eb), Vector<float>.One);
            var brightness = dot / norm;
            var colour = (r * r) + (g * g) + (b * b) - (brightness * dot);
            var shadow = Vector.GreaterThan(brightness, step.DarkestShadow) & Vector.LessThan(brightness, Vector<float>.One)
                & Vector.LessThan(colour, step.ShadowColour * norm);
            Vector.ConditionalSelect(Vector.AndNot(differs, shadow), Vector.SquareRoot(distance / limit), Vector<float>.Zero).CopyTo(strength, i);
            Compete(i, step, differs, otherAge, r, g, b);
        }
        strength.AsSpan(pixels).Clear();
        return Vector.Sum(changed) / pixels;
    }

    private void Compete(int i, in Step step, Vector<int> differs, Vector<float> age, Vector<float> r, Vector<float> g, Vector<float> b)
    {
        var (cr, cg, cb) = (new Vector<float>(_otherRed, i), new Vector<float>(_otherGreen, i), new Vector<float>(_otherBlue, i));
        var (dr, dg, db) = (r - cr, g - cg, b - cb);
        var same = Vector.LessThan((dr * dr) + (dg * dg) + (db * db), step.Limit * step.Floor) & Vector.GreaterThan(age, Vector<float>.Zero);
        var weaker = Vector.Max(age - (step.Time * Vector.ConditionalSelect(differs, new Vector<float>(FadeAgainstOthers), new Vector<float>(FadeBehindBackground))), Vector<float>.Zero);
        var next = Vector.ConditionalSelect(differs & same, age + step.Time, weaker);
        // A candidate that has faded gives its place to what is there now.
        var replace = differs & Vector.Equals(next, Vector<float>.Zero);
        next = Vector.ConditionalSelect(replace, step.Time, next);
        var follow = Vector.ConditionalSelect(differs & same, Vector.Max(step.Rate, step.Time / (age + step.Time)), Vector<float>.Zero);
        cr = Vector.ConditionalSelect(replace, r, cr + (follow * dr));
        cg = Vector.ConditionalSelect(replace, g, cg + (follow * dg));
        cb = Vector.ConditionalSelect(replace, b, cb + (follow * db));

        // Seen for longer than the background: they change places, so the old background is known at once when it comes back.
        var current = new Vector<float>(_age, i);
        var swap = differs & Vector.GreaterThan(next, current);
        Exchange(_red, i, swap, ref cr);
        Exchange(_green, i, swap, ref cg);
        Exchange(_blue, i, swap, ref cb);
        cr.CopyTo(_otherRed, i);
        cg.CopyTo(_otherGreen, i);
        cb.CopyTo(_otherBlue, i);
        Vector.ConditionalSelect(swap, next, current).CopyTo(_age, i);
        Vector.ConditionalSelect(swap, current, next).CopyTo(_otherAge, i);
        var variance = new Vector<float>(_variance, i);
        Vector.ConditionalSelect(swap, new Vector<float>(InitialVariance), variance).CopyTo(_variance, i);
    }

    private static void Exchange(float[] plane, int i, Vector<int> swap, ref Vector<float> other)
    {
        var mine = new Vector<float>(plane, i);
        Vector.ConditionalSelect(swap, other, mine).CopyTo(plane, i);
        other = Vector.ConditionalSelect(swap, mine, other);
    }

    /// <summary>What is the same for all pixels of a picture.</summary>
    private readonly struct Step(MotionOptions options, float seconds)
    {
        public Vector<float> Time { get; } = new(seconds);
        public Vector<float> Rate { get; } = new(1 - MathF.Exp(-seconds / (float)options.AdaptOver.TotalSeconds));
        public Vector<float> VarianceRate { get; } = new(1 - MathF.Exp(-seconds / 5));
        public Vector<float> Limit { get; } = new(options.Deviations * options.Deviations);
        public Vector<float> Floor { get; } = new(options.NoiseFloor * options.NoiseFloor);
        public Vector<float> Oldest { get; } = new((float)options.AbsorbAfter.TotalSeconds);
        public Vector<float> DarkestShadow { get; } = new(options.DarkestShadow);
        public Vector<float> ShadowColour { get; } = new(options.ShadowColour * options.ShadowColour);
    }
}
