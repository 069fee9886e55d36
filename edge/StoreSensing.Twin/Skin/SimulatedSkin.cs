using StoreSensing.Twin.Randomness;

namespace StoreSensing.Twin.Skin;

/// <summary>
/// Skin conductance of people who touch two electrodes one after another: level, slow drift, responses, pauses between people, noise, and on request hum and
/// movements. Deterministic; needs the same memory however long it runs. Not thread-safe.
/// </summary>
/// <remarks>
/// A response is the difference of two exponentials with τ = 2 s and 0.75 s (Alexander et al. 2005, J Neurosci Methods 146:116, eq. 1), whose peak comes
/// 1.18 s after its beginning; real ones are smoother at the onset (Bach et al. 2010, Int J Psychophysiol 75:349). Amplitudes are log-normal around 0.3 µS and
/// levels around 5 µS, about what Boucsein (2012, Electrodermal Activity, 2nd ed., table 2.3 and section 3.3) reports for palms.
/// </remarks>
public sealed class SimulatedSkin
{
    /// <summary>Slower time constant of a response, seconds.</summary>
    public const double SlowSeconds = 2;

    /// <summary>Faster time constant of a response, seconds.</summary>
    public const double FastSeconds = 0.75;

    private const double GripSeconds = 0.3; // until electrodes that are taken lie flat
    private const double RefractorySeconds = 1.5;
    private const double TenseMicrosiemens = 0.6;
    private const double TenseRampSeconds = 12;
    private const double ArtefactSeconds = 0.6;

    private static readonly double PeakAfter = SlowSeconds * FastSeconds / (SlowSeconds - FastSeconds) * Math.Log(SlowSeconds / FastSeconds);
    private static readonly double ToPeak = 1 / (Math.Exp(-PeakAfter / SlowSeconds) - Math.Exp(-PeakAfter / FastSeconds));

    private readonly SkinOptions _options;
    private readonly double _slowDecay;
    private readonly double _fastDecay;
    private readonly double _ramp;
    private readonly double[] _waves = new double[6]; // three slow waves: angular frequency and phase
    private Pcg32 _people;
    private Pcg32 _noise;
    private long _samples;
    private double _contactFrom;
    private double _contactEnds;
    private double _moodEnds;
    private double _nextResponse;
    private double _nextArtefact;
    private double _artefactEnds;
    private double _artefact;
    private double _level;
    private double _tense;
    private double _slow;
    private double _fast;

    /// <summary>Somebody takes the electrodes after the first pause.</summary>
    public SimulatedSkin(SkinOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Rate, 2);
        _options = options;
        _people = new Pcg32(options.Seed, 1);
        _noise = new Pcg32(options.Seed, 2);
        _slowDecay = Math.Exp(-1 / (options.Rate * SlowSeconds));
        _fastDecay = Math.Exp(-1 / (options.Rate * FastSeconds));
        _ramp = 1 - Math.Exp(-1 / (options.Rate * TenseRampSeconds));
        _contactEnds = options.PauseSeconds > 0 ? Math.Min(3, options.PauseSeconds) : 0;
    }

    /// <summary>A response began.</summary>
    public event Action<SimulatedResponse>? Responded;

    /// <summary>Time of the next sample, seconds since the beginning.</summary>
    public double Seconds => _samples / _options.Rate;

    /// <summary>Whether somebody touches the electrodes.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>Whether that somebody is tense.</summary>
    public bool IsTense { get; private set; }

    /// <summary>The next sample, µS.</summary>
    public double Next()
    {
        var now = Seconds;
        _samples++;
        if (now >= _contactEnds)
            TakeOrLetGo(now);
        var noise = (_options.NoiseMicrosiemens * _noise.Normal()) + Hum(now);
        return IsTouched ? Skin(now) + noise : Math.Abs(noise) / 4;
    }

    private void TakeOrLetGo(double now)
    {
        IsTouched = !IsTouched || _options.PauseSeconds <= 0;
        if (!IsTouched)
        {
            _contactEnds = now + (_options.PauseSeconds * _people.Uniform(0.5, 1.5));
            return;
        }
        _contactFrom = now;
        _contactEnds = _options.PauseSeconds <= 0 ? double.PositiveInfinity : now + (_options.ContactSeconds * _people.Uniform(0.5, 1.5));
        _level = Math.Clamp(_people.LogNormal(5, 0.5), 1.5, 18);
        for (var i = 0; i < _waves.Length; i += 2)
            (_waves[i], _waves[i + 1]) = (2 * Math.PI / _people.Uniform(70, 260), _people.Uniform(0, 2 * Math.PI));
        (_slow, _fast, _tense, _artefact, _artefactEnds) = (0, 0, 0, 0, 0);
        IsTense = false;
        _moodEnds = now + (_options.CalmSeconds * _people.Uniform(0.5, 1.5));
        _nextResponse = now + 4 + Interval();
        _nextArtefact = now + ArtefactInterval();
    }

    private double Skin(double now)
    {
        if (now >= _moodEnds && _options.TenseSeconds > 0)
        {
            IsTense = !IsTense;
            _moodEnds = now + ((IsTense ? _options.TenseSeconds : _options.CalmSeconds) * _people.Uniform(0.5, 1.5));
        }
        (_slow, _fast) = (_slow * _slowDecay, _fast * _fastDecay);
        if (now >= _nextResponse)
            Respond(now);
        _tense += _ramp * ((IsTense ? TenseMicrosiemens : 0) - _tense);
        var held = now - _contactFrom;
        var settling = 0.8 * Math.Exp(-held / 60); // a level falls while skin gets used to the electrodes
        var drift = 0.0;
        for (var i = 0; i < _waves.Length; i += 2)
            drift += 0.08 * Math.Sin((_waves[i] * held) + _waves[i + 1]);
        var grip = 1 - Math.Exp(-held / GripSeconds);
        return (grip * (_level + settling + drift + _tense + (ToPeak * (_slow - _fast)))) + Artefact(now);
    }

    private void Respond(double now)
    {
        var amplitude = Math.Clamp(_people.LogNormal(0.3, 0.5), 0.1, 1.5);
        _slow += amplitude;
        _fast += amplitude;
        _nextResponse = now + RefractorySeconds + Interval();
        Responded?.Invoke(new SimulatedResponse(now, now + PeakAfter, amplitude));
    }

    private double Interval()
    {
        var perMinute = IsTense ? _options.TenseResponsesPerMinute : _options.ResponsesPerMinute;
        return perMinute <= 0 ? double.PositiveInfinity : _people.Exponential(Math.Max(0.1, (60 / perMinute) - RefractorySeconds));
    }

    private double Artefact(double now)
    {
        if (now >= _nextArtefact)
        {
            (_artefact, _artefactEnds) = (_people.Uniform(1, 3) * (_people.Chance(0.5) ? 1 : -1), now + ArtefactSeconds);
            _nextArtefact = _artefactEnds + ArtefactInterval();
        }
        return now < _artefactEnds ? _artefact : 0;
    }

    private double ArtefactInterval() => _options.ArtefactsPerMinute <= 0 ? double.PositiveInfinity : _people.Exponential(60 / _options.ArtefactsPerMinute);

    private double Hum(double now) => _options.MainsMicrosiemens > 0 ? _options.MainsMicrosiemens * Math.Sin(2 * Math.PI * _options.MainsHertz * now) : 0;
}
