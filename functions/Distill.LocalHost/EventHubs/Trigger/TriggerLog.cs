using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>All log messages of the Event Hub trigger, with ids 2020 to 2049. None contains a message body or a key.</summary>
internal static partial class TriggerLog
{
    [LoggerMessage(
        2020,
        LogLevel.Information,
        "{Function} listens to event hub '{Hub}', {Partitions} partitions, consumer group '{Group}', at " + "{Endpoint}."
    )]
    public static partial void Listening(ILogger logger, string function, string hub, int partitions, string group, string endpoint);

    [LoggerMessage(
        2021,
        LogLevel.Warning,
        "{Function} can't reach event hub '{Hub}' at {Endpoint}: {Reason} It tries on, and no event is lost. Is the endpoint "
            + "running? Do the connection and the hub's name fit it?"
    )]
    public static partial void HubAway(ILogger logger, string function, string hub, string endpoint, string reason);

    [LoggerMessage(2022, LogLevel.Information, "{Function} reaches event hub '{Hub}' at {Endpoint} again.")]
    public static partial void HubBack(ILogger logger, string function, string hub, string endpoint);

    [LoggerMessage(
        2023,
        LogLevel.Warning,
        "{Function} failed on the batch of partition {Partition} that begins with {First}, {Failures} times now. Again in " + "{Delay}."
    )]
    public static partial void BatchRetried(
        ILogger logger,
        Exception exception,
        string function,
        string partition,
        long first,
        int failures,
        TimeSpan delay
    );

    [LoggerMessage(
        2024,
        LogLevel.Warning,
        "The worker was lost while {Function} ran the batch of partition {Partition} that begins with {First}. The batch runs "
            + "again when the worker is back."
    )]
    public static partial void BatchLostItsWorker(ILogger logger, string function, string partition, long first);

    [LoggerMessage(
        2025,
        LogLevel.Error,
        "{Function} failed on events {First} to {Last} of partition {Partition} in {Failures} runs. As in Azure they count as "
            + "done: the function must keep what is to survive."
    )]
    public static partial void BatchFailed(
        ILogger logger,
        Exception exception,
        string function,
        string partition,
        long first,
        long last,
        int failures
    );

    [LoggerMessage(2026, LogLevel.Information, "{Function} did not finish events {First} to {Last} of partition {Partition}. They come again.")]
    public static partial void BatchAbandoned(ILogger logger, string function, string partition, long first, long last);

    [LoggerMessage(
        2027,
        LogLevel.Warning,
        "The last checkpoint of partition {Partition} of '{Hub}' was not written: {Reason} Some events come " + "again."
    )]
    public static partial void CheckpointLeftOut(ILogger logger, string hub, string partition, string reason);

    [LoggerMessage(2028, LogLevel.Warning, "The checkpoint {Blob} has no position that can be read. The partition is read from its initial offset.")]
    public static partial void CheckpointUnreadable(ILogger logger, string blob);

    [LoggerMessage(
        2029,
        LogLevel.Warning,
        "The checkpoint of partition {Partition} of '{Hub}' is at event {Checkpoint}, but the last event is {Last}: the hub was "
            + "made anew. Reading from the initial offset."
    )]
    public static partial void CheckpointAhead(ILogger logger, string hub, string partition, long checkpoint, long last);

    [LoggerMessage(2030, LogLevel.Warning, "{Function} did not end within {Grace}. Its running batches are cancelled and come again.")]
    public static partial void StopGraceOver(ILogger logger, string function, TimeSpan grace);

    [LoggerMessage(2031, LogLevel.Error, "{Function} does not look at its cancellation token. Its run on partition {Partition} is left behind.")]
    public static partial void FunctionIgnoresToken(ILogger logger, string function, string partition);

    [LoggerMessage(
        2032,
        LogLevel.Error,
        "{Function} met a fault of the development host on partition {Partition} of '{Hub}' ({Operation}). It tries again from " + "the checkpoint."
    )]
    public static partial void PartitionBroken(ILogger logger, Exception exception, string function, string hub, string partition, string operation);

    [LoggerMessage(
        2033,
        LogLevel.Warning,
        "{Function} can't reach the blobs of its checkpoints at {Account}: {Reason} It tries on, and no event is lost. Is the storage running?"
    )]
    public static partial void StorageAway(ILogger logger, string function, Uri account, string reason);

    [LoggerMessage(2034, LogLevel.Information, "{Function} reaches the blobs of its checkpoints at {Account} again.")]
    public static partial void StorageBack(ILogger logger, string function, Uri account);

    [LoggerMessage(
        2035,
        LogLevel.Warning,
        "{Function} could not give its partitions of '{Hub}' free: {Reason} Another host gets them after " + "{Expiry}."
    )]
    public static partial void PartitionsKept(ILogger logger, string function, string hub, string reason, TimeSpan expiry);

    [LoggerMessage(2036, LogLevel.Debug, "{Function} reads partition {Partition} of '{Hub}'.")]
    public static partial void PartitionOpened(ILogger logger, string function, string hub, string partition);

    [LoggerMessage(2038, LogLevel.Information, "{Function} lost its connection to partition {Partition} of '{Hub}' and connects again: {Reason}")]
    public static partial void PartitionInterrupted(ILogger logger, string function, string partition, string hub, string reason);

    [LoggerMessage(2037, LogLevel.Debug, "{Function} no longer reads partition {Partition} of '{Hub}': {Reason}.")]
    public static partial void PartitionClosed(ILogger logger, string function, string hub, string partition, string reason);
}
