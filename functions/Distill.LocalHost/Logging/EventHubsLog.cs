using System.Net;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Logging;

/// <summary>All log messages of the Event Hubs endpoint, with ids 2000 to 2019. None contains a message body or a key.</summary>
internal static partial class EventHubsLog
{
    [LoggerMessage(2000, LogLevel.Information, "Event Hubs endpoint for development on amqp://{Host}:{Port}, no authentication, data in {DataPath}.")]
    public static partial void EndpointStarted(ILogger logger, string host, int port, string dataPath);

    [LoggerMessage(2001, LogLevel.Information, "Event Hubs endpoint on port {Port} stopped.")]
    public static partial void EndpointStopped(ILogger logger, int port);

    [LoggerMessage(2002, LogLevel.Warning, "Removed {Bytes} bytes from the end of {Path}: an event that was only partly written.")]
    public static partial void TornTailCut(ILogger logger, long bytes, string path);

    [LoggerMessage(
        2003,
        LogLevel.Warning,
        "Event hub '{Hub}' keeps its {Kept} partitions, although {Asked} are configured. Delete its data folder to change that."
    )]
    public static partial void PartitionCountKept(ILogger logger, string hub, int kept, int asked);

    [LoggerMessage(2004, LogLevel.Warning, "A client at {Peer} could not connect: {Reason}.")]
    public static partial void ClientNotGreeted(ILogger logger, EndPoint? peer, string reason);

    [LoggerMessage(2005, LogLevel.Warning, "A connection could not be accepted: {Reason}")]
    public static partial void AcceptFailed(ILogger logger, string reason);

    [LoggerMessage(2006, LogLevel.Warning, "A link was refused: {Reason}")]
    public static partial void LinkRefused(ILogger logger, string reason);

    [LoggerMessage(2007, LogLevel.Warning, "A message to event hub '{Hub}' was refused: {Reason}")]
    public static partial void MessageRefused(ILogger logger, string hub, string reason);

    [LoggerMessage(2008, LogLevel.Error, "A receiver was dropped; it can attach again.")]
    public static partial void ReceiverDropped(ILogger logger, Exception exception);

    [LoggerMessage(2009, LogLevel.Error, "Flushing or expiring events failed. The endpoint tries again.")]
    public static partial void UpkeepFailed(ILogger logger, Exception exception);
}
