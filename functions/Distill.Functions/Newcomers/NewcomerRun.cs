using Azure;
using Distill.Contracts;
using Distill.Core.Decisions;
using Distill.Core.Newcomers;
using Distill.Core.Options;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Newcomers;

/// <summary>
/// Judges new and changed accounts between two runs of the correlation: compares what is stored of sighted accounts with the marks of the operators
/// that the last run found, and publishes provisional verdicts over the ledger. The next run confirms or withdraws them. It can be repeated after any
/// failure. Without an index it does nothing.
/// </summary>
public sealed class NewcomerRun(
    NewcomerLedger published,
    SightingReader reader,
    NewcomerOptions options,
    DetectionOptions detection,
    NewcomerMetrics metrics,
    ILogger<NewcomerRun> log
) : IDisposable
{
    // One run at a time: the timer's, or one that an operator starts.
    private readonly SemaphoreSlim _turn = new(1);

    // What was looked at: the versions of an account's sightings, and the index.
    private readonly Dictionary<AccountId, int> _looked = [];

    public void Dispose() => _turn.Dispose();

    /// <summary>Makes one run.</summary>
    /// <exception cref="RequestFailedException">409: others kept publishing.</exception>
    public async Task JudgeAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await AttemptAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task AttemptAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= published.Attempts; attempt++)
        {
            if (await TryJudgeAsync(cancellationToken))
            {
                return;
            }
        }

        throw new RequestFailedException(409, "Others kept publishing.");
    }

    // False if others published meanwhile.
    private async Task<bool> TryJudgeAsync(CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            metrics.Compared(null);
            return true;
        }

        if (await published.ReadAsync(cancellationToken) is not { } before)
        {
            return false;
        }

        var verified = await WithdrawnAsync(before, cancellationToken);
        if (verified.Count > 0)
        {
            return await PublishAsync(before, verified, cancellationToken) && await TryJudgeAsync(cancellationToken);
        }

        metrics.Compared(before.Index);
        if (before.Index is not { IsEmpty: false } index)
        {
            _looked.Clear();
            return true;
        }

        await reader.SearchOpenHoursAsync(index, cancellationToken);
        var sightings = await reader.ReadAsync(index.Hour - options.TermHours, cancellationToken);
        var changed = sightings.Accounts.Where(a => _looked.GetValueOrDefault(a.Key) != VersionOf(a, index)).ToArray();
        var found = await FindAsync(before, index, await reader.ReadAsync(changed, cancellationToken), cancellationToken);
        if (!await PublishAsync(before, found, cancellationToken))
        {
            return false;
        }

        _looked.Clear();
        foreach (var account in sightings.Accounts)
        {
            _looked[account.Key] = VersionOf(account, index);
        }

        await reader.DeleteAsync(sightings.Old, cancellationToken);
        return true;
    }

    private async Task<List<ProvisionalVerdict>> FindAsync(
        PublishedNewcomers before,
        OperatorIndex index,
        IReadOnlyList<SightedAccount> accounts,
        CancellationToken cancellationToken
    )
    {
        var found = new List<ProvisionalVerdict>();
        foreach (var account in accounts)
        {
            // What a run has seen, it has judged.
            if (
                account.Last > index.Hour
                && !account.IsVerified(TimeSpan.FromDays(detection.VerificationDays))
                && account.Judge(index, options.MinCalls) is { } finding
                && await published.MayAccuseAsync(before, account.Account, finding, cancellationToken)
            )
            {
                found.Add(published.Draft(account, finding, options));
            }
        }

        return found;
    }

    // Takes verdicts back whose customers were verified since.
    private async Task<List<ProvisionalVerdict>> WithdrawnAsync(PublishedNewcomers before, CancellationToken cancellationToken)
    {
        var held = before.State.ProvisionalAt(before.State.Head.Hour, before.State.Head.SettledAt).All.ToArray();
        var now = held.Length == 0 ? default : held.Max(p => p.Hour);
        var verified = await reader.FindVerifiedAsync(
            held.Select(p => p.Account),
            now,
            TimeSpan.FromDays(detection.VerificationDays),
            cancellationToken
        );
        return [.. held.Where(p => verified.Contains(p.Account)).Select(p => p with { IsWithdrawn = true })];
    }

    private async Task<bool> PublishAsync(PublishedNewcomers before, List<ProvisionalVerdict> verdicts, CancellationToken cancellationToken)
    {
        // Over one state only one commit can go. The rest follows over the next one.
        if (verdicts.Count == 0)
        {
            return true;
        }

        var first = verdicts.Take(ProvisionalPublisher.Most).ToArray();
        if (await published.TryPublishAsync(before, first, cancellationToken) is not { } revision)
        {
            return false;
        }

        metrics.Published(first);
        log.NewcomersJudged(revision, first.Count(v => !v.IsWithdrawn), first.Count(v => v.IsWithdrawn), before.Index?.Hour);
        return first.Length == verdicts.Count;
    }

    private static int VersionOf(IEnumerable<(Sighting Sighting, ETag Version)> sightings, OperatorIndex index)
    {
        var hash = new HashCode();
        hash.Add(index.Hour);
        foreach (var (sighting, version) in sightings.OrderBy(s => (s.Sighting.Hour, s.Sighting.Partition?.Id)))
        {
            hash.Add(sighting);
            hash.Add(version);
        }

        return hash.ToHashCode();
    }
}
