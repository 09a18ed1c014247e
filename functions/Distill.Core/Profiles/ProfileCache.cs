using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>Profiles of all accounts, kept from run to run: they are derived from histories alone. Not for use by two threads at once.</summary>
internal sealed class ProfileCache
{
    // By the histories' places in the population; null for those without calls.
    private AccountProfile?[] _profiles = [];

    /// <summary>Profiles of all accounts with calls, as of <paramref name="time"/>, in order of account.</summary>
    public AccountProfile[] At(Population population, DateTimeOffset time)
    {
        Array.Resize(ref _profiles, population.Histories.Count);
        population.ForEachShard(shard =>
        {
            AccountHistory[] changed = [.. shard.Histories.Where(h => !IsKnown(h, time))];
            shard.Visit(changed.Length, () => Renew(changed, time));
        });
        return [.. _profiles.AsParallel().OfType<AccountProfile>().OrderBy(p => p.Account)];
    }

    private void Renew(AccountHistory[] changed, DateTimeOffset time)
    {
        using var scratch = Scratch.Rent<ProfileScratch>();
        foreach (var history in changed)
        {
            _profiles[history.Index] = AccountProfile.Of(history, time, scratch.Value);
        }
    }

    private bool IsKnown(AccountHistory history, DateTimeOffset time) =>
        _profiles[history.Index] is { } known
            ? ReferenceEquals(known.History, history)
                && known.Revision == history.Revision
                && ReferenceEquals(known.Record, history.FactsAt(time))
                && known.BannedAt == history.BannedAt(time)
            : history.Kept == 0;
}
