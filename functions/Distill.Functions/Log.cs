using Distill.Core.Events;
using Distill.Core.Signals;
using Distill.Functions.Ingest;

namespace Distill.Functions;

/// <summary>All that the app logs. Ids are stable: alerts stand on them.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Debug, "Partition {Partition}: saved {First} to {Last}, {Hours} hours, {Rejects} rejected.")]
    public static partial void BatchSaved(this ILogger log, HubPartition partition, long first, long last, int hours, int rejects);

    [LoggerMessage(101, LogLevel.Warning, "Partition {Partition}: event {Sequence} rejected, {Reason} {Field}.")]
    public static partial void Rejected(this ILogger log, HubPartition partition, long sequence, string reason, string? field);

    [LoggerMessage(
        102, LogLevel.Information, "Windows of {Hour}, partition {Partition}, changed meanwhile (attempt {Attempt}, status {Status}); reading them again.")]
    public static partial void WindowsChangedMeanwhile(this ILogger log, Hour hour, HubPartition partition, int attempt, int status);

    [LoggerMessage(103, LogLevel.Error, "Partition {Partition}: something in {First} to {Last} can't be stored and goes to the dead letters.")]
    public static partial void CannotBeStored(this ILogger log, Exception e, HubPartition partition, long first, long last);

    [LoggerMessage(104, LogLevel.Error, "Partition {Partition}: {First} to {Last} wait for the storage, {Wait} until the next attempt.")]
    public static partial void StorageAway(this ILogger log, Exception e, HubPartition partition, long first, long last, TimeSpan wait);

    [LoggerMessage(105, LogLevel.Error, "Partition {Partition}: {First} to {Last} could not be stored and go to the dead letters.")]
    public static partial void GivenUp(this ILogger log, Exception e, HubPartition partition, long first, long last);

    [LoggerMessage(
        106, LogLevel.Critical, "Partition {Partition}: {First} to {Last} could be kept nowhere. Read them from the hub again before its retention ends.")]
    public static partial void Lost(this ILogger log, Exception e, HubPartition partition, long first, long last);

    [LoggerMessage(200, LogLevel.Information, "Correlating {First} to {Last}, closed through {Closed}; {Changed} hours of windows to read.")]
    public static partial void Correlating(this ILogger log, Hour first, Hour last, Hour closed, int changed);

    [LoggerMessage(201, LogLevel.Information, "Correlated {Hour}: {Accounts} accounts, {Clusters} clusters, in {Elapsed}.")]
    public static partial void Correlated(this ILogger log, Hour hour, int accounts, int clusters, TimeSpan elapsed);

    [LoggerMessage(202, LogLevel.Information, "Saved {Verdicts} verdicts and {Clusters} clusters as of {Hour}.")]
    public static partial void Saved(this ILogger log, Hour hour, int verdicts, int clusters);

    [LoggerMessage(203, LogLevel.Information, "The run's time is up at {Hour}; the next run goes on.")]
    public static partial void TimeIsUp(this ILogger log, Hour hour);

    [LoggerMessage(204, LogLevel.Debug, "No hour is due; closed through {Closed}.")]
    public static partial void NothingDue(this ILogger log, Hour? closed);

    [LoggerMessage(205, LogLevel.Information, "Reading state anew: the watermark is {Watermark}.")]
    public static partial void ColdStart(this ILogger log, Hour? watermark);

    [LoggerMessage(300, LogLevel.Warning, "List {Lines}")]
    public static partial void ListLinesLeftOut(this ILogger log, BadListLines lines);

    [LoggerMessage(301, LogLevel.Information, "The lists name {Count} networks, ASNs and mail domains.")]
    public static partial void ListsRead(this ILogger log, int count);
}
