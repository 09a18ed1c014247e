using System.Collections.Concurrent;
using Distill.Core.Framings;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>
/// Grows a candidate group around the accounts that use two or more framings of one family, and prunes it. In a few rounds of naive Bayes, an
/// account stays or joins by its own framings, infrastructure and birth, weighed against the other members and the population.
/// </summary>
internal sealed class FramingGroups(PopulationBaseline population, DetectionOptions options)
{
    // Most rounds. New members may tie others in turn; it settles in two or three rounds.
    private const int Rounds = 4;

    // Fewest and most accounts of a part that may be joined with others. A small operator with a few framings on each machine has only a handful of
    // accounts per framing.
    private const int MinPart = 3,
        MaxSmallPart = 16;

    private readonly GroupPruning _pruning = new(population, options);
    private readonly JoinedParts _whole = new(population, options);

    /// <summary>Returns a group for each family, and for each core of a family, that has enough accounts.</summary>
    /// <param name="matches">The families, and what each account of the population uses of them.</param>
    public IEnumerable<CandidateGroup> Find(FramingMatches matches)
    {
        var (found, established, cores) = Grow(matches.Library.Families, matches.Uses);
        var ofCores = Grow([.. cores.Select(c => c.Family)], Matches(cores));
        found = [.. found, .. ofCores.Found];

        // Judge one operator's parts as a whole, and also each part alone. The whole may have an open explanation that a part does not have.
        Grown[] clusters = [.. found.Where(f => f.Group.Members.Count >= options.MinClusterSize)];
        foreach (var cluster in clusters)
        {
            yield return cluster.Group;
        }

        foreach (var group in established.Concat(ofCores.Established).Where(g => g.Members.Count >= options.MinClusterSize))
        {
            yield return group;
        }

        foreach (var parts in new SharedMeans(population).Join([.. clusters.Select(f => f.Group)]).Where(p => p.Length > 1))
        {
            if (_whole.Of([.. parts.Select(p => (clusters[p].Group, clusters[p].Users, p))]) is { } whole)
            {
                yield return whole;
            }
        }

        Grown[] small = [.. found.Where(f => f.Group.Members.Count <= MaxSmallPart)];
        foreach (var units in new SmallParts(population).Join([.. small.Select(f => f.Group)]))
        {
            if (_whole.Of([.. units.SelectMany((unit, i) => unit.Select(p => (small[p].Group, small[p].Users, i)))]) is { } whole)
            {
                yield return whole;
            }
        }
    }

    // Grows a group for each family. If some users of two framings are not established, it grows one of established accounts alone as well: what a
    // crowd of new accounts does must neither hide nor accuse those who were there before.
    private (Grown[] Found, IEnumerable<CandidateGroup> Established, FamilyCore[] Cores) Grow(
        IReadOnlyList<FramingFamily> families,
        IReadOnlyList<FamilyUse[]> matches
    )
    {
        var users = new FamilyUsers(population, families.Count, matches);
        var groups = new CandidateGroup?[families.Count];
        var established = new CandidateGroup?[families.Count];
        var cores = new FamilyCore[families.Count][];

        // Start with the largest family. If it came last, it would keep one processor busy alone.
        var largest = Enumerable.Range(0, groups.Length).OrderByDescending(users.CountOf).ToArray();
        Parallel.ForEach(
            Partitioner.Create(largest, loadBalance: true),
            Processors.All,
            family =>
            {
                using var tables = Scratch.Rent<FramingPairs.Tables>();
                var pairs = new FramingPairs(families[family], users.Of(family), tables.Value);
                var isSmall = pairs.UsersOfTwo < MinPart;
                (groups[family], cores[family]) = (isSmall ? null : Grow(pairs), isSmall ? [] : [.. pairs.Cores()]);
                if (!isSmall && pairs.NewUsersOfTwo > 0)
                {
                    var own = new FramingPairs(families[family], Array.FindAll(pairs.Users, u => u.IsEstablished), tables.Value);
                    var others = pairs.Users.Length - own.Users.Length;
                    established[family] = Grow(own) is { FramingUsers: { } census } group
                        ? group with
                        {
                            FramingUsers = census with { NewUsers = others },
                        }
                        : null;
                }
            }
        );
        return (
            [.. groups.Index().Where(g => g.Item is not null).Select(g => new Grown(g.Item!, users, g.Index))],
            established.OfType<CandidateGroup>(),
            [.. cores.SelectMany(c => c)]
        );
    }

    // Looks up the calls of the cores' users again, among the cores' framings only.
    private FamilyUse[][] Matches(IReadOnlyList<FamilyCore> cores)
    {
        var library = new FramingLibrary([.. cores.Select(c => c.Family)]);
        var matches = new FamilyUse[population.Count][];
        Array.Fill(matches, []);
        CallShard.VisitAll(
            cores.SelectMany(c => c.Users).Distinct(),
            user => population.Profiles[user].History,
            user =>
            {
                using var scratch = Scratch.Rent<MatchScratch>();
                matches[user] = library.Match(population.Profiles[user], scratch.Value);
            }
        );
        return matches;
    }

    // Grows one family's group. Null when too few accounts remain.
    private CandidateGroup? Grow(FramingPairs pairs)
    {
        var (family, users, popularity) = (pairs.Family, pairs.Users, pairs.Popularity);
        using var tables = Scratch.Rent<LinkTables>();
        bool[] isMember = [.. users.Select(u => u.Framings.Length >= 2)];
        var weights = new double[users.Length];
        for (var (round, size) = (0, isMember.Count(m => m)); round < Rounds && size >= MinPart; round++)
        {
            var links = new GroupLinks(population, users, isMember, popularity, tables.Value);
            for (var i = 0; i < users.Length; i++)
            {
                weights[i] = links.Weigh(users[i], isMember[i]);
            }

            var next = WithMates(users, weights, GroupLinks.OddsAgainst(population.Count, size) + options.MemberMargin);
            var settled = next.AsSpan().SequenceEqual(isMember);
            (isMember, size) = (next, next.Count(m => m));
            if (settled)
            {
                break;
            }
        }

        var members = _pruning.WithoutDeclared(_pruning.WithoutPassersBy([.. users.Where((_, i) => isMember[i])]));
        members = family.IsVaried ? _pruning.WithoutVerbatim(members) : members;
        if (members.Length < MinPart)
        {
            return null;
        }

        var memberships = new Membership[members.Length];
        for (int i = 0, at = 0; at < members.Length; i++)
        {
            if (users[i].Profile == members[at])
            {
                memberships[at++] = new Membership(
                    population.Profiles[users[i].Profile],
                    users[i].Framings.Length,
                    users[i].FramedCalls,
                    users[i].Since,
                    weights[i]
                );
            }
        }

        return new CandidateGroup(memberships, family, pairs.Census(population.Customers.EstablishedCount));
    }

    // True for each user that reaches the threshold, or that joins by its customer. A new account with one framing does not join by that: its kind is
    // left out of the framing's popularity, so the framing would look rarer than it is among newcomers.
    private bool[] WithMates(FramingUser[] users, double[] weights, double threshold)
    {
        bool[] belongs = [.. weights.Select((w, i) => w >= threshold && users[i].Counts)];
        bool[] members = [.. belongs];
        foreach (var user in CustomerMates.Joining(users, i => belongs[i]))
        {
            members[user] = true;
            weights[user] += options.CardWeight;
        }

        return members;
    }

    // A group that was grown, and the index of its family among those grown together.
    private readonly record struct Grown(CandidateGroup Group, FamilyUsers All, int Family)
    {
        public FramingUser[] Users => All.Of(Family);
    }
}
