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

    // The cards of those who were looked at with this index; the accounts that it finds by marks of their own, and their cards; and which of these
    // cards are new since the last commit.
    private readonly Dictionary<AccountId, ulong> _cards = [];
    private readonly HashSet<AccountId> _accusers = [];
    private readonly HashSet<ulong> _new = [];
    private AccusedCards _accused = new();
    private Hour? _lookedWith;

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
            _lookedWith = null;
            return await PublishAsync(before, verified, cancellationToken) && await TryJudgeAsync(cancellationToken);
        }

        metrics.Compared(before.Index);
        if (before.Index is not { IsEmpty: false } index)
        {
            _looked.Clear();
            return true;
        }

        StartOver(before, index);
        await reader.SearchOpenHoursAsync(index, cancellationToken);
        var sightings = await reader.ReadAsync(index.Hour - options.TermHours, cancellationToken);
        var changed = sightings.Accounts.Where(a => _looked.GetValueOrDefault(a.Key) != VersionOf(a, index)).ToArray();
        var read = await ReadAsync(before, index, sightings, changed, cancellationToken);
        var found = await FindAsync(before, index, read, cancellationToken);
        if (!await PublishAsync(before, found, cancellationToken))
        {
            return false;
        }

        _new.Clear();
        _looked.Clear();
        foreach (var account in sightings.Accounts)
        {
            _looked[account.Key] = VersionOf(account, index);
        }

        await reader.DeleteAsync(sightings.Old, cancellationToken);
        return true;
    }

    // Forgets what was looked at if the index is new, or if somebody decided on an account that accused its card.
    private void StartOver(PublishedNewcomers before, OperatorIndex index)
    {
        if (_lookedWith != index.Hour || _accusers.Any(before.Standing.IsDecided))
        {
            (_lookedWith, _accused) = (index.Hour, new AccusedCards());
            _looked.Clear();
            _cards.Clear();
            _accusers.Clear();
            _new.Clear();
        }
    }

    // Reads what is stored of accounts whose sightings changed, and of those who pay with the card of one that has marks of its own. The cards follow
    // from what is stored, so it does not matter which of a card's accounts comes first.
    private async Task<IReadOnlyList<SightedAccount>> ReadAsync(
        PublishedNewcomers before,
        OperatorIndex index,
        Sightings sightings,
        IReadOnlyList<IGrouping<AccountId, (Sighting Sighting, ETag Version)>> changed,
        CancellationToken cancellationToken
    )
    {
        var read = await reader.ReadAsync(changed, cancellationToken);
        foreach (var account in read.Where(a => !IsVerified(a) && !before.Standing.IsDecided(a.Account)))
        {
            if (account.Judge(index, options.MinCalls) is { } finding && _accused.Add(account.Facts, finding))
            {
                _new.Add(account.Facts!.Payment);
                _accusers.Add(account.Account);
            }
        }

        var isRead = read.Select(a => a.Account).ToHashSet();
        var mates = sightings.Accounts.Where(a => !isRead.Contains(a.Key) && _new.Contains(_cards.GetValueOrDefault(a.Key)));
        return [.. read.Concat(await reader.ReadAsync([.. mates], cancellationToken)).OrderBy(a => a.Account)];
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
                && !IsVerified(account)
                && account.Judge(index, options.MinCalls, _accused) is { } finding
                && await published.MayAccuseAsync(before, account.Account, finding, cancellationToken)
            )
            {
                found.Add(published.Draft(account, finding, options));
            }

            _cards[account.Account] = account.Facts?.Payment ?? 0;
        }

        return found;
    }

    private bool IsVerified(SightedAccount account) => account.IsVerified(TimeSpan.FromDays(detection.VerificationDays));

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
