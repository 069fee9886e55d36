namespace StoreSensing.Contracts.Wire;

/// <summary>The one rule for every id that travels: <c>[a-z0-9-]{1,40}</c>. Ids are topic levels, so nothing else is safe in them.</summary>
public static class Identifier
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 40;

    /// <summary>The rule in words, for error messages.</summary>
    public const string Rule = "1 to 40 of a-z, 0-9 and '-'";

    /// <summary>True when <paramref name="id"/> follows the rule.</summary>
    public static bool IsValid(ReadOnlySpan<char> id)
    {
        if (id.Length is 0 or > MaxLength)
            return false;
        foreach (var c in id)
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
                return false;
        return true;
    }

    /// <summary>Returns <paramref name="id"/>, or throws <see cref="FormatException"/> naming it.</summary>
    public static string Require(string id, string what) =>
        IsValid(id) ? id : throw new FormatException($"{what} '{id}' is not an id: use {Rule}");
}
