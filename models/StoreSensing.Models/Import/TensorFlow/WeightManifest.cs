using System.Buffers.Binary;
using System.Text.Json;

namespace StoreSensing.Models.Import.TensorFlow;

/// <summary>
/// Cuts the weights file into tensors: one after the other in the manifest's order, without alignment, so that an int32 may start at an
/// odd address after float16 values.
/// </summary>
internal static class WeightManifest
{
    public static Dictionary<string, TensorFlowTensor> Read(JsonElement manifest, ReadOnlySpan<byte> bytes)
    {
        var tensors = new Dictionary<string, TensorFlowTensor>();
        var position = 0;
        foreach (var entry in manifest.EnumerateArray().SelectMany(group => group.GetProperty("weights").EnumerateArray()))
        {
            var name = entry.GetProperty("name").GetString()!;
            var shape = entry.GetProperty("shape").EnumerateArray().Select(side => side.GetInt32()).ToArray();
            var count = shape.Aggregate(1, (product, side) => checked(product * side));
            var type = StoredType(entry);
            var width = type == "float16" ? 2 : 4;
            if (count * (long)width > bytes.Length - position)
                throw new ImportException($"the weights end before '{name}': {bytes.Length} bytes are too few");
            tensors.Add(name, Tensor(name, type, shape, bytes.Slice(position, count * width)));
            position += count * width;
        }
        return position == bytes.Length
            ? tensors
            : throw new ImportException($"the weights have {bytes.Length} bytes, the manifest describes {position}");
    }

    private static string StoredType(JsonElement entry)
    {
        var type = entry.TryGetProperty("quantization", out var quantisation) ? quantisation.GetProperty("dtype") : entry.GetProperty("dtype");
        return type.GetString()!;
    }

    private static TensorFlowTensor Tensor(string name, string type, int[] shape, ReadOnlySpan<byte> bytes)
    {
        switch (type)
        {
            case "float32":
                var singles = new float[bytes.Length / 4];
                for (var i = 0; i < singles.Length; i++)
                    singles[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
                return new TensorFlowTensor(shape, singles, null);
            case "float16":
                var halves = new float[bytes.Length / 2];
                for (var i = 0; i < halves.Length; i++)
                    halves[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
                return new TensorFlowTensor(shape, halves, null);
            case "int32":
                var integers = new int[bytes.Length / 4];
                for (var i = 0; i < integers.Length; i++)
                    integers[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]);
                return new TensorFlowTensor(shape, null, integers);
            default:
                throw new ImportException($"weight '{name}' is stored as {type}; float32, float16 and int32 can be read");
        }
    }
}
