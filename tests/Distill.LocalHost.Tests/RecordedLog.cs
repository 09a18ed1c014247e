using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Tests;

internal sealed record LogLine(string Category, LogLevel Level, string Text, Exception? Error, IReadOnlyDictionary<string, object?> Fields)
{
    public int Id { get; init; }
}

/// <summary>Keeps what was logged.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    public IReadOnlyCollection<LogLine> Lines => _lines;

    public bool Has(string text) => _lines.Any(line => line.Text.Contains(text, StringComparison.Ordinal));

    /// <summary>All of it, for a test that fails.</summary>
    public string Text() => string.Join('\n', _lines.Select(line => $"{line.Level} {line.Category}: {line.Text} {line.Error}"));

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    public void Dispose() { }

    private sealed class Logger(string category, ConcurrentQueue<LogLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var fields = (state as IEnumerable<KeyValuePair<string, object?>> ?? []).ToDictionary(field => field.Key, field => field.Value);
            lines.Enqueue(new LogLine(category, logLevel, formatter(state, exception), exception, fields) { Id = eventId.Id });
        }
    }
}
