using System.Runtime.InteropServices;
using System.Text;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Drivers.Inference;

/// <summary>
/// The native seam to ONNX Runtime: its C API is a table of function pointers that only ever grows at the end, so an index
/// stays valid in every later version. Every call throws <see cref="InferenceException"/> with the runtime's own reason.
/// </summary>
/// <remarks>
/// Order of <c>struct OrtApi</c> in <c>onnxruntime_c_api.h</c>, ORT_API_VERSION 14 (ONNX Runtime 1.14); the entries in use:
/// <code>
///   2 GetErrorMessage                     33 SessionGetInputTypeInfo             76 AllocatorFree
///   3 CreateEnv                           34 SessionGetOutputTypeInfo            78 GetAllocatorWithDefaultOptions
///   7 CreateSession                       36 SessionGetInputName                 92 ReleaseEnv
///   8 CreateSessionFromArray              37 SessionGetOutputName                93 ReleaseStatus
///   9 Run                                 49 CreateTensorWithDataAsOrtValue      94 ReleaseMemoryInfo
///  10 CreateSessionOptions
///  19 DisableCpuMemArena                  55 CastTypeInfoToTensorInfo            95 ReleaseSession
///  22 SetSessionLogSeverityLevel          56 GetOnnxTypeFromTypeInfo             96 ReleaseValue
///  23 SetSessionGraphOptimizationLevel    60 GetTensorElementType                98 ReleaseTypeInfo
///  24 SetIntraOpNumThreads                61 GetDimensionsCount                  99 ReleaseTensorTypeAndShapeInfo
///  25 SetInterOpNumThreads                62 GetDimensions                      100 ReleaseSessionOptions
///  30 SessionGetInputCount                65 GetTensorTypeAndShape              130 AddSessionConfigEntry
///  31 SessionGetOutputCount               69 CreateCpuMemoryInfo
/// </code>
/// </remarks>
internal sealed unsafe class NativeOnnxRuntime
{
    /// <summary>The table's version that is asked for; ONNX Runtime 1.14 and everything after it has it.</summary>
    public const uint ApiVersion = 14;

    /// <summary>ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT.</summary>
    public const int Float32 = 1;

    private const int LoggingFatal = 4;
    private const int OnnxTypeTensor = 1;
    private const int DeviceAllocator = 0;
    private const int MemoryDefault = 0;

    private readonly nint* _api;
    private readonly nint _defaultAllocator;

    private NativeOnnxRuntime(nint* api, string version)
    {
        _api = api;
        Version = version;
        nint allocator;
        Check(((delegate* unmanaged[Cdecl]<nint*, nint>)_api[78])(&allocator), "no default allocator");
        _defaultAllocator = allocator;
    }

    /// <summary>The library's own version, e.g. <c>1.20.1</c>.</summary>
    public string Version { get; }

