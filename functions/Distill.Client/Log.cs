using Microsoft.Extensions.Logging;

namespace Distill.Client;

/// <summary>All log messages of the client. None of them contains an account, a prompt or a key.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The service gives no verdicts. The client goes on with those it knows.")]
    public static partial void ServiceAway(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "The service gives verdicts again. {Listed} accounts are listed.")]
    public static partial void ServiceBack(ILogger logger, int listed);

    [LoggerMessage(3, LogLevel.Information, "The service no longer knows the cursor. The client starts over.")]
    public static partial void CursorExpired(ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "This version of the client can't read {Count} verdicts. It skips them.")]
    public static partial void VerdictsUnreadable(ILogger logger, int count);

    [LoggerMessage(5, LogLevel.Information, "Read a snapshot of {Listed} accounts, in step at {InStep:O}.")]
    public static partial void SnapshotRead(ILogger logger, int listed, DateTimeOffset inStep);

    [LoggerMessage(6, LogLevel.Warning, "The snapshot {Path} can't be read. The client starts without it.")]
    public static partial void SnapshotUnreadable(ILogger logger, string path, Exception exception);

    [LoggerMessage(7, LogLevel.Debug, "Wrote a snapshot of {Listed} accounts in {Milliseconds:0} ms.")]
    public static partial void SnapshotWritten(ILogger logger, int listed, double milliseconds);

    [LoggerMessage(8, LogLevel.Warning, "The snapshot {Path} can't be written.")]
    public static partial void SnapshotUnwritable(ILogger logger, string path, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "Calls can't be sent. The publisher tries again, and drops calls that do not fit in its buffer.")]
    public static partial void CallsNotSent(ILogger logger, Exception exception);

    [LoggerMessage(10, LogLevel.Information, "The publisher sends calls again.")]
    public static partial void CallsSentAgain(ILogger logger);

    [LoggerMessage(
        11,
        LogLevel.Warning,
        "FeatureKeys is not set. Features of prompts are sent unsealed: who reads the hub can test guesses of prompts."
    )]
    public static partial void FeaturesUnsealed(ILogger logger);
}
