using System.Globalization;
using System.Text;

namespace StoreSensing.Edge.Drivers.Sensors;

/// <summary>Takes bytes as they come apart into lines with one number each. Allocates nothing while lines are numbers.</summary>
/// <param name="skipFirst">The first line may be the rest of one that began before.</param>
internal sealed class LineNumbers(bool skipFirst)
{
    /// <summary>Most bytes that may be fed at once.</summary>
    public const int MostBytes = 4096;

    private const int LongestLine = 64;

    private readonly byte[] _line = new byte[LongestLine];
    private readonly double[] _values = new double[(MostBytes / 2) + 1];
    private int _count;
    private int _length;
    private bool _skip = skipFirst;

    /// <summary>Lines that were no numbers.</summary>
    public long Bad { get; private set; }

    /// <summary>The beginning of the last of them, printable; null while there is none.</summary>
    public string? LastBad { get; private set; }

    /// <summary>The numbers whose lines end in these bytes; valid until the next call.</summary>
    public ReadOnlySpan<double> Feed(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var b in bytes)
        {
            if (b is not ((byte)'\n' or (byte)'\r'))
            {
                if (_length < LongestLine)
                    _line[_length] = b;
                _length++; // longer than what is kept: no number
            }
            else if (_length > 0)
            {
                if (Take(out var value))
                    _values[count++] = value;
                _length = 0;
            }
        }
        _count = count;
        return _values.AsSpan(0, count);
    }

    /// <summary>Clears the numbers that were given; a line that is not complete yet is kept.</summary>
    public void Forget()
    {
        _values.AsSpan(0, _count).Clear();
        _count = 0;
        if (_length == 0)
            Array.Clear(_line);
    }

    // A line may say nan, as a board does whose converter failed; anything else that is no number is a fault of the line.
    private bool Take(out double value)
    {
        value = 0;
        if (_skip)
        {
            _skip = false;
            return false;
        }
        var line = _line.AsSpan(0, Math.Min(_length, LongestLine)).Trim((byte)' ');
        if (line.IsEmpty)
            return false;
        if (_length <= LongestLine && double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && !double.IsInfinity(value))
            return true;
        Bad++;
        var shown = line[..Math.Min(line.Length, 24)].ToArray();
        for (var i = 0; i < shown.Length; i++)
            shown[i] = shown[i] is < 32 or > 126 ? (byte)'?' : shown[i];
        LastBad = Encoding.ASCII.GetString(shown);
        return false;
    }
}
