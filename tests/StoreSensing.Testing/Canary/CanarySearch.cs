using System.Buffers.Binary;
using System.Collections;

namespace StoreSensing.Testing.Canary;

/// <summary>Looks for very many needles, numbers of a range and pictures' file headers in any bytes, at every offset.</summary>
public sealed class CanarySearch
{
    private const int MostFindings = 20;
    private readonly Dictionary<ulong, List<Needle>> _byStart = [];
    private readonly BitArray _first = new(1 << 16);
    private readonly NumberRange? _numbers;

    /// <param name="needles">What must not be found.</param>
    /// <param name="numbers">Numbers that must not be found, as text or binary; null for none.</param>
    public CanarySearch(IEnumerable<Needle> needles, NumberRange? numbers = null)
    {
        _numbers = numbers;
        foreach (var needle in needles)
        {
            if (needle.Bytes.Length < Needle.Least)
                throw new ArgumentException($"{needle.Form} has {needle.Bytes.Length} bytes: that would be found by chance");
            // All zeros or all alike is no pattern: an empty page of a file would hold it.
            if (needle.Bytes.Distinct().Count() < 3)
                continue;
            var start = BinaryPrimitives.ReadUInt64LittleEndian(needle.Bytes);
            if (!_byStart.TryGetValue(start, out var same))
                _byStart[start] = same = [];
            same.Add(needle);
            _first[(int)(start & 0xFFFF)] = true;
            Needles++;
        }
    }

    /// <summary>Needles that are looked for.</summary>
    public int Needles { get; }

    /// <summary>Everything found, up to twenty.</summary>
    public IReadOnlyList<Finding> In(string place, ReadOnlySpan<byte> content)
    {
        var found = new List<Finding>();
        for (var at = 0; at <= content.Length - 4 && found.Count < MostFindings; at++)
        {
            var rest = content[at..];
            if (PictureHeaders.At(rest) is { } picture)
                found.Add(new Finding(place, picture, at));
            if (_numbers?.At(rest) is { } number)
                found.Add(new Finding(place, number, at));
            if (rest.Length < Needle.Least || !_first[rest[0] | (rest[1] << 8)] || !_byStart.TryGetValue(BinaryPrimitives.ReadUInt64LittleEndian(rest), out var candidates))
                continue;
            foreach (var needle in candidates)
                if (rest.StartsWith(needle.Bytes))
                    found.Add(new Finding(place, needle.Form, at));
        }
        return found;
    }

    /// <summary>Everything found in a folder's files, their names included. Files that go away meanwhile are left out.</summary>
    public IReadOnlyList<Finding> InFolder(string folder)
    {
        var found = new List<Finding>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            found.AddRange(In($"the name of {file}", System.Text.Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file))));
            try
            {
                if (new FileInfo(file).Length == 0)
                    continue; // also a pipe, which would be waited for
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var content = new MemoryStream();
                stream.CopyTo(content);
                found.AddRange(In(file, content.GetBuffer().AsSpan(0, (int)content.Length)));
            }
            catch (IOException)
            {
                // Gone, or a socket.
            }
        }
        return found;
    }
}
