using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Distill.Core.Signals;
using Distill.Core.Statistics;
using Distill.Core.Windows;

namespace Distill.Core.Correlation;

/// <summary>
/// Grows a group around the accounts that use two or more framings of one family, and prunes it: each account stays or joins by its own
/// framings, infrastructure and birth, weighed against the other members' and the population's (naive Bayes, a few rounds).
/// </summary>
internal sealed class TemplateGroups(PopulationBaseline population, DetectionOptions options)
{
    private const int Rounds = 4;

    // Of a part: a small operator's framings, a few to a machine, leave a handful of accounts to each.
    private const int MinPart = 3, MaxSmallPart = 16;

    private readonly GroupPruning _pruning = new(population, options);
    private readonly WholeOperation _whole = new(population, options);

    /// <summary>A group for each family that has enough accounts.</summary>
    /// <param name="library">The families.</param>
    /// <param name="matches">What each profile of the population uses, in the population's order.</param>
    public IEnumerable<CandidateGroup> Find(TemplateLibrary library, IReadOnlyList<FamilyUse[]> matches)
    {
        var users = new FamilyUsers(population, library.Families.Count, matches);
        var groups = new CandidateGroup?[library.Families.Count];

        // The largest first: one that came last would keep a single processor.
        var largest = Enumerable.Range(0, groups.Length).OrderByDescending(users.CountOf).ToArray();
        Parallel.ForEach(Partitioner.Create(largest, loadBalance: true), Processors.All, family => groups[family] = Grow(library.Families[family], users.Of(family)));
        (int Family, CandidateGroup Group)[] found = [.. groups.Index().Where(g => g.Item is not null).Select(g => (g.Index, g.Item!))];

        // Parts of one operator's work are judged as a whole, and each of them by itself: the whole may have an open explanation that a part has not.
        var clusters = found.Where(f => f.Group.Members.Count >= options.MinClusterSize).ToArray();
        foreach (var parts in new SharedMeans(population).Join([.. clusters.Select(f => f.Group)]))
        {
            if (parts.Length > 1 && _whole.Of([.. parts.Select(p => (clusters[p].Group, users.Of(clusters[p].Family), p))]) is { } whole)
            {
                yield return whole;
            }

            foreach (var part in parts)
            {
                yield return clusters[part].Group;
            }
        }

        var small = found.Where(f => f.Group.Members.Count <= MaxSmallPart).ToArray();
        foreach (var units in new SmallParts(population).Join([.. small.Select(f => f.Group)]))
        {
            if (_whole.Of([.. units.SelectMany((unit, i) => unit.Select(p => (small[p].Group, users.Of(small[p].Family), i)))]) is { } whole)
            {
                yield return whole;
            }
        }
    }

    private CandidateGroup? Grow(TemplateFamily family, TemplateUser[] users)
    {
        if (users.Count(u => u.Templates.Length >= 2) < MinPart)
        {
            return null;
        }

        var popularity = new KeyCounts();
        foreach (var user in users)
        {
            foreach (var template in user.Templates)
            {
                popularity.Add(template.Value)++;
            }
        }

        bool[] isMember = [.. users.Select(u => u.Templates.Length >= 2)];
        var weights = new double[users.Length];
        for (var (round, size) = (0, isMember.Count(m => m)); round < Rounds && size >= MinPart; round++)
        {
            var links = new GroupLinks(population, users, isMember, popularity);
            for (var i = 0; i < users.Length; i++)
            {
                weights[i] = links.Weigh(users[i], isMember[i]);
            }

            var next = WithHouseholds(users, weights, GroupLinks.OddsAgainst(population.Count, size) + options.MemberMargin);
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
                memberships[at++] = new Membership(population.Profiles[users[i].Profile], users[i].Templates.Length, users[i].FramedCalls, users[i].Since, weights[i]);
            }
        }

        var shares = family.Templates.Select(t => (double)popularity[t.Key.Value] / population.Count).ToArray();
        return new CandidateGroup(memberships, family, new TemplateCensus(shares, users.Count(u => u.Templates.Length >= 2), ClosestPair(users, popularity) - Math.Log(family.Tested)));
    }

    // -ln of the chance that independent choice brings any two of the framings together in as many accounts as it does the closest two.
    private double ClosestPair(TemplateUser[] users, KeyCounts popularity)
    {
        var together = new Dictionary<(TemplateKey, TemplateKey), int>();
        foreach (var templates in users.Select(u => u.Templates))
        {
            for (var i = 0; i < templates.Length; i++)
            {
                for (var j = i + 1; j < templates.Length; j++)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(together, (templates[i], templates[j]), out _)++;
                }
            }
        }

        return together.Select(t => -Tails.LogPoissonUpper(t.Value, (double)popularity[t.Key.Item1.Value] * popularity[t.Key.Item2.Value] / population.Count)).DefaultIfEmpty(0).Max();
    }

    private bool[] WithHouseholds(TemplateUser[] users, double[] weights, double threshold)
    {
        bool[] belongs = [.. weights.Select(w => w >= threshold)];
        bool[] members = [.. belongs];
        foreach (var user in Households.Joining(users, i => belongs[i]))
        {
            members[user] = true;
            weights[user] += options.HouseholdWeight;
        }

        return members;
    }
}
