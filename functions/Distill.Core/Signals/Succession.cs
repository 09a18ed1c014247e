using System.Globalization;
using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>Finds groups in which new accounts start work soon after others were banned: an operator replaces them.</summary>
/// <remarks>
/// The unit of evidence is an hour in which a member was first seen, because newcomers come in clumps. The null is the share of all other accounts'
/// first calls that fall in the same spans after the group's bans. So busy hours and a provider's waves of bans explain themselves. The test is a
/// binomial tail, times the number of spans tried. It needs at least three rounds of bans.
/// </remarks>
internal sealed class Succession
{
    // Fewest rounds of bans, and fewest bans. Two rounds may meet newcomers by chance. Bans less than an hour apart are one round.
    private const int MinRounds = 3;
    private const int MinBans = 3;

    // Hours after a ban in which newcomers count.
    private static readonly int[] s_spans = [2, 6, 24];

    // Range of the ratio of the volume after to that before, in which the traffic counts as unbroken.
    private const double LeastUnbroken = .7,
        MostUnbroken = 1.3;

    private readonly long _knownFrom;
    private readonly long[] _debuts;

    public Succession(PopulationBaseline population)
    {
        _knownFrom = Debuts.KnownFrom(population);
        _debuts = [.. population.Profiles.Select(p => p.FirstCall).Where(t => t >= _knownFrom).Order()];
    }

    /// <summary>
    /// Null when there were fewer than three rounds of bans, or when chance makes newcomers follow them as often more than once in 100.
    /// </summary>
    public Evidence? Measure(AccountGroup group)
    {
        var bans = group.Members.Select(m => m.BannedAt).OfType<DateTimeOffset>().Select(MicrosOf).Order().ToArray();
        var rounds = bans.Where((b, i) => i == 0 || b - bans[i - 1] > Micros.PerHour).ToArray();
        if (bans.Length < MinBans || rounds.Length < MinRounds)
        {
            return null;
        }

        var from = Math.Max(_knownFrom, bans[0]);
        var own = group.Members.Select(m => m.FirstCall).Where(t => t >= from).ToArray();
        Evidence? best = null;
        foreach (var span in s_spans)
        {
            var after = own.Count(t => IsAfterABan(bans, t, span));
            var hours = own.GroupBy(t => t / Micros.PerHour).ToArray();
            var followed = hours.Count(h => h.Any(t => IsAfterABan(bans, t, span)));
            int others = -own.Length,
                othersAfter = -after;
            foreach (var debut in _debuts.AsSpan(LowerBound(_debuts, from)))
            {
                others++;
                othersAfter += IsAfterABan(bans, debut, span) ? 1 : 0;
            }

            var share = (othersAfter + 1.0) / (others + 2.0);
            var weight = -Statistics.Tails.LogBinomialUpper(followed, hours.Length, share) - Math.Log(s_spans.Length);
            if (weight >= Rarity.LeastWeight && weight > (best?.LogLikelihoodRatio ?? 0))
            {
                best = new Evidence(
                    EvidenceKind.Births,
                    "succession",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"After {bans.Length} bans in {rounds.Length} rounds {after} of {own.Length} new accounts made their first call "
                            + $"within {span} h of one, where {share:P0} of other newcomers did{Handover(group, rounds)}; by chance "
                            + $"{Rarity.OneIn(weight)}."
                    ),
                    weight
                );
            }
        }

        return best;
    }

    // Compares the volume of the twelve hours after each round with that before. Near 1, the traffic went on unbroken.
    private static string Handover(AccountGroup group, long[] rounds)
    {
        const long span = 12 * Micros.PerHour;
        var last = group.Members.Max(m => m.LastCall);
        long before = 0,
            after = 0;
        using var buffer = Scratch.Rent<CallBuffer>();
        foreach (var member in group.Members)
        {
            var calls = member.Read(buffer.Value);
            foreach (var round in rounds.Where(r => r + span <= last))
            {
                var at = LowerBound(calls, round);
                before += at - LowerBound(calls, round - span);
                after += LowerBound(calls, round + span) - at;
            }
        }

        var ratio = before == 0 ? 0 : (double)after / before;
        return ratio is >= LeastUnbroken and <= MostUnbroken
            ? string.Create(CultureInfo.InvariantCulture, $" and the group's calls went on at {ratio:0.00} times the volume before")
            : "";
    }

    private static bool IsAfterABan(long[] bans, long time, int hours)
    {
        var at = LowerBound(bans, time + 1) - 1;
        return at >= 0 && time - bans[at] < hours * Micros.PerHour;
    }

    private static int LowerBound(long[] sorted, long value) => Statistics.Sorted.LowerBound(sorted, value);

    private static int LowerBound(ReadOnlySpan<Events.ApiCall> sorted, long value) =>
        Statistics.Sorted.LowerBound(sorted, value, static call => call.Micros);

    /// <summary>Converts a time to microseconds since 1970-01-01 UTC.</summary>
    internal static long MicrosOf(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
