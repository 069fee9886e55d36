namespace StoreSensing.Testing.Canary;

/// <summary>Bytes that must be nowhere.</summary>
/// <param name="Form">What they are and how they are written, for the failure's message.</param>
/// <param name="Bytes">At least <see cref="Least"/> of them.</param>
public sealed record Needle(string Form, byte[] Bytes)
{
    /// <summary>Shorter ones would be found by chance.</summary>
    public const int Least = 8;
}

/// <summary>A needle that was found.</summary>
/// <param name="Place">The file, stream or line.</param>
/// <param name="Form">The needle's form.</param>
/// <param name="Offset">Where in it, bytes.</param>
public sealed record Finding(string Place, string Form, long Offset);
