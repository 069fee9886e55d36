using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>
/// Lines in requests of a bounded size. While one request is on its way the next is written, so that neither side waits for the other. One thread at a time.
/// </summary>
internal sealed class BatchWriter(InfluxGate gate) : IDisposable
{
    // Below the server's max-body-size, 25 MB by default.
    private const int MostBytes = 8 << 20;

    private LineBuffer _filling = new();
    private LineBuffer _sending = new();
    private Task<string?> _sent = Nothing;
    private string? _refusal;

    private static Task<string?> Nothing => Task.FromResult<string?>(null);

    /// <summary>Where the next lines go.</summary>
    public LineBuffer Line => _filling;

    /// <summary>Call after each message's lines: sends when there are enough.</summary>
    public void LineDone()
    {
        if (_filling.Lines >= gate.Options.BatchLines || _filling.Bytes >= MostBytes)
            Send();
    }

    /// <summary>
    /// Sends what is left, and returns when all of it is durable. Throws <see cref="StoreException"/> when the server refused points, after all others are, or when it
    /// can't be done now.
    /// </summary>
    public void Finish()
    {
        Wait();
        _refusal ??= gate.Write(_filling);
        _filling.Clear();
        if (_refusal is not { } refusal)
            return;
        _refusal = null;
        throw new StoreException(refusal);
    }

    /// <summary>Waits for what is on its way and forgets all lines.</summary>
    public void Clear()
    {
        try
        {
            Wait();
        }
        catch (StoreException)
        {
            // The first error is on its way to the caller.
        }
        _filling.Clear();
        _refusal = null;
    }

    public void Dispose()
    {
        Clear();
        _filling.Dispose();
        _sending.Dispose();
    }

    private void Send()
    {
        Wait();
        (_filling, _sending) = (_sending, _filling);
        var lines = _sending;
        _sent = Task.Run(() => gate.Write(lines));
    }

    private void Wait()
    {
        try
        {
            _refusal = _sent.GetAwaiter().GetResult() ?? _refusal;
        }
        finally
        {
            _sent = Nothing;
            _sending.Clear();
        }
    }
}
