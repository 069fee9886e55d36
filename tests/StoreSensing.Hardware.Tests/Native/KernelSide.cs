using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using StoreSensing.Hardware.Buses;

namespace StoreSensing.Hardware.Tests.Native;

/// <summary>
/// Puts <c>kernel.c</c>, compiled here, between the native drivers and the C library: they find devices <c>/dev/fake-…</c> whose other side is
/// written in C against the kernel's headers. Where there is no compiler or no headers, the drivers find the plain C library.
/// </summary>
internal static class KernelSide
{
    private static readonly Lazy<nint> Library = new(Compile);

    /// <summary>Whether the devices are there.</summary>
    public static bool IsThere => Library.Value != 0;

    /// <summary>What the LED's line was last set to; −1: never.</summary>
    public static int Lit => Marshal.GetDelegateForFunctionPointer<Func>(NativeLibrary.GetExport(Library.Value, "kernel_lit"))();

    /// <summary>Runs cc; false when it is not there or fails.</summary>
    public static bool TryCompile(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("cc", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            process.StandardError.ReadToEnd();
            output.Wait();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    // Before the first test: the resolver of an assembly is asked once per function.
#pragma warning disable CA2255 // a module initializer in a library: this is a test project
    [ModuleInitializer]
    internal static void Begin() => NativeLibrary.SetDllImportResolver(typeof(BusException).Assembly, Resolve);
#pragma warning restore CA2255

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == "libc" ? Library.Value : 0;

    private static nint Compile()
    {
        var folder = Directory.CreateTempSubdirectory("storesensing-kernel-").FullName;
        try
        {
            var library = Path.Combine(folder, "libkernelside.so");
            var source = Path.Combine(AppContext.BaseDirectory, "Native", "kernel.c");
            return TryCompile("-shared", "-fPIC", "-O1", "-Wall", "-Wno-nonnull", "-o", library, source, "-ldl") ? NativeLibrary.Load(library) : 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true); // what is loaded stays mapped
        }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Func();
}
