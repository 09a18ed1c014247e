using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>Keeps the profiles of all accounts from run to run and renews only those whose history changed. Not thread-safe.</summary>
internal sealed class ProfileCache
{
    // By the histories' index in the population. Null for accounts without calls.
    private AccountProfile?[] _profiles = [];

    /// <summary>Returns the profiles of all accounts with calls, as of <paramref name="time"/>, ordered by account.</summary>
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
