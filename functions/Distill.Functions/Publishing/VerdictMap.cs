using System.Collections.Concurrent;
using System.Text;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;

namespace Distill.Functions.Publishing;

/// <summary>
/// All published verdicts in memory: found by account without a lock, walked in order of the accounts' fingerprints. One writer, many readers.
/// </summary>
public sealed class VerdictMap
{
    // About a thousand accounts each at a million: little enough to be sorted when a page of the snapshot wants them.
    private const int BucketBits = 10;

    private readonly ConcurrentDictionary<AccountId, PublishedVerdict>[] _buckets =
    [
        .. Enumerable.Range(0, 1 << BucketBits).Select(_ => new ConcurrentDictionary<AccountId, PublishedVerdict>(1, 0)),
    ];

    public int Count => _buckets.Sum(b => b.Count);

    public PublishedVerdict? Find(AccountId account) => _buckets[BucketOf(FingerprintOf(account))].GetValueOrDefault(account);

    public void Set(PublishedVerdict verdict) => _buckets[BucketOf(FingerprintOf(verdict.Now.Account))][verdict.Now.Account] = verdict;

    /// <summary>
    /// Takes in what was published. What says nothing is not kept, for an account never seen is answered the same; a snapshot begun before leaves it
    /// out either way, and the change itself follows.
    /// </summary>
    public void Apply(VerdictChange change, long revision)
    {
        if (change.SaysNothing)
        {
            _buckets[BucketOf(FingerprintOf(change.Account))].TryRemove(change.Account, out _);
        }
        else
        {
            Set(new PublishedVerdict(change.Now, change.Raw, revision));
        }
    }

    /// <summary>Verdicts after a fingerprint, in order of it; those of one fingerprint come together.</summary>
    public IEnumerable<(ulong Fingerprint, PublishedVerdict[] Verdicts)> After(ulong? fingerprint)
    {
        for (var bucket = fingerprint is { } after ? BucketOf(after) : 0; bucket < _buckets.Length; bucket++)
        {
            var own = _buckets[bucket]
                .Values.Select(v => (Fingerprint: FingerprintOf(v.Now.Account), Verdict: v))
                .Where(v => fingerprint is not { } past || v.Fingerprint > past)
                .GroupBy(v => v.Fingerprint, v => v.Verdict)
                .OrderBy(g => g.Key);
            foreach (var group in own)
            {
                yield return (group.Key, [.. group.OrderBy(v => v.Now.Account)]);
            }
        }
    }

    private static int BucketOf(ulong fingerprint) => (int)(fingerprint >> (64 - BucketBits));

    private static ulong FingerprintOf(AccountId account)
    {
        Span<byte> utf8 = stackalloc byte[4 * AccountId.MaxLength];
        return Fingerprint.Of(utf8[..Encoding.UTF8.GetBytes(account.Value, utf8)]);
    }
}

/// <summary>An account's verdict as it was published.</summary>
/// <param name="Now">As it stands.</param>
/// <param name="Raw">What the correlation says; the same object as in <paramref name="Now"/> when nobody decided otherwise.</param>
/// <param name="Revision">The ledger's revision that published it; 0 when that was before this instance came.</param>
public sealed record PublishedVerdict(StandingVerdict Now, Verdict Raw, long Revision);
