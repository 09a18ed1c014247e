using System.Net;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs;

/// <summary>All that the Event Hubs side says. Ids 2000 to 2099; never a body, never a key.</summary>
internal static partial class EventHubsLog
{
    [LoggerMessage(2000, LogLevel.Information, "Event Hubs endpoint for development on amqp://{Host}:{Port}, no authentication, data in {DataPath}.")]
    public static partial void EndpointStarted(ILogger logger, string host, int port, string dataPath);

    [LoggerMessage(2001, LogLevel.Information, "Event Hubs endpoint on port {Port} stopped.")]
    public static partial void EndpointStopped(ILogger logger, int port);

    [LoggerMessage(2002, LogLevel.Warning, "Cut {Bytes} bytes of an event that was not written whole off {Path}.")]
    public static partial void TornTailCut(ILogger logger, long bytes, string path);

    [LoggerMessage(2003, LogLevel.Warning, "Event hub '{Hub}' keeps the {Kept} partitions it was made with; {Asked} are asked for. Delete its data folder to change that.")]
    public static partial void PartitionCountKept(ILogger logger, string hub, int kept, int asked);

    [LoggerMessage(2004, LogLevel.Warning, "A client at {Peer} could not connect: {Reason}.")]
    public static partial void ClientNotGreeted(ILogger logger, EndPoint? peer, string reason);

    [LoggerMessage(2005, LogLevel.Warning, "Taking a connection failed: {Reason}")]
    public static partial void AcceptFailed(ILogger logger, string reason);

    [LoggerMessage(2006, LogLevel.Warning, "A link was refused: {Reason}")]
    public static partial void LinkRefused(ILogger logger, string reason);

    [LoggerMessage(2007, LogLevel.Warning, "A message to event hub '{Hub}' was refused: {Reason}")]
    public static partial void MessageRefused(ILogger logger, string hub, string reason);

    [LoggerMessage(2008, LogLevel.Error, "A receiver was dropped; it can attach again.")]
    public static partial void ReceiverDropped(ILogger logger, Exception exception);

    [LoggerMessage(2009, LogLevel.Error, "Flushing or expiring events failed; it is tried again.")]
    public static partial void UpkeepFailed(ILogger logger, Exception exception);

    [LoggerMessage(2020, LogLevel.Information, "{Function} listens to event hub '{Hub}', {Partitions} partitions, consumer group '{Group}', at {Endpoint}.")]
    public static partial void Listening(ILogger logger, string function, string hub, int partitions, string group, object endpoint);

    [LoggerMessage(2021, LogLevel.Warning, "{Function} can't reach event hub '{Hub}' at {Endpoint}: {Reason} Is the endpoint running, and do the connection setting and the hub's name fit it? Trying again in {Delay}.")]
    public static partial void HubNotReached(ILogger logger, string function, string hub, object endpoint, string reason, TimeSpan delay);

    [LoggerMessage(2022, LogLevel.Debug, "{Function} reads partition {Partition} of '{Hub}' from {Selector}.")]
    public static partial void PartitionOpened(ILogger logger, string function, string hub, string partition, string selector);

    [LoggerMessage(2023, LogLevel.Warning, "{Function} lost partition {Partition} of '{Hub}' at {Endpoint}: {Reason} Connecting again in {Delay}; no event is lost.")]
    public static partial void PartitionLost(
        ILogger logger, string function, string hub, string partition, object endpoint, string reason, TimeSpan delay);

    [LoggerMessage(2024, LogLevel.Warning, "{Function} failed on the batch of partition {Partition} that begins with {First}, {Failures} times now. Again in {Delay}.")]
    public static partial void BatchRetried(
        ILogger logger, Exception exception, string function, string partition, long first, int failures, TimeSpan delay);

    [LoggerMessage(2025, LogLevel.Error, "{Function} failed on events {First} to {Last} of partition {Partition} in {Failures} runs. As in Azure they count as done: what is to survive, the function has to keep.")]
    public static partial void BatchFailed(
        ILogger logger, Exception exception, string function, string partition, long first, long last, int failures);

    [LoggerMessage(2026, LogLevel.Information, "{Function} was stopped in events {First} to {Last} of partition {Partition}; they come again.")]
    public static partial void BatchAbandoned(ILogger logger, string function, string partition, long first, long last);

    [LoggerMessage(2027, LogLevel.Error, "The checkpoint of partition {Partition} of '{Hub}' could not be written; the next batch tries again.")]
    public static partial void CheckpointFailed(ILogger logger, Exception exception, string hub, string partition);

    [LoggerMessage(2028, LogLevel.Warning, "The checkpoint {Path} can't be read ({Reason}); the partition is read from its initial offset.")]
    public static partial void CheckpointUnreadable(ILogger logger, string path, string reason);

    [LoggerMessage(2029, LogLevel.Warning, "The checkpoint of partition {Partition} of '{Hub}' is at event {Checkpoint} and the last one there is {Last}: the hub was made anew. Reading from the initial offset.")]
    public static partial void CheckpointAhead(ILogger logger, string hub, string partition, long checkpoint, long last);

    [LoggerMessage(2030, LogLevel.Warning, "{Function} did not end within {Grace}; its running batches are cancelled and come again.")]
    public static partial void StopGraceOver(ILogger logger, string function, TimeSpan grace);

    [LoggerMessage(2031, LogLevel.Error, "{Function} does not look at its cancellation token; it is left behind.")]
    public static partial void FunctionIgnoresToken(ILogger logger, string function);

    [LoggerMessage(2032, LogLevel.Error, "{Function} could not go on with partition {Partition} of '{Hub}': a fault of the local runtime. Trying again in {Delay}.")]
    public static partial void PartitionBroken(
        ILogger logger, Exception exception, string function, string hub, string partition, TimeSpan delay);
}
