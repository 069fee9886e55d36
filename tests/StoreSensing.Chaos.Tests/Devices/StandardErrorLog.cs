using Microsoft.Extensions.Logging;

namespace StoreSensing.Chaos.Tests.Devices;

/// <summary>A device's log, a line each on standard error.</summary>
internal sealed class StandardErrorLog(string device) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Console.Error.WriteLine($"{device} {logLevel}: {formatter(state, exception)}{(exception is null ? "" : $" {exception}")}");
    }
}
