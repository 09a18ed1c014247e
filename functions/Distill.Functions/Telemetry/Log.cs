using Distill.Contracts;
using Distill.Core.Signals;
using Distill.Core.Volumes;
using Distill.Functions.Batches;
using Distill.Honeypots.Keys;

namespace Distill.Functions.Telemetry;

/// <summary>Every line that the app logs. The ids are stable, because alerts look for them.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Debug, "Partition {Partition}: saved {First} to {Last}, {Hours} hours, {Rejects} rejected.")]
    public static partial void BatchSaved(this ILogger log, HubPartition partition, long first, long last, int hours, int rejects);

    [LoggerMessage(101, LogLevel.Warning, "Partition {Partition}: event {Sequence} rejected: {Reason}, field {Field}.")]
    public static partial void Rejected(this ILogger log, HubPartition partition, long sequence, string reason, string field);

    [LoggerMessage(
        102,
        LogLevel.Information,
        "Another writer changed windows of {Hour}, partition {Partition} (attempt {Attempt}, status {Status}). Reading them again."
    )]
    public static partial void WindowsChangedMeanwhile(this ILogger log, Hour hour, HubPartition partition, int attempt, int status);

    [LoggerMessage(103, LogLevel.Error, "Partition {Partition}: a part of {First} to {Last} can't be stored. It goes to the dead letters.")]
    public static partial void CannotBeStored(this ILogger log, Exception e, HubPartition partition, long first, long last);

    [LoggerMessage(104, LogLevel.Error, "Partition {Partition}: {First} to {Last} can't be stored yet. The next attempt is in {Wait}.")]
    public static partial void MustWait(this ILogger log, Exception e, HubPartition partition, long first, long last, TimeSpan wait);

    [LoggerMessage(105, LogLevel.Error, "Partition {Partition}: {First} to {Last} could not be stored. They go to the dead letters.")]
    public static partial void GivenUp(this ILogger log, Exception e, HubPartition partition, long first, long last);

    [LoggerMessage(
        106,
        LogLevel.Critical,
        "Partition {Partition}: {First} to {Last} could not be stored anywhere. Read them from the hub again before its retention ends."
    )]
    public static partial void Lost(this ILogger log, Exception e, HubPartition partition, long first, long last);

    [LoggerMessage(107, LogLevel.Error, "Partition {Partition}: reading event {Sequence} failed. This is a bug. The event goes to the dead letters.")]
    public static partial void ReaderFailed(this ILogger log, Exception e, HubPartition partition, long sequence);

    [LoggerMessage(
        108,
        LogLevel.Error,
        "Partition {Partition}: the dead letter of event {Sequence} can't be stored whole. It is kept without its body."
    )]
    public static partial void LetterCut(this ILogger log, Exception e, HubPartition partition, long sequence);

    [LoggerMessage(109, LogLevel.Error, "The row {Partition} / {Row} of {Table} can't be read. It counts as missing.")]
    public static partial void RowUnreadable(this ILogger log, Exception e, string table, string partition, string row);

    [LoggerMessage(112, LogLevel.Error, "Some events of a request can't be stored. The answer names them to the sender, who still has them.")]
    public static partial void SentCannotBeStored(this ILogger log, Exception e);

    [LoggerMessage(110, LogLevel.Debug, "Joined {Calls} calls of spans. {Lone} had messages alone, and {Late} parts of calls came too late.")]
    public static partial void SpansJoined(this ILogger log, int calls, int lone, int late);

    [LoggerMessage(111, LogLevel.Error, "{Count} sightings may not be saved. Newcomers are judged by the next run only.")]
    public static partial void SightingsNotSaved(this ILogger log, Exception e, int count);

    [LoggerMessage(
        114,
        LogLevel.Warning,
        "Partition {Partition}: {Missing} events of {First} to {Last} did not come, and could not be read again. Does the hub still have them? "
            + "Send them again as new events."
    )]
    public static partial void EventsMissed(this ILogger log, HubPartition partition, long missing, long first, long last);

    [LoggerMessage(
        115,
        LogLevel.Warning,
        "Partition {Partition}: {Missing} events of {First} to {Last} did not come with their neighbours. {Found} of them were read again."
    )]
    public static partial void ReadAgain(this ILogger log, HubPartition partition, int found, long missing, long first, long last);

    [LoggerMessage(116, LogLevel.Warning, "Partition {Partition}: {First} to {Last} did not come, and reading them again failed.")]
    public static partial void NotReadAgain(this ILogger log, Exception e, HubPartition partition, long first, long last);

    [LoggerMessage(200, LogLevel.Information, "Correlating {First} to {Last}, closed up to {Closed}. {Changed} hours of windows to read.")]
    public static partial void Correlating(this ILogger log, Hour first, Hour last, Hour closed, int changed);

    [LoggerMessage(201, LogLevel.Information, "Correlated {Hour}: {Accounts} accounts, {Clusters} clusters, in {Elapsed}.")]
    public static partial void Correlated(this ILogger log, Hour hour, int accounts, int clusters, TimeSpan elapsed);

    [LoggerMessage(202, LogLevel.Information, "Saved {Verdicts} verdicts and {Clusters} clusters as of {Hour}.")]
    public static partial void Saved(this ILogger log, Hour hour, int verdicts, int clusters);

    [LoggerMessage(203, LogLevel.Information, "The run's time is up at {Hour}. The next run goes on from there.")]
    public static partial void TimeIsUp(this ILogger log, Hour hour);

    [LoggerMessage(204, LogLevel.Debug, "No hour is due. Closed up to {Closed}.")]
    public static partial void NothingDue(this ILogger log, Hour? closed);

    [LoggerMessage(205, LogLevel.Information, "Reading the state from the store. The watermark is {Watermark}.")]
    public static partial void ColdStart(this ILogger log, Hour? watermark);

    [LoggerMessage(
        210,
        LogLevel.Warning,
        "Unusual volume in {Hour}, {Key}: {Calls} calls instead of about {Expected:F0}, by {Accounts} accounts. The busiest one made {Busiest}."
    )]
    public static partial void UnusualVolume(this ILogger log, Hour hour, VolumeKey key, long calls, double expected, int accounts, long busiest);

    [LoggerMessage(212, LogLevel.Critical, "The windows of {Hour} are set aside, because its correlation failed. The next hours go on without them.")]
    public static partial void HourSetAside(this ILogger log, Exception e, Hour hour);

    [LoggerMessage(211, LogLevel.Error, "The volumes of {Hour} could not be read or stored ({Series} series). No verdict depends on them.")]
    public static partial void VolumesNotRead(this ILogger log, Exception e, Hour hour, int series);

    [LoggerMessage(213, LogLevel.Error, "The resellers as of {Hour} could not be reviewed or stored. No verdict depends on them.")]
    public static partial void ResellersNotReviewed(this ILogger log, Exception e, Hour hour);

    [LoggerMessage(
        400,
        LogLevel.Information,
        "Expired: {Days} days of windows, {Facts} facts, {DeadLetters} dead letters and {Unparsed} events that could not be parsed."
    )]
    public static partial void EventsExpired(this ILogger log, int days, int facts, int deadLetters, int unparsed);

    [LoggerMessage(
        401,
        LogLevel.Information,
        "Expired: verdicts of {Accounts} silent accounts, {Clusters} dissolved clusters, {Volumes} unusual volumes."
    )]
    public static partial void VerdictsExpired(this ILogger log, int accounts, int clusters, int volumes);

    [LoggerMessage(500, LogLevel.Information, "Marking for epoch {Epoch}, with the codes of {Clusters} clusters.")]
    public static partial void EpochBegun(this ILogger log, EpochId epoch, int clusters);

    [LoggerMessage(501, LogLevel.Warning, "An answer left without marks.")]
    public static partial void NotMarked(this ILogger log, Exception e);

    [LoggerMessage(
        206,
        LogLevel.Information,
        "Published revision {Revision} as of {Hour}: {Changes} changes, {Reopened} dismissed clusters reopened."
    )]
    public static partial void Published(this ILogger log, long revision, Hour hour, int changes, int reopened);

    [LoggerMessage(300, LogLevel.Information, "Following revision {Revision}: {Verdicts} verdicts in memory, read in {Elapsed}.")]
    public static partial void Following(this ILogger log, long revision, int verdicts, TimeSpan elapsed);

    [LoggerMessage(301, LogLevel.Warning, "The ledger could not be read. Verdicts are as of revision {Revision}.")]
    public static partial void NotFollowing(this ILogger log, Exception e, long revision);

    [LoggerMessage(308, LogLevel.Warning, "The storage does not answer. Lookups get revision {Revision}, which is {Age} old.")]
    public static partial void AnswersOld(this ILogger log, Exception e, long revision, TimeSpan age);

    [LoggerMessage(302, LogLevel.Information, "Decided as revision {Revision}, {Changes} changes: {Decision} on {Subject}.")]
    public static partial void Decided(this ILogger log, long revision, int changes, string decision, string subject);

    [LoggerMessage(303, LogLevel.Information, "Settled as revision {Revision}: decisions ended, and {Changes} verdicts changed.")]
    public static partial void Settled(this ILogger log, long revision, int changes);

    [LoggerMessage(305, LogLevel.Information, "Ended verdicts as revision {Revision}: of {Accounts} accounts, and for callers {Changes} changed.")]
    public static partial void VerdictsEnded(this ILogger log, long revision, int accounts, int changes);

    [LoggerMessage(
        309,
        LogLevel.Warning,
        "The ledger was settled as of {SettledAt}, which has not come yet. A clock was wrong. It is settled anew as of now."
    )]
    public static partial void SettledAhead(this ILogger log, DateTimeOffset settledAt);

    [LoggerMessage(
        207,
        LogLevel.Information,
        "Judged newcomers by the operators as of {Hour}: revision {Revision} has {Verdicts} provisional verdicts, and takes {Withdrawn} back."
    )]
    public static partial void NewcomersJudged(this ILogger log, long revision, int verdicts, int withdrawn, Hour? hour);

    [LoggerMessage(113, LogLevel.Warning, "The marks of known operators could not be read. Those read before are compared, or none.")]
    public static partial void OperatorsNotRead(this ILogger log, Exception e);

    [LoggerMessage(304, LogLevel.Error, "{Function} could not reach the storage.")]
    public static partial void StorageUnreachable(this ILogger log, Exception e, string function);

    [LoggerMessage(306, LogLevel.Error, "{Function} failed.")]
    public static partial void FunctionFailed(this ILogger log, Exception e, string function);

    [LoggerMessage(307, LogLevel.Debug, "{Function} stopped, because its caller has left.")]
    public static partial void CallerLeft(this ILogger log, string function);

    [LoggerMessage(600, LogLevel.Warning, "List {Lines}")]
    public static partial void ListLinesLeftOut(this ILogger log, BadListLines lines);

    [LoggerMessage(601, LogLevel.Information, "The lists name {Count} networks, ASNs and mail domains.")]
    public static partial void ListsRead(this ILogger log, int count);

    [LoggerMessage(700, LogLevel.Warning, "The setting `{Old}` has a new name, `{New}`. The old name still works. Please rename it.")]
    public static partial void SettingRenamed(this ILogger log, string old, string @new);

    [LoggerMessage(701, LogLevel.Warning, "The setting `{Name}` is gone and does nothing. Please remove it.")]
    public static partial void SettingGone(this ILogger log, string name);

    [LoggerMessage(800, LogLevel.Information, "The notification {Id} was delivered.")]
    public static partial void Notified(this ILogger log, string id);

    [LoggerMessage(801, LogLevel.Warning, "The notification {Id} was not delivered in {Attempts} attempts and is sent again. {Fault}")]
    public static partial void NotifiesAgain(this ILogger log, string id, int attempts, string fault);

    [LoggerMessage(802, LogLevel.Error, "The notification {Id} was not delivered in {Attempts} attempts and is a dead letter. {Fault}")]
    public static partial void NotNotified(this ILogger log, string id, int attempts, string fault);
}
