namespace StoreSensing.Edge.Core.Physiology.Arousal;

/// <summary>Makes features of a contact's clean seconds, one after the other. Its memory is twenty minutes, whatever a contact's length; allocates nothing.</summary>
internal sealed class FeatureExtractor
{
    private const double LeastLevel = 0.02; // µS; below, the logarithm would show the converter's noise
    private const double LevelNoise = 0.05; // log units: a steady level's tiny changes are no arousal
    private const double AmplitudeNoise = 0.3;
    private const double AmplitudeScale = 20; // per µS: ln(1 + 1) at the threshold of a response
    private const int FeatureSeconds = ArousalLimits.FeatureSeconds;
    private readonly double[] _levels = new double[FeatureSeconds];
    private readonly TrailingSum _scrs = new(FeatureSeconds);
    private readonly TrailingSum _amplitudes = new(FeatureSeconds);
    private readonly TrailingRank _rank300 = new(300);
    private readonly TrailingRank _rank600 = new(600);
    private RunningHistory _level = new(5);
    private RunningHistory _smoothLevel = new(3);
    private RunningHistory _over150 = new(150);
    private RunningHistory _over600 = new(600);
    private RunningHistory _over1200 = new(1200);
    private RunningHistory _amplitude600 = new(600);
    private long _count;

    /// <summary>Clean seconds taken since the contact began.</summary>
    public long Seconds => _count;

    /// <summary>Begins anew with a contact.</summary>
    public void Reset()
    {
        _scrs.Reset();
        _amplitudes.Reset();
        _rank300.Reset();
        _rank600.Reset();
        _level.Reset();
        _smoothLevel.Reset();
        _over150.Reset();
        _over600.Reset();
        _over1200.Reset();
        _amplitude600.Reset();
        Array.Clear(_levels);
        _count = 0;
    }

    /// <summary>Takes a clean second: level (µS), responses, their amplitudes (µS).</summary>
    public ArousalFeatures Next(double level, int scrs, double amplitude)
    {
        var log = Math.Log(Math.Max(level, LeastLevel));
        _level.Add(log);
        _smoothLevel.Add(log);
        _over150.Add(log);
        _over600.Add(log);
        _over1200.Add(log);
        var place = (int)(_count % FeatureSeconds);
        var slope = _count < FeatureSeconds ? 0 : _smoothLevel.Mean - _levels[place];
        _levels[place] = _smoothLevel.Mean;
        _count++;
        var amplitudes = Math.Log(1 + (AmplitudeScale * Math.Max(0, _amplitudes.Add(amplitude))));
        _amplitude600.Add(amplitudes);
        var spread = _over600.Deviation + LevelNoise;
        return new ArousalFeatures
        {
            LevelOver150 = (_level.Mean - _over150.Mean) / spread,
            LevelOver600 = (_level.Mean - _over600.Mean) / spread,
            LevelOver1200 = (_level.Mean - _over1200.Mean) / spread,
            RankIn300 = _rank300.Add(log),
            RankIn600 = _rank600.Add(log),
            Slope60 = Math.Clamp(slope, -1, 1),
            Scrs60 = _scrs.Add(scrs),
            AmplitudeOver600 = (amplitudes - _amplitude600.Mean) / (_amplitude600.Deviation + AmplitudeNoise),
        };
    }
}
