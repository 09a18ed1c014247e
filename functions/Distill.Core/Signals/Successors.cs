using System.Globalization;
using System.Runtime.InteropServices;

namespace Distill.Core.Signals;

/// <summary>An account that took over from banned ones.</summary>
/// <param name="Account">The newcomer.</param>
/// <param name="LogLikelihoodRatio">How much likelier its likeness to the banned is of a successor than of any account.</param>
/// <param name="Bans">Bans of the cluster in the three days before its first call.</param>
/// <param name="Gap">From the last of them to its first call.</param>
/// <param name="Detail">A sentence with its figures.</param>
internal sealed record SuccessionLink(AccountProfile Account, double LogLikelihoodRatio, int Bans, TimeSpan Gap, string Detail);

/// <summary>
/// Finds who took over from a cluster's banned accounts: newcomers of the next three days with their framings, networks, client, hours and models.
/// </summary>
/// <remarks>
/// LLR = sum ln(P(match | successor) / P(match | random)) (Fellegi and Sunter 1969), linked at ln(1e5). P(match | successor) is how often the
/// cluster's accounts match the banned others, leave-one-out; P(match | random) how often the population does. All are looked at over no more calls
/// than the newcomer has made.
/// </remarks>
internal sealed class Successors(ReferenceSample reference)
{
    /// <summary>Log-likelihood ratio that links: 100,000 to 1, since a population has thousands of newcomers.</summary>
    public const double Threshold = 11.5;

    private const int MinBanned = 3;
    private const long MaxGap = 72 * 3_600_000_000L;

    private static readonly int[] s_depths = [3, 5, 10, 20];
    private static readonly string[] s_names = ["framings", "network", "client", "model", "hours"];

    private readonly long _knownFrom = Debuts.KnownFrom(reference.Population);

    /// <summary>Links of the population's newcomers to the group's banned accounts, strongest first. Members may be among them.</summary>
    public IReadOnlyList<SuccessionLink> Find(AccountGroup group)
    {
        var banned = group.Members.Where(m => m.BannedAt is not null).OrderBy(m => m.BannedAt).ToArray();
        if (banned.Length < MinBanned)
        {
            return [];
        }

        var bans = banned.Select(b => Succession.Micros(b.BannedAt!.Value)).ToArray();
        var newcomers = reference
            .Population.Profiles.Select(p => (Profile: p, Before: bans.Count(b => b <= p.FirstCall && p.FirstCall - b < MaxGap)))
            .Where(n => n.Before > 0 && n.Profile.FirstCall >= _knownFrom && n.Profile.CallCount >= s_depths[0])
            .ToArray();
        if (newcomers.Length == 0)
        {
            return [];
        }

        var likeness = new SuccessorLikeness(banned);
        var members = reference.MembersOf(group);
        var tables = new Dictionary<int, Table>();
        var links = new List<SuccessionLink>();
        foreach (var (profile, before) in newcomers)
        {
            var depth = s_depths.Last(d => d <= profile.CallCount);
            ref var table = ref CollectionsMarshal.GetValueRefOrAddDefault(tables, depth, out var known);
            if (!known)
            {
                table = Table.Of(group.Members, reference, members, likeness, depth);
            }

            var own = likeness.Of(profile, depth);
            var (ratio, matched) = table!.Weigh(own);
            if (ratio >= Threshold)
            {
                var gap = TimeSpan.FromMicroseconds(profile.FirstCall - bans.Last(b => b <= profile.FirstCall));
                links.Add(
                    new SuccessionLink(
                        profile,
                        ratio,
                        before,
                        gap,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"Took over from banned accounts of this cluster: first call {gap.TotalHours:0.0} h after the last of {before} "
                                + $"bans, same {string.Join(", ", matched)}; {Math.Exp(Math.Min(ratio, 30)):0.0E+0} times likelier than of any "
                                + $"account."
                        )
                    )
                );
            }
        }

        return [.. links.OrderByDescending(l => l.LogLikelihoodRatio).ThenBy(l => l.Account.Account)];
    }

    /// <summary>Log-ratios of each level of each feature.</summary>
    private sealed record Table(double[][] Ratios)
    {
        public static Table Of(
            IReadOnlyList<AccountProfile> cluster,
            ReferenceSample reference,
            bool[] members,
            SuccessorLikeness likeness,
            int depth
        )
        {
            var own = Count(cluster.Where(m => m.CallCount >= depth).Take(200), likeness, depth);
            var random = Count(reference.Profiles.Take(reference.SampleCount).Where((p, i) => !members[i] && p.CallCount >= depth), likeness, depth);
            return new Table([
                .. s_names.Select(
                    (_, feature) =>
                        Enumerable
                            .Range(0, SuccessorLikeness.Levels)
                            .Select(level => Math.Log(Share(own[feature], level, 0.5)) - Math.Log(Share(random[feature], level, 0.5)))
                            .ToArray()
                ),
            ]);
        }

        public (double Ratio, List<string> Matched) Weigh(int[] levels)
        {
            var sum = 0.0;
            var matched = new List<string>();
            for (var i = 0; i < levels.Length; i++)
            {
                sum += Ratios[i][levels[i]];
                if (levels[i] > 0 && Ratios[i][levels[i]] > 0.5)
                {
                    matched.Add(
                        (i, levels[i]) switch
                        {
                            (0, SuccessorLikeness.Levels - 1) => $"{levels[i]} or more {s_names[i]}",
                            (0, _) => $"{levels[i]} {s_names[i]}",
                            (1, 1) => "provider",
                            _ => s_names[i],
                        }
                    );
                }
            }

            return (sum, matched);
        }

        private static double Share(int[] counts, int level, double prior) => (counts[level] + prior) / (counts.Sum() + (prior * counts.Length));

        private static int[][] Count(IEnumerable<AccountProfile> accounts, SuccessorLikeness likeness, int depth)
        {
            var counts = s_names.Select(_ => new int[SuccessorLikeness.Levels]).ToArray();
            foreach (var account in accounts)
            {
                var levels = likeness.Of(account, depth);
                for (var i = 0; i < levels.Length; i++)
                {
                    counts[i][levels[i]]++;
                }
            }

            return counts;
        }
    }
}
