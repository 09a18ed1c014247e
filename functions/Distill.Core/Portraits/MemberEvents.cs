using System.Globalization;
using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Portraits;

/// <summary>What happened to a group's members within the lookback, as entries of a timeline: bans, successions and pivots.</summary>
/// <remarks>It only tells what happened. Whether chance explains it, <see cref="Succession"/> and <see cref="Pivot"/> say.</remarks>
internal sealed class MemberEvents(PopulationBaseline population)
{
    // Bans less than an hour apart are one round, as for the signal.
    private const long RoundGap = Micros.PerHour;

    // How soon after a ban a first call counts as its successor's, and how soon after a release a first call of the model is a move to it.
    private const long Soon = Micros.PerDay;

    // Fewest members that make an entry. One alone is not the cluster's doing.
    private const int FewestMoved = 2;

    private readonly long _knownFrom = Debuts.KnownFrom(population);
    private readonly IReadOnlyList<(string Model, long Released)> _models = NewModels.Of(population);

    /// <summary>The entries, oldest first.</summary>
    public IReadOnlyList<TimelineEntry> Of(IReadOnlyList<AccountProfile> members) =>
        [.. Bans(members).Concat(Pivots(members)).OrderBy(e => e.Time).ThenBy(e => e.What, StringComparer.Ordinal)];

    private IEnumerable<TimelineEntry> Bans(IReadOnlyList<AccountProfile> members)
    {
        var bans = members.Select(m => m.BannedAt).OfType<DateTimeOffset>().Select(Succession.MicrosOf).Order().ToArray();
        for (var i = 0; i < bans.Length; )
        {
            var from = i;
            for (i++; i < bans.Length && bans[i] - bans[i - 1] <= RoundGap; i++)
            {
                // The same round goes on.
            }

            yield return new TimelineEntry(TimeOf(bans[from]), $"{Count(i - from, "member")} {(i - from == 1 ? "was" : "were")} banned.");
            var last = bans[i - 1];
            var until = Math.Min(last + Soon, i < bans.Length ? bans[i] : long.MaxValue);
            var born = members.Select(m => m.FirstCall).Where(t => t >= _knownFrom && t > last && t <= until).ToArray();
            if (born.Length >= FewestMoved)
            {
                yield return new TimelineEntry(
                    TimeOf(born.Min()),
                    $"{Count(born.Length, "new member")} made the first call within {(until - last) / Micros.PerHour:0} h of the bans."
                );
            }
        }
    }

    private IEnumerable<TimelineEntry> Pivots(IReadOnlyList<AccountProfile> members)
    {
        foreach (var (model, released) in _models)
        {
            var moved = members.Count(m => HasMoved(m, model, released));
            if (moved >= FewestMoved)
            {
                yield return new TimelineEntry(TimeOf(released), $"{model} was released; within a day {Count(moved, "member")} called it.");
            }
        }
    }

    private static bool HasMoved(AccountProfile member, string model, long released)
    {
        foreach (ref readonly var use in member.Models)
        {
            if (use.First < released + Soon && member.History.Names[use.Name] == model)
            {
                return true;
            }
        }

        return false;
    }

    private static DateTimeOffset TimeOf(long micros) => DateTimeOffset.UnixEpoch.AddMicroseconds(micros);

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
