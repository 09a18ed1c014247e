using System.Collections.Concurrent;
using System.Text;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;

namespace Distill.Functions.Publishing;

/// <summary>
/// All published verdicts in memory. Finding one by account takes no lock. Pages come in order of the accounts' fingerprints. There is one writer and
/// many readers.
/// </summary>
public sealed class VerdictMap
{
    // With a million accounts, a bucket has about a thousand: few enough to sort when a page of the snapshot needs them.
    private const int BucketBits = 10;

    private readonly ConcurrentDictionary<AccountId, PublishedVerdict>[] _buckets =
    [
        .. Enumerable.Range(0, 1 << BucketBits).Select(_ => new ConcurrentDictionary<AccountId, PublishedVerdict>(1, 0)),
    ];

    public int Count => _buckets.Sum(b => b.Count);

    /// <summary>All verdicts, in no order.</summary>
    public IEnumerable<PublishedVerdict> All => _buckets.SelectMany(b => b.Values);

    public PublishedVerdict? Find(AccountId account) => _buckets[BucketOf(FingerprintOf(account))].GetValueOrDefault(account);

    public void Set(PublishedVerdict verdict) => _buckets[BucketOf(FingerprintOf(verdict.Now.Account))][verdict.Now.Account] = verdict;

    /// <summary>
    /// Adds what was published. A verdict that says nothing is removed, because an unknown account gets the same answer. Snapshots that began before
    /// leave the account out in any case, and the change follows later.
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

    /// <summary>The verdicts after a fingerprint, in order. Those with the same fingerprint come together.</summary>
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

/// <summary>An account's published verdict.</summary>
/// <param name="Now">The verdict under what analysts decided.</param>
/// <param name="Raw">The correlation's verdict; the same object as in <paramref name="Now"/> if nobody decided otherwise.</param>
/// <param name="Revision">The ledger's revision that published it; 0 if that was before this instance started.</param>
public sealed record PublishedVerdict(StandingVerdict Now, Verdict Raw, long Revision);
