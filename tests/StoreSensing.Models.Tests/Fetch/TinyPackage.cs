using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Tests.Import;

namespace StoreSensing.Models.Tests.Fetch;

/// <summary>An npm package with a “runtime” and a TensorFlow.js graph, and the catalog that names both.</summary>
internal sealed class TinyPackage
{
    // Large and random enough that a transfer can break in the middle.
    private readonly byte[] _library = Noise(300_000);
    private readonly byte[] _graph;
    private readonly byte[] _weights;

    public TinyPackage()
    {
        var graph = new TinyGraph().Input(2, 2, 1).Floats("k", [], 3).Node("m", "Mul", ["x", "k"]);
        (_graph, _weights, Onnx) = (graph.Json(), graph.Weights(), graph.Import("m"));
        Bytes = Pack(("package/package.json", "{}"u8.ToArray()), ("package/lib/libtiny.so", _library), ("package/models/tiny.json", _graph), ("package/models/tiny.bin", _weights));
    }

    public byte[] Bytes { get; }

    public byte[] Onnx { get; }

    public byte[] Library => _library;

    public string Integrity => "sha512-" + Convert.ToBase64String(SHA512.HashData(Bytes));

    /// <summary>Writes the catalog; <paramref name="change"/> may spoil it.</summary>
    public ModelStore Store(string folder, Func<string, string>? change = null)
    {
        var library = new RuntimeLibrary("lib/libtiny.so", Hash(_library), _library.Length);
        var catalog = new ModelCatalog
        {
            Runtime = new RuntimeEntry
            {
                Name = "tinyruntime",
                Version = "1.2.3",
                Licence = "MIT",
                Origin = "npm:@scope/tiny@1.2.3",
                Integrity = Integrity,
                Libraries = new Dictionary<string, RuntimeLibrary> { [ModelStore.Platform] = library },
            },
            Models =
            [
                new ModelEntry
                {
                    Name = "tiny",
                    Task = ModelTask.Expression,
                    Default = true,
                    Summary = "three times the input",
                    Origin = "npm:@scope/tiny@1.2.3#models/tiny.json",
                    Integrity = Integrity,
                    Sha256 = Hash(Onnx),
                    Bytes = Onnx.Length,
                    Licence = new ModelLicence("MIT", "MIT"),
                    Preprocessing = "none",
                    Inputs = [new TensorInfo("input", [1, 1, 2, 2])],
                    Outputs = [new TensorInfo("y", [1, 1, 2, 2])],
                    Import = new ModelImport
                    {
                        Sources = new Dictionary<string, string> { ["models/tiny.json"] = Hash(_graph), ["models/tiny.bin"] = Hash(_weights) },
                        Outputs = [new ModelImportOutput("y", "m")],
                    },
                },
                new ModelEntry
                {
                    Name = "beside",
                    Task = ModelTask.HeadPose,
                    Summary = "a file beside the catalog",
                    Origin = "file:beside.bin",
                    Sha256 = Hash("beside"u8.ToArray()),
                    Bytes = 6,
                    Licence = new ModelLicence("MIT", "MIT"),
                    Preprocessing = "none",
                    Inputs = [new TensorInfo("input", [1])],
                    Outputs = [new TensorInfo("y", [1])],
                },
            ],
        };
        var json = JsonSerializer.Serialize(new { catalog.Runtime, Models = catalog.Models.Select(WithoutDerived) }, JsonSerializerOptions.Web);
        File.WriteAllText(Path.Combine(folder, "catalog.json"), change?.Invoke(json) ?? json);
        return ModelStore.Open(Path.Combine(folder, "catalog.json"), Path.Combine(folder, "cache"));
    }

    /// <summary>The catalog with one recommended model more, called <c>free</c>, and one that only a person can bring, <c>hand</c>.</summary>
    public static string WithFreeModel(string catalog, string address, byte[] file)
    {
        var root = JsonNode.Parse(catalog)!;
        var models = root["models"]!.AsArray();
        var free = models[1]!.DeepClone();
        (free["name"], free["origin"], free["sha256"], free["bytes"], free["recommended"]) = ("free", address, Hash(file), file.Length, true);
        var hand = models[1]!.DeepClone();
        (hand["name"], hand["origin"], hand["byHand"], hand["recommended"]) = ("hand", "file:hand.bin", "only the makings are published", true);
        models.Add(free);
        models.Add(hand);
        return root.ToJsonString();
    }

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static byte[] Noise(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    private static object WithoutDerived(ModelEntry model) => new
    {
        model.Name, model.Task, model.Default, model.Summary, model.Origin, model.Integrity, model.Sha256, model.Bytes, model.Licence,
        model.Preprocessing, model.Inputs, model.Outputs, model.Import,
    };

    private static byte[] Pack(params (string Name, byte[] Bytes)[] files)
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zip, TarEntryFormat.Ustar))
        {
            foreach (var (name, bytes) in files)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
        }
        return memory.ToArray();
    }
}
