using System.Globalization;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>What kind of server it is, from what it says of itself.</summary>
/// <param name="Major">1, 2, 3; 0 for a server that takes the line protocol and doesn't say what it is.</param>
/// <param name="Text">As it says.</param>
internal readonly record struct InfluxVersion(int Major, string Text)
{
    /// <summary>Writes to <c>/write?db=</c> and signs in with a name; the others take <c>/api/v2/write?bucket=</c> and a token.</summary>
    public bool IsOne => Major == 1;

    /// <summary>From <c>1.6.7~rc0</c>, <c>v2.7.10</c>, <c>3.0.1</c>.</summary>
    public static InfluxVersion Parse(string? text)
    {
        var digits = (text ?? "").AsSpan().Trim().TrimStart('v');
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        var major = int.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return new InfluxVersion(major, string.IsNullOrWhiteSpace(text) ? "unknown version" : text.Trim());
    }
}
