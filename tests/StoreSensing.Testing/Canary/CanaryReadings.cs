using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace StoreSensing.Testing.Canary;

/// <summary>Readings of skin conductance, µS, with so many digits that each is met nowhere by chance, and every form of them that must not be found.</summary>
public static class CanaryReadings
{
    private const int Digits = 7; // of eight characters with the point; what is told has fewer

    /// <summary>Text with a point or a comma, double and single precision in both byte orders (two in a row, for singles), thousandths and millionths.</summary>
    public static IEnumerable<Needle> Needles(IReadOnlyList<double> readings)
    {
        for (var i = 0; i < readings.Count; i++)
        {
            var text = readings[i].ToString("0.00000000", CultureInfo.InvariantCulture)[..(Digits + 1)];
            yield return new Needle("reading as text", Encoding.ASCII.GetBytes(text));
            yield return new Needle("reading as text", Encoding.ASCII.GetBytes(text.Replace('.', ',')));
            foreach (var needle in Writings.Plain("reading in double precision", Double(readings[i])))
                if (needle.Bytes.Length >= Needle.Least)
                    yield return needle;
            yield return new Needle("reading in double precision, big-endian", [.. Double(readings[i]).Reverse()]);
            if (i + 1 >= readings.Count)
                continue;
            yield return new Needle("readings in single precision", [.. Single(readings[i]), .. Single(readings[i + 1])]);
            yield return new Needle("readings in single precision, big-endian", [.. Single(readings[i]).Reverse(), .. Single(readings[i + 1]).Reverse()]);
        }
    }

    private static byte[] Double(double value)
    {
        var bytes = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Single(double value)
    {
        var bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
        return bytes;
    }
}
