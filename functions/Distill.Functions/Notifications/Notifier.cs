using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Notifications;

/// <summary>
/// Tells of new, returned and grown clusters. First it keeps what is to be told, together with the fact that it is; then it sends. So a run that
/// dies forgets nothing, and one that is repeated adds nothing. A notification may arrive twice, with one id.
/// </summary>
public sealed class Notifier(NoticeTable notices, WebhookSender sender, NotificationOptions options, TimeProvider time, ILogger<Notifier> log)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(12);

    /// <summary>Keeps what is news of the published clusters, and sends what is due.</summary>
    /// <param name="clusters">The clusters, as published.</param>
    /// <param name="hour">The hour as of which they are published.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task RunAsync(IEnumerable<Cluster> clusters, Hour hour, CancellationToken cancellationToken)
    {
        if (!options.IsOn)
        {
            return;
        }

        var told = await notices.ReadToldAsync(cancellationToken);
        foreach (var cluster in clusters.OrderBy(c => c.Id))
        {
            if (ClusterNews.Of(cluster, told.GetValueOrDefault(cluster.Id), options.Growth) is var (now, news))
            {
                var notice = news is { } kind ? ClusterNews.Notice(cluster, kind, hour, time.GetUtcNow()) : null;
                await notices.TryTellAsync(now, notice, cancellationToken);
            }
        }

        // After a failure the others wait for the next run: a receiver that is away would hold this one up.
        foreach (var notice in await notices.ReadDueAsync(time.GetUtcNow(), cancellationToken))
        {
            if (!await TrySendAsync(notice, cancellationToken))
            {
                break;
            }
        }
    }

    private async Task<bool> TrySendAsync(Notice notice, CancellationToken cancellationToken)
    {
        if (await sender.SendAsync(notice, cancellationToken) is not { } fault)
        {
            await notices.DeleteAsync(notice, cancellationToken);
            log.Notified(notice.Id);
            return true;
        }

        var tried = notice with { Attempts = notice.Attempts + 1, Fault = fault };
        if (tried.Attempts >= options.Attempts)
        {
            await notices.GiveUpAsync(tried, cancellationToken);
            log.NotNotified(notice.Id, tried.Attempts, fault);
            return false;
        }

        var pause = s_firstPause * Math.Pow(2, tried.Attempts - 1);
        await notices.PostponeAsync(tried with { NextAt = time.GetUtcNow() + (pause < s_longestPause ? pause : s_longestPause) }, cancellationToken);
        log.NotifiesAgain(notice.Id, tried.Attempts, fault);
        return false;
    }
}
