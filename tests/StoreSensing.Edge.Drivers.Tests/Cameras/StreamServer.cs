using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace StoreSensing.Edge.Drivers.Tests.Cameras;

/// <summary>A camera of a test: ffmpeg that waits for one viewer on loopback and sends moving pictures at 25 a second.</summary>
internal sealed class StreamServer : IDisposable
{
    private readonly Process _process;

    public StreamServer(int port)
    {
        _process = Process.Start(new ProcessStartInfo("ffmpeg", [
            "-nostdin", "-v", "quiet", "-re", "-f", "lavfi", "-i", "testsrc2=size=64x48:rate=25", "-c:v", "mjpeg", "-flush_packets", "1",
            "-f", "matroska", "-live", "1", "-cluster_time_limit", "40", $"tcp://127.0.0.1:{port}?listen=1"]))!;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Stop() => TestVideo.Run("kill", "-STOP", $"{_process.Id}");

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
