using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using StoreSensing.Testing;

namespace StoreSensing.Architecture.Tests;

/// <summary>The device's program can't write a picture file: nothing in it knows a picture format. What decodes cameras is ffmpeg, a process of its own that only writes raw pixels to a pipe.</summary>
public sealed class CodecTests
{
    private static readonly string[] Codecs =
    [
        "System.Drawing", "ImageSharp", "SkiaSharp", "libSkia", "Magick", "FreeImage", "ImageFlow", "NetVips", "libvips", "OpenCv", "opencv", "Emgu", "FFmpeg.AutoGen", "LibVLC", "GStreamer",
        "jpeg", "jpg", "png", "webp", "giflib", "libgif", "libtiff", "heif", "avif", "avcodec", "avformat", "swscale", "gdiplus", "windowscodecs", "PresentationCore", "gdk_pixbuf", "StbImage", "BigGustave",
    ];

    private static readonly string Folder = Path.Combine(ReferenceData.Repository, "artifacts", "bin", "StoreSensing.Edge.Agent", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')));

    [Fact]
    public void Agent_ItsPackagesAndFiles_HoldNoPictureCodec()
    {
        using var deps = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "storesensing-edge.deps.json")));
        var libraries = deps.RootElement.GetProperty("libraries").EnumerateObject().Select(l => l.Name).ToList();
        libraries.ShouldContain(l => l.StartsWith("Microsoft.Data.Sqlite", StringComparison.Ordinal), "the list itself must be the agent's");
        libraries.Concat(deps.RootElement.GetRawText().Split('"')).Where(IsCodec).ShouldBeEmpty();
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).OfType<string>().Where(IsCodec).ShouldBeEmpty();
    }

    [Fact]
    public void Agent_WhatItReferencesAndImports_HoldsNoPictureCodec()
    {
        var (references, imports) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var file in Directory.EnumerateFiles(Folder, "*.dll"))
            Read(file, references, imports);
        // The search itself must see a reference and a native import.
        references.ShouldContain("Microsoft.Data.Sqlite");
        imports.ShouldContain("libc");
        imports.ShouldContain(name => name.Contains("mosquitto", StringComparison.Ordinal));
        references.Concat(imports).Where(IsCodec).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("SixLabors.ImageSharp/3.1.5")]
    [InlineData("System.Drawing.Common")]
    [InlineData("libjpeg.so.62")]
    [InlineData("libturbojpeg")]
    [InlineData("OpenCvSharp4")]
    public void IsCodec_KnownOne_IsSeen(string name) => IsCodec(name).ShouldBeTrue();

    // The runtime's own System.Drawing.Primitives has points and colours only.
    private static bool IsCodec(string name) =>
        !name.StartsWith("System.Drawing.Primitives", StringComparison.Ordinal) && Codecs.Any(codec => name.Contains(codec, StringComparison.OrdinalIgnoreCase));

    private static void Read(string file, SortedSet<string> references, SortedSet<string> imports)
    {
        using var image = new PEReader(File.OpenRead(file));
        if (!image.HasMetadata)
            return;
        var metadata = image.GetMetadataReader();
        references.UnionWith(metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name)));
        for (var row = 1; row <= metadata.GetTableRowCount(TableIndex.ModuleRef); row++)
            imports.Add(metadata.GetString(metadata.GetModuleReference(MetadataTokens.ModuleReferenceHandle(row)).Name));
    }
}
