using System.Collections.Frozen;
using Distill.Core.Profiles;

namespace Distill.Core.Signals;

/// <summary>What other providers reported of clusters of theirs, and the key to compare it with. Immutable.</summary>
/// <param name="Key">The key that the providers share. Null for none: then nothing can be compared or reported.</param>
/// <param name="Indicators">All indicators ever received, in any order.</param>
public sealed record SharedIndicators(SharingKey? Key, IReadOnlyList<SharedIndicator> Indicators)
{
    public static SharedIndicators None { get; } = new(null, []);

    /// <summary>The senders by keyed hash, of what holds at a time: of each indicator its last version.</summary>
    internal FrozenDictionary<string, string> At(DateTimeOffset time) =>
        Key is null
            ? FrozenDictionary<string, string>.Empty
            : Indicators
                .Where(i => i.KeyId == Key.Id && i.Received <= time)
                .GroupBy(i => i.Id, StringComparer.Ordinal)
                .Select(g => g.OrderBy(i => i.Modified).ThenBy(i => i.Received).ThenBy(i => i.IsRevoked).Last())
                .Where(i => !i.IsRevoked && i.ValidFrom <= time && time < i.Until)
                .SelectMany(i => i.Hashes.Select(h => (Hash: h, i.From)))
                .GroupBy(v => v.Hash, v => v.From, StringComparer.Ordinal)
                .ToFrozenDictionary(g => g.Key, g => g.Min(StringComparer.Ordinal)!, StringComparer.Ordinal);
}
