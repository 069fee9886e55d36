using System.Runtime.InteropServices;

namespace StoreSensing.Edge.Drivers.Inference;

/// <summary>The arguments of OrtApi.Run as it wants them, arrays of pointers to names and tensors, laid out once so that a run marshals nothing.</summary>
internal sealed unsafe class NativeRun : IDisposable
{
    private readonly NativeOnnxRuntime _native;
    private readonly OrtHandle _session;
    private readonly nuint _inputCount;
    private readonly nuint _outputCount;
    private nint* _inputNames;
    private nint* _inputs;
    private nint* _outputNames;
    private nint* _outputs;

    public NativeRun(NativeOnnxRuntime native, OrtHandle session, IReadOnlyList<string> inputNames, IReadOnlyList<NativeTensor> inputs, IReadOnlyList<string> outputNames)
    {
        (_native, _session) = (native, session);
        (_inputCount, _outputCount) = ((nuint)inputNames.Count, (nuint)outputNames.Count);
        _inputNames = Names(inputNames);
        _outputNames = Names(outputNames);
        _inputs = Table(_inputCount);
        _outputs = Table(_outputCount);
        for (var i = 0; i < inputs.Count; i++)
            _inputs[i] = inputs[i].Value;
    }

    /// <summary>Lets the runtime allocate the outputs; the caller owns them.</summary>
    public IReadOnlyList<OrtHandle> FirstRun(string what)
    {
        _native.Check(Run(), what);
        var outputs = new OrtHandle[(int)_outputCount];
        for (var i = 0; i < outputs.Length; i++)
        {
            outputs[i] = _native.OwnValue(_outputs[i]);
            _outputs[i] = 0;
        }
        return outputs;
    }

    /// <summary>From now on a run writes into these tensors.</summary>
    public void BindOutputs(IReadOnlyList<NativeTensor> outputs)
    {
        for (var i = 0; i < outputs.Count; i++)
            _outputs[i] = outputs[i].Value;
    }

    /// <summary>Runs; returns a status, null when it went well.</summary>
    public nint Run() => _native.Run(_session.Pointer, (byte**)_inputNames, _inputs, _inputCount, (byte**)_outputNames, _outputCount, _outputs);

    public void Dispose()
    {
        FreeNames(ref _inputNames, _inputCount);
        FreeNames(ref _outputNames, _outputCount);
        NativeMemory.Free(_inputs);
        NativeMemory.Free(_outputs);
        _inputs = null;
        _outputs = null;
    }

    private static nint* Table(nuint count) => (nint*)NativeMemory.AllocZeroed(Math.Max(count, 1), (nuint)sizeof(nint));

    private static nint* Names(IReadOnlyList<string> names)
    {
        var table = Table((nuint)names.Count);
        for (var i = 0; i < names.Count; i++)
            table[i] = Marshal.StringToCoTaskMemUTF8(names[i]);
        return table;
    }

    private static void FreeNames(ref nint* names, nuint count)
    {
        if (names is null)
            return;
        for (nuint i = 0; i < count; i++)
            Marshal.FreeCoTaskMem(names[i]);
        NativeMemory.Free(names);
        names = null;
    }
}
