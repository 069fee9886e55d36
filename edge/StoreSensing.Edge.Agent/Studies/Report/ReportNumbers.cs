using System.Globalization;

namespace StoreSensing.Edge.Agent.Studies.Report;

/// <summary>Numbers and times as the report's readers write them.</summary>
internal sealed class ReportNumbers(char decimalMark)
{
    /// <summary>What stands for a figure that is not known.</summary>
    public const string Unknown = "–";

    public string Fixed(double? value, int digits)
    {
        if (value is not { } known || !double.IsFinite(known))
            return Unknown;
        var text = (Math.Round(known, digits) + 0.0).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.Replace('.', decimalMark).Replace('-', '−');
    }

    public string Whole(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u202F');

    public string Percent(double share) => Fixed(share * 100, share is > 0 and < 0.01 or > 0.99 and < 1 ? 1 : 0) + "\u00A0%";

    /// <summary>As few digits as the value needs, at most four.</summary>
    public string Plain(double value) => value.ToString("0.####", CultureInfo.InvariantCulture).Replace('.', decimalMark).Replace('-', '−');

    /// <summary>m:ss, or h:mm:ss from an hour on.</summary>
    public static string Clock(double seconds)
    {
        var whole = (long)Math.Round(seconds);
        return whole >= 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{whole / 3600}:{whole / 60 % 60:00}:{whole % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00}");
    }
}
