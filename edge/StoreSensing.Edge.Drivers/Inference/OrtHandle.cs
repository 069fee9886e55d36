using System.Runtime.InteropServices;

namespace StoreSensing.Edge.Drivers.Inference;

/// <summary>An object of ONNX Runtime with its release function. A parent (the environment of a session) outlives it.</summary>
internal sealed unsafe class OrtHandle : SafeHandle
{
    private readonly delegate* unmanaged[Cdecl]<nint, void> _release;
    private readonly OrtHandle? _parent;

    public OrtHandle(nint pointer, delegate* unmanaged[Cdecl]<nint, void> release, OrtHandle? parent = null)
        : base(0, ownsHandle: true)
    {
        SetHandle(pointer);
        _release = release;
        if (parent is null)
            return;
        var added = false;
        parent.DangerousAddRef(ref added);
        _parent = parent;
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>For a native call while this handle is known to be open.</summary>
    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        _release(handle);
        _parent?.DangerousRelease();
        return true;
    }
}
