using System.Globalization;
using Distill.Core.Profiles;

namespace Distill.Core.Signals;

/// <summary>Accounts of a group come to work soon after others of it were banned: somebody replaces them.</summary>
/// <remarks>
/// Unit of evidence: an hour in which a member was first seen, for newcomers come in clumps. Null: the share of all other accounts' first calls that
/// fall in the same spans after the group's bans, so that busy hours and a provider's ban waves explain themselves. Binomial tail, times the spans
/// tried. At least three rounds of bans.
/// </remarks>
internal sealed class Succession
{
    private const long MicrosPerHour = 3_600_000_000;
    private const int MinRounds = 3;
    private const int MinBans = 3;

    private static readonly int[] s_spans = [2, 6, 24];

    private readonly long _knownFrom;
    private readonly long[] _debuts;

    public Succession(PopulationBaseline population)
    {
        _knownFrom = Debuts.KnownFrom(population);
        _debuts = [.. population.Profiles.Select(p => p.FirstCall).Where(t => t >= _knownFrom).Order()];
    }

    /// <summary>Null when there were fewer than three rounds of bans or newcomers follow them no more than chance gives once in 100.</summary>
    public Evidence? Measure(AccountGroup group)
    {
        var bans = group.Members.Select(m => m.BannedAt).OfType<DateTimeOffset>().Select(Micros).Order().ToArray();
        var rounds = bans.Where((b, i) => i == 0 || b - bans[i - 1] > MicrosPerHour).ToArray();
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
            var hours = own.GroupBy(t => t / MicrosPerHour).ToArray();
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
            if (weight >= Math.Log(100) && weight > (best?.LogLikelihoodRatio ?? 0))
            {
                best = new Evidence(
                    EvidenceKind.Births,
                    "succession",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"After {bans.Length} bans in {rounds.Length} rounds {after} of {own.Length} new accounts made their first call "
                            + $"within {span} h of one, where {share:P0} of other newcomers did{Handover(group, rounds)}; by chance 1 in "
                            + $"10^{weight / Math.Log(10):0}."
                    ),
                    weight
                );
            }
        }

        return best;
    }

    // Volume of the twelve hours after each round against that before: near 1 when the traffic went on unbroken.
    private static string Handover(AccountGroup group, long[] rounds)
    {
        const long span = 12 * MicrosPerHour;
        var last = group.Members.Max(m => m.LastCall);
        long before = 0,
            after = 0;
        foreach (var member in group.Members)
        {
            var calls = member.Look();
            foreach (var round in rounds.Where(r => r + span <= last))
            {
                var at = LowerBound(calls, round);
                before += at - LowerBound(calls, round - span);
                after += LowerBound(calls, round + span) - at;
            }
        }

        var ratio = before == 0 ? 0 : (double)after / before;
        return ratio is >= .7 and <= 1.3
            ? string.Create(CultureInfo.InvariantCulture, $" and the group's calls went on at {ratio:0.00} times the volume before")
            : "";
    }

    private static bool IsAfterABan(long[] bans, long time, int hours)
    {
        var at = LowerBound(bans, time + 1) - 1;
        return at >= 0 && time - bans[at] < hours * MicrosPerHour;
    }

    private static int LowerBound(long[] sorted, long value) => Statistics.Sorted.LowerBound(sorted, value);

    private static int LowerBound(ReadOnlySpan<Events.ApiCall> sorted, long value) =>
        Statistics.Sorted.LowerBound(sorted, value, static call => call.Micros);

    internal static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
