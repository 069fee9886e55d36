using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StoreSensing.Testing.Canary;

/// <summary>All that an object keeps alive, as bytes: arrays whole, with what lies behind the part in use, and single numbers.</summary>
public static class HeldMemory
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Every array and object within reach of <paramref name="root"/>, each with the way to it. Objects of the framework's own are looked into only where they hold elements.</summary>
    public static IReadOnlyList<(string Way, byte[] Bytes)> Of(object root)
    {
        var held = new List<(string, byte[])>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<(string Way, object What)>([(root.GetType().Name, root)]);
        while (waiting.TryDequeue(out var next))
            if (seen.Add(next.What))
                Open(next.Way, next.What, held, waiting);
        return held;
    }

    /// <summary>What is found in it.</summary>
    public static IReadOnlyList<Finding> Search(this CanarySearch search, object root) => [.. Of(root).SelectMany(h => search.In(h.Way, h.Bytes))];

    private static void Open(string way, object what, List<(string, byte[])> held, Queue<(string, object)> waiting)
    {
        if (what is Array array)
        {
            if (BytesOf(array) is { } bytes)
                held.Add((way, bytes));
            else
                foreach (var element in array)
                    Follow($"{way}[]", element, waiting);
            return;
        }
        var numbers = new List<byte>();
        for (var type = what.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            foreach (var field in type.GetFields(Fields))
                Take($"{way}.{field.Name}", field.GetValue(what), numbers, waiting);
        if (numbers.Count > 0)
            held.Add((way, [.. numbers]));
    }

    private static void Take(string way, object? value, List<byte> numbers, Queue<(string, object)> waiting)
    {
        if (value is double d)
            numbers.AddRange(BitConverter.GetBytes(d));
        else if (value is float f)
            numbers.AddRange(BitConverter.GetBytes(f));
        else if (value is long l)
            numbers.AddRange(BitConverter.GetBytes(l));
        else
            Follow(way, value, waiting);
    }

    private static void Follow(string way, object? value, Queue<(string, object)> waiting)
    {
        if (value is null or string or Type or Pointer or MemberInfo or Delegate || value.GetType() is { IsPrimitive: true } or { IsEnum: true })
            return;
        // A boxed value is looked into, too: it may hold arrays.
        waiting.Enqueue((way, value));
    }

    private static byte[]? BytesOf(Array array)
    {
        var element = array.GetType().GetElementType()!;
        if (array.Rank != 1 || !element.IsValueType)
            return null;
        return (byte[]?)typeof(HeldMemory).GetMethod(nameof(Raw), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(element).Invoke(null, [array]);
    }

    private static byte[]? Raw<T>(T[] array)
        where T : struct => RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? null : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length * Unsafe.SizeOf<T>()).ToArray();
}
