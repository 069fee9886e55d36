using System.Globalization;

namespace StoreSensing.Contracts.Audit;

/// <summary>What a text looks like that is neither chosen from a list nor a time of the wire.</summary>
/// <remarks>
/// Thresholds, in bits of Shannon entropy per character (C. E. Shannon, A Mathematical Theory of Communication, 1948, section 6). A word of a natural
/// language or a name like <c>left-window-2</c> has long runs of letters; random ids change between letters and digits. So a text looks random when, in a
/// run of letters and digits, one of these holds: at least 12 characters, 3.0 bits and 3 changes between letters and digits; or at least 24
/// characters and 4.2 bits (with slashes and dots among them too, when capitals, small letters and digits are); or when without <c>-</c> and <c>:</c> it is 12 or more hexadecimal digits, letters among them, with 2.5 bits (UUID, MAC
/// address, hash). A run of 9 or more digits is a number of somebody or something.
/// </remarks>
public static class TextJudge
{
    private const int MixedLength = 12;
    private const double MixedBits = 3.0;
    private const int MixedChanges = 3;
    private const int LongLength = 24;
    private const double LongBits = 4.2;
    private const int HexLength = 12;
    private const double HexBits = 2.5;
    private const int DigitRun = 9;

    /// <summary>Bits per character.</summary>
    public static double Entropy(ReadOnlySpan<char> text)
    {
        Dictionary<char, int> counts = [];
        foreach (var c in text)
            counts[c] = counts.GetValueOrDefault(c) + 1;
        var bits = 0.0;
        foreach (var count in counts.Values)
            bits -= (double)count / text.Length * Math.Log2((double)count / text.Length);
        return bits;
    }

    /// <summary>Why the text looks random, or null.</summary>
    public static string? Random(string text)
    {
        var hex = text.Replace("-", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal);
        if (hex.Length >= HexLength && hex.All(char.IsAsciiHexDigit) && hex.Any(char.IsAsciiLetter) && hex.Any(char.IsAsciiDigit) && Entropy(hex) is >= HexBits and var hexBits)
            return string.Create(CultureInfo.InvariantCulture, $"{hex.Length} hexadecimal digits of {hexBits:0.0} bits each");
        foreach (var run in Runs(text))
        {
            var token = text.AsSpan(run);
            var bits = Entropy(token);
            var length = token.Length;
            if ((length >= MixedLength && bits >= MixedBits && Changes(token) >= MixedChanges) || (length >= LongLength && bits >= LongBits))
                return string.Create(CultureInfo.InvariantCulture, $"{length} characters of {bits:0.0} bits each");
        }
        // Base64 has slashes within.
        foreach (var word in text.Split(' '))
            if (word.Length >= LongLength && word.Any(char.IsAsciiLetterUpper) && word.Any(char.IsAsciiLetterLower) && word.Any(char.IsAsciiDigit) && Entropy(word) is >= LongBits and var wordBits)
                return string.Create(CultureInfo.InvariantCulture, $"{word.Length} characters of {wordBits:0.0} bits each");
        return null;
    }

    /// <summary>Why the text holds somebody's number or address, or null.</summary>
    public static string? Identifying(string text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            digits = char.IsAsciiDigit(c) ? digits + 1 : 0;
            if (digits == DigitRun)
                return $"{DigitRun} or more digits in a row";
        }
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && text.IndexOf('.', at) > at + 1 && !text[..at].EndsWith(' ') ? "an e-mail address" : null;
    }

    /// <summary>True when a date or a time of day stands in the text.</summary>
    public static bool HoldsTime(string text)
    {
        for (var i = 0; i + 4 < text.Length; i++)
        {
            if (Is(text, i, "##:##") && (i == 0 || !char.IsAsciiLetterOrDigit(text[i - 1])) && (i + 5 == text.Length || !char.IsAsciiHexDigit(text[i + 5])))
                return true;
            if (Is(text, i, "####-##-##") || Is(text, i, "########T"))
                return true;
        }
        return false;
    }

    private static bool Is(string text, int from, string form)
    {
        if (from + form.Length > text.Length)
            return false;
        for (var i = 0; i < form.Length; i++)
            if (form[i] == '#' ? !char.IsAsciiDigit(text[from + i]) : text[from + i] != form[i])
                return false;
        return true;
    }

    // The characters of base64 stay together.
    private static IEnumerable<Range> Runs(string text)
    {
        var from = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '+' or '='))
                continue;
            if (i > from)
                yield return from..i;
            from = i + 1;
        }
    }

    private static int Changes(ReadOnlySpan<char> token)
    {
        var changes = 0;
        for (var i = 1; i < token.Length; i++)
            changes += char.IsAsciiDigit(token[i]) != char.IsAsciiDigit(token[i - 1]) ? 1 : 0;
        return changes;
    }
}
