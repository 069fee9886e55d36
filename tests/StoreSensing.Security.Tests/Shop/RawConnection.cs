using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace StoreSensing.Security.Tests.Shop;

/// <summary>Bytes to a broker by nobody's rules, with or without TLS.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _tcp = new();
    private readonly Stream _stream;

    private RawConnection(int port, X509Certificate2? certificate, bool tls)
    {
        _tcp.Connect(IPAddress.Loopback, port);
        _stream = _tcp.GetStream();
        if (!tls)
            return;
        // 1.2, so that the handshake itself tells whether our certificate was taken. Whom we talk to is not what is tested.
#pragma warning disable CA5359, CA5398
        var secured = new SslStream(_stream, false, (_, _, _, _) => true);
        _stream = secured;
        secured.AuthenticateAsClient(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ClientCertificates = certificate is null ? [] : [certificate],
            EnabledSslProtocols = SslProtocols.Tls12,
        });
#pragma warning restore CA5359, CA5398
    }

    public static RawConnection Plain(int port) => new(port, null, tls: false);

    public static RawConnection Tls(int port, X509Certificate2? certificate) => new(port, certificate, tls: true);

    public static X509Certificate2 Certificate(string file)
    {
        using var pair = X509Certificate2.CreateFromPemFile($"{file}.pem", $"{file}.key");
        // What SslStream needs of a key that was read from PEM.
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>True when the broker takes this certificate: it answers a CONNECT with a CONNACK of 0.</summary>
    public static bool IsTaken(int port, X509Certificate2? certificate)
    {
        try
        {
            using var connection = Tls(port, certificate);
            connection.Send(Packets.Connect("raw"));
            return connection.Receive() is [0x20, _, _, 0, ..];
        }
        catch (Exception e) when (e is AuthenticationException or IOException or SocketException)
        {
            return false;
        }
    }

    /// <summary>Sends; a broker that has hung up already is no fault here.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Write(bytes);
            _stream.Flush();
        }
        catch (IOException)
        {
            // It had enough.
        }
    }

    /// <summary>What comes next; empty when the broker hangs up.</summary>
    public byte[] Receive(int seconds = 20)
    {
        _tcp.ReceiveTimeout = seconds * 1000;
        var buffer = new byte[4096];
        try
        {
            return buffer[.._stream.Read(buffer)];
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.TimedOut })
        {
            throw new TimeoutException($"neither an answer nor an end of the connection within {seconds} s");
        }
        catch (IOException)
        {
            return [];
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _tcp.Dispose();
    }
}