    /// <summary>Loads the library, which then stays for the life of the process: its threads and statics can't be unloaded.</summary>
    public static NativeOnnxRuntime Load(string path)
    {
        nint library;
        try
        {
            library = NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new InferenceException($"ONNX Runtime library '{path}' can't be loaded: {e.Message.ReplaceLineEndings(" ").Trim()}");
        }
        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var getApiBase))
            throw new InferenceException($"'{path}' is not ONNX Runtime: it has no function OrtGetApiBase");
        var apiBase = ((delegate* unmanaged[Cdecl]<nint*>)getApiBase)();
        var version = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)apiBase[1])()) ?? "?";
        var api = ((delegate* unmanaged[Cdecl]<uint, nint*>)apiBase[0])(ApiVersion);
        return api is not null
            ? new NativeOnnxRuntime(api, version)
            : throw new InferenceException($"ONNX Runtime library '{path}' is version {version}; 1.{ApiVersion} or later is needed");
    }

    public OrtHandle CreateEnvironment()
    {
        fixed (byte* id = Utf8("storesensing"))
        {
            nint env;
            // Errors come back as statuses and are reported by us; the runtime itself need not print them too.
            Check(((delegate* unmanaged[Cdecl]<int, byte*, nint*, nint>)_api[3])(LoggingFatal, id, &env), "no environment");
            return Own(env, 92);
        }
    }

    public OrtHandle CreateCpuMemoryInfo()
    {
        nint info;
        Check(((delegate* unmanaged[Cdecl]<int, int, nint*, nint>)_api[69])(DeviceAllocator, MemoryDefault, &info), "no memory info");
        return Own(info, 94);
    }

    public OrtHandle CreateSessionOptions(int threads, int optimisation, IEnumerable<(string Key, string Value)> entries)
    {
        nint options;
        Check(((delegate* unmanaged[Cdecl]<nint*, nint>)_api[10])(&options), "no session options");
        var owned = Own(options, 100);
        // Memory goes back after each run instead of staying in an arena that grows by doubling: 33 MB less for the four default models, no slower.
        Check(((delegate* unmanaged[Cdecl]<nint, nint>)_api[19])(options), "memory arena refused");
        Check(((delegate* unmanaged[Cdecl]<nint, int, nint>)_api[22])(options, LoggingFatal), "log level refused");
        Check(((delegate* unmanaged[Cdecl]<nint, int, nint>)_api[23])(options, optimisation), "optimisation level refused");
        Check(((delegate* unmanaged[Cdecl]<nint, int, nint>)_api[24])(options, threads), "thread count refused");
        Check(((delegate* unmanaged[Cdecl]<nint, int, nint>)_api[25])(options, 1), "thread count refused");
        foreach (var (key, value) in entries)
        {
            fixed (byte* k = Utf8(key), v = Utf8(value))
                Check(((delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint>)_api[130])(options, k, v), $"option {key} refused");
        }
        return owned;
    }

    public OrtHandle CreateSession(OrtHandle environment, string path, OrtHandle options)
    {
        fixed (byte* p = Utf8(path))
        {
            nint session;
            Check(((delegate* unmanaged[Cdecl]<nint, byte*, nint, nint*, nint>)_api[7])(environment.Pointer, p, options.Pointer, &session),
                $"model '{path}' can't be opened");
            return Own(session, 95, environment);
        }
    }

    /// <summary>As the other, from a model in memory that need not stay there.</summary>
    public OrtHandle CreateSession(OrtHandle environment, string path, ReadOnlySpan<byte> model, OrtHandle options)
    {
        fixed (byte* m = model)
        {
            nint session;
            Check(((delegate* unmanaged[Cdecl]<nint, byte*, nuint, nint, nint*, nint>)_api[8])(environment.Pointer, m, (nuint)model.Length, options.Pointer, &session),
                $"model '{path}' can't be opened");
            return Own(session, 95, environment);
        }
    }

    /// <summary>Name, element type and shape of every input or output, in graph order.</summary>
    public IReadOnlyList<TensorSignature> Signature(OrtHandle session, bool outputs)
    {
        nuint count;
        Check(((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)_api[outputs ? 31 : 30])(session.Pointer, &count), "signature unreadable");
        var result = new TensorSignature[(int)count];
        for (nuint i = 0; i < count; i++)
        {
            byte* name;
            Check(((delegate* unmanaged[Cdecl]<nint, nuint, nint, byte**, nint>)_api[outputs ? 37 : 36])(session.Pointer, i, _defaultAllocator, &name), "name unreadable");
            var text = Marshal.PtrToStringUTF8((nint)name)!;
            Check(((delegate* unmanaged[Cdecl]<nint, byte*, nint>)_api[76])(_defaultAllocator, name), "name not freed");
            nint type, tensor;
            Check(((delegate* unmanaged[Cdecl]<nint, nuint, nint*, nint>)_api[outputs ? 34 : 33])(session.Pointer, i, &type), "type unreadable");
            using var ownedType = Own(type, 98);
            int kind;
            Check(((delegate* unmanaged[Cdecl]<nint, int*, nint>)_api[56])(type, &kind), "type unreadable");
            if (kind != OnnxTypeTensor)
            {
                result[i] = new TensorSignature(text, -kind, []);
                continue;
            }
            // The tensor info belongs to the type info and is not released.
            Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint>)_api[55])(type, &tensor), "type unreadable");
            int element;
            Check(((delegate* unmanaged[Cdecl]<nint, int*, nint>)_api[60])(tensor, &element), "element type unreadable");
            result[i] = new TensorSignature(text, element, Dimensions(tensor));
        }
        return result;
    }

    /// <summary>A tensor over memory that the caller keeps alive.</summary>
    public OrtHandle CreateTensor(OrtHandle memoryInfo, float* data, nuint elements, ReadOnlySpan<long> shape)
    {
        nint value;
        fixed (long* dimensions = shape)
        {
            Check(((delegate* unmanaged[Cdecl]<nint, void*, nuint, long*, nuint, int, nint*, nint>)_api[49])(
                memoryInfo.Pointer, data, elements * sizeof(float), dimensions, (nuint)shape.Length, Float32, &value), "tensor refused");
        }
        return Own(value, 96);
    }

    public OrtHandle OwnValue(nint value) => Own(value, 96);

    public (int ElementType, long[] Shape) TensorShape(nint value)
    {
        nint info;
        Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint>)_api[65])(value, &info), "shape unreadable");
        using var owned = Own(info, 99);
        int element;
        Check(((delegate* unmanaged[Cdecl]<nint, int*, nint>)_api[60])(info, &element), "element type unreadable");
        return (element, Dimensions(info));
    }

    /// <summary>Runs the session; a null output pointer is allocated by the runtime. Returns a status for <see cref="Check"/>.</summary>
    public nint Run(nint session, byte** inputNames, nint* inputs, nuint inputCount, byte** outputNames, nuint outputCount, nint* outputs) =>
        ((delegate* unmanaged[Cdecl]<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)_api[9])(
            session, 0, inputNames, inputs, inputCount, outputNames, outputCount, outputs);

    /// <summary>Throws when the status is not null: <c>what: reason</c>.</summary>
    public void Check(nint status, string what)
    {
        if (status == 0)
            return;
        var reason = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint, nint>)_api[2])(status));
        ((delegate* unmanaged[Cdecl]<nint, void>)_api[93])(status);
        throw new InferenceException($"{what}: {reason?.ReplaceLineEndings(" ").Trim()}");
    }

    private long[] Dimensions(nint tensorInfo)
    {
        nuint rank;
        Check(((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)_api[61])(tensorInfo, &rank), "rank unreadable");
        var shape = new long[(int)rank];
        fixed (long* s = shape)
            Check(((delegate* unmanaged[Cdecl]<nint, long*, nuint, nint>)_api[62])(tensorInfo, s, rank), "shape unreadable");
        return shape;
    }

    private OrtHandle Own(nint pointer, int release, OrtHandle? parent = null) =>
        new(pointer, (delegate* unmanaged[Cdecl]<nint, void>)_api[release], parent);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
