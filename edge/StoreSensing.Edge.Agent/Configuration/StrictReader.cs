using StoreSensing.Configuration;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Anonymisation.Strict;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>Asks for the keys of <c>strict:</c>, and for the defaults that depend on the profile.</summary>
internal static class StrictReader
{
    private const int Window = 60;
    private const int StrictWindow = 3600;
    private const double Cell = 0.5;
    private const double NoisyCell = 2;
    private const double EpsilonPerDay = 4;

    public static StrictOptions Read(ConfigSection s)
    {
        var standard = new StrictOptions();
        return new StrictOptions
        {
            EpsilonPerDay = s.Number("epsilonPerDay", "most privacy loss (differential privacy's ε) of any one track over a day; 0: no noise, counts in steps of 5 only", EpsilonPerDay, 0, 100),
            Visits = s.Integer("visits", "with noise: visits that one track may contribute to a day, over all zones", standard.Visits, 1, 1000),
            EngagedVisits = s.Integer("engagedVisits", "with noise: engaged visits that one track may contribute to a day, over all zones", standard.EngagedVisits, 1, 1000),
            Crossings = s.Integer("crossings", "with noise: crossings that one track may contribute to a day, over all lines", standard.Crossings, 1, 1000),
            HeatSeconds = s.Integer("heatSeconds", "with noise: seconds of heat that one track may contribute to a day, over all cells", standard.HeatSeconds, 1, 86_400),
        };
    }

    /// <summary>Where the configuration has no such section.</summary>
    public static StrictOptions Default(string privacy) => new() { EpsilonPerDay = privacy == PrivacyProfile.Strict.Name ? EpsilonPerDay : 0 };

    /// <summary>Length of windows where the configuration says nothing, seconds.</summary>
    public static int WindowSeconds(string privacy) => privacy == PrivacyProfile.Strict.Name ? StrictWindow : Window;

    /// <summary>Side of a heat cell where the configuration says nothing, metres.</summary>
    public static double CellMetres(EdgeConfig config) => config.IsNoisy ? NoisyCell : Cell;
}
