using Microsoft.Extensions.Logging;

namespace Distill.Honeypots;

/// <summary>Everything that marking logs: never an account, a text or a key.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "An answer could not be marked and left as it came; more of them are counted and not told of.")]
    public static partial void AnswerNotMarked(ILogger logger, Exception exception);
}
