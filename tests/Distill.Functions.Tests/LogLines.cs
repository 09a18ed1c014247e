using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Distill.Functions.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, EventId Id, Exception? Error)> _lines = new();
    private readonly ConcurrentQueue<string> _texts = new();

    /// <summary>Lines that somebody should see.</summary>
    public IEnumerable<(LogLevel Level, EventId Id, Exception? Error)> Bad => _lines.Where(l => l.Level >= LogLevel.Warning);

    /// <summary>All lines as people read them.</summary>
    public IEnumerable<string> Texts => _texts;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue((logLevel, eventId, exception));
        _texts.Enqueue(formatter(state, exception));
    }

    public void Dispose() { }
}
