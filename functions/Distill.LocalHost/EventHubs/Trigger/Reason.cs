using Azure;

namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>
/// Shortens an exception to one line that says why a hub or a storage is away. Official clients' messages have many lines, with headers and links.
/// </summary>
internal static class Reason
{
    public static string Of(Exception exception)
    {
        var cause = exception is AggregateException { InnerExceptions: [.., var last] } ? last : exception;
        var text = cause is RequestFailedException { ErrorCode: { Length: > 0 } code, Status: var status } ? $"{status} {code}" : cause.Message;
        var line = text.AsSpan().Trim();
        if (line.IndexOfAny('\r', '\n') is > 0 and var end)
        {
            line = line[..end];
        }

        return line.EndsWith('.') ? line.ToString() : $"{line}.";
    }
}
