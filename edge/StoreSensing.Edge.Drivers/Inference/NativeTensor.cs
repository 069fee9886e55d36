using System.Runtime.InteropServices;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Drivers.Inference;

/// <summary>A float32 tensor in native memory, aligned for vector instructions; cleared when it is freed, since it may show a face.</summary>
internal sealed unsafe class NativeTensor : IDisposable
{
    private const nuint Alignment = 64;

    private readonly OrtHandle _value;
    private readonly int _length;
    private float* _data;

    public NativeTensor(NativeOnnxRuntime native, OrtHandle memoryInfo, TensorInfo info)
    {
        _length = checked((int)info.Shape.Aggregate(1L, (product, side) => checked(product * side)));
        // A tensor of no elements still needs an address.
        var bytes = (nuint)Math.Max(_length, 1) * sizeof(float);
        _data = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(_data, bytes);
        _value = native.CreateTensor(memoryInfo, _data, (nuint)_length, info.Shape.ToArray());
    }

    public nint Value => _value.Pointer;

    public Span<float> Span => new(_data, _length);

    public void Dispose()
    {
        if (_data is null)
            return;
        _value.Dispose();
        Span.Clear();
        NativeMemory.AlignedFree(_data);
        _data = null;
    }
}
