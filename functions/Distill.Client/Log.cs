using Microsoft.Extensions.Logging;

namespace Distill.Client;

/// <summary>All that the client logs: never an account, a prompt or a key.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Verdicts can't be had from the service; going on with those known.")]
    public static partial void ServiceAway(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "Verdicts come from the service again; {Listed} accounts are listed.")]
    public static partial void ServiceBack(ILogger logger, int listed);

    [LoggerMessage(3, LogLevel.Information, "The service does not know the cursor any more; starting over.")]
    public static partial void CursorExpired(ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "{Count} verdicts can't be read by this version of the client; they change nothing.")]
    public static partial void VerdictsUnreadable(ILogger logger, int count);

    [LoggerMessage(5, LogLevel.Information, "Read a snapshot of {Listed} accounts, in step at {InStep:O}.")]
    public static partial void SnapshotRead(ILogger logger, int listed, DateTimeOffset inStep);

    [LoggerMessage(6, LogLevel.Warning, "The snapshot {Path} can't be read; starting without it.")]
    public static partial void SnapshotUnreadable(ILogger logger, string path, Exception exception);

    [LoggerMessage(7, LogLevel.Debug, "Wrote a snapshot of {Listed} accounts in {Milliseconds:0} ms.")]
    public static partial void SnapshotWritten(ILogger logger, int listed, double milliseconds);

    [LoggerMessage(8, LogLevel.Warning, "The snapshot {Path} can't be written.")]
    public static partial void SnapshotUnwritable(ILogger logger, string path, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "Calls can't be sent; trying again, and dropping what the buffer does not hold.")]
    public static partial void CallsNotSent(ILogger logger, Exception exception);

    [LoggerMessage(10, LogLevel.Information, "Calls are sent again.")]
    public static partial void CallsSentAgain(ILogger logger);
}
