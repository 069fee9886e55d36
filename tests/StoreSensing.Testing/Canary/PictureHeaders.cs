namespace StoreSensing.Testing.Canary;

/// <summary>How files with pictures or videos begin, as they are and in base64.</summary>
internal static class PictureHeaders
{
    /// <summary>The kind of file that begins here, or null.</summary>
    public static string? At(ReadOnlySpan<byte> bytes) => bytes[0] switch
    {
        // The start of image is followed by an application, comment, table or frame marker.
        0xFF when bytes[1] == 0xD8 && bytes[2] == 0xFF && bytes[3] is (>= 0xE0 and <= 0xEF) or 0xDB or 0xC0 or 0xC4 or 0xFE => "JPEG header",
        0x89 when bytes[1..].StartsWith("PNG"u8) => "PNG header",
        (byte)'R' when bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && (bytes[8..].StartsWith("WEBP"u8) || bytes[8..].StartsWith("AVI "u8)) => "WebP or AVI header",
        (byte)'G' when bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8) => "GIF header",
        (byte)'n' when bytes.StartsWith("nut/multimedia"u8) => "NUT header",
        0x1A when bytes[1] == 0x45 && bytes[2] == 0xDF && bytes[3] == 0xA3 => "Matroska header",
        (byte)'f' when bytes.StartsWith("ftypavif"u8) || bytes.StartsWith("ftypheic"u8) || bytes.StartsWith("ftypisom"u8) => "AVIF, HEIF or MP4 header",
        (byte)'/' when bytes.StartsWith("/9j/4"u8) || bytes.StartsWith("/9j/2wB"u8) => "JPEG header in base64",
        (byte)'i' when bytes.StartsWith("iVBORw0KGgo"u8) => "PNG header in base64",
        (byte)'U' when bytes.StartsWith("UklGR"u8) => "WebP or AVI header in base64",
        (byte)'R' when bytes.StartsWith("R0lGOD"u8) => "GIF header in base64",
        (byte)'d' when bytes.StartsWith("data:image/"u8) => "picture as a data address",
        _ => null,
    };
}
