using System.Globalization;
using System.Text;

namespace StoreSensing.Testing.Canary;

/// <summary>The ways in which a run of bytes may stand in a file or message.</summary>
internal static class Writings
{
    /// <summary>As it is and in base64.</summary>
    public static IEnumerable<Needle> Plain(string form, byte[] run) => Base64(form, run).Prepend(new Needle(form, run));

    /// <summary>Also in hexadecimal digits and as a list of decimal numbers.</summary>
    public static IEnumerable<Needle> All(string form, byte[] run)
    {
        foreach (var needle in Plain(form, run))
            yield return needle;
        yield return new Needle($"{form}, hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(run)));
        yield return new Needle($"{form}, hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexString(run)));
        foreach (var separator in (string[])[",", ", ", " ", "\n"])
            yield return new Needle($"{form}, decimal numbers", Encoding.ASCII.GetBytes(string.Join(separator, run.Select(b => b.ToString(CultureInfo.InvariantCulture)))));
    }

    // The run may begin at any of a group's three bytes; what its neighbours don't change is looked for.
    private static IEnumerable<Needle> Base64(string form, byte[] run)
    {
        for (var skip = 0; skip < 3; skip++)
        {
            var text = Convert.ToBase64String(run, skip, (run.Length - skip) / 3 * 3);
            yield return new Needle($"{form}, base64", Encoding.ASCII.GetBytes(text));
            if (text.AsSpan().IndexOfAny('+', '/') >= 0)
                yield return new Needle($"{form}, base64url", Encoding.ASCII.GetBytes(text.Replace('+', '-').Replace('/', '_')));
        }
    }
}
