namespace StoreSensing.Configuration;

/// <summary>Finds what somebody meant to write.</summary>
public static class Nearest
{
    /// <summary><c>; did you mean 'x'?</c> for the closest name, or the list of names when none is close.</summary>
    public static string Suggest(string written, IEnumerable<string> names)
    {
        var known = names.Order(StringComparer.Ordinal).ToList();
        if (DidYouMean(written, known) is { Length: > 0 } near)
            return near;
        return known.Count == 0 ? "" : $"; known here: {string.Join(", ", known)}";
    }

    /// <summary><c>; did you mean 'x'?</c> for the closest name; empty when none is close. For sentences that list the names already.</summary>
    public static string DidYouMean(string written, IEnumerable<string> names)
    {
        var ranked = names.Select(name => (name, distance: Distance(written, name))).OrderBy(x => x.distance).ThenBy(x => x.name, StringComparer.Ordinal).ToList();
        if (ranked.Count == 0)
            return "";
        var best = ranked[0];
        var near = best.distance <= Math.Max(2, written.Length / 3) && best.distance < Math.Max(written.Length, best.name.Length);
        return near ? $"; did you mean '{best.name}'?" : "";
    }

    // Optimal string alignment: insertions, deletions, substitutions, swaps of neighbours (Damerau 1964).
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
