using System.Runtime.InteropServices;
using Distill.Core.Signals;
using Distill.Core.Statistics;

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
    public IEnumerable<CandidateGroup> Find(TemplateLibrary library, IReadOnlyList<IReadOnlyList<FamilyUse>> matches)
    {
        var users = new List<TemplateUser>[library.Families.Count];
        for (var i = 0; i < matches.Count; i++)
        {
            foreach (var use in matches[i])
            {
                (users[use.Family] ??= []).Add(new TemplateUser(i, [.. use.Calls.Keys.Order()], use.FramedCalls, use.Since));
            }
        }

        var found = new List<(int Family, CandidateGroup Group)>();
        for (var family = 0; family < users.Length; family++)
        {
            if (users[family] is { } own && Grow(library.Families[family], own) is { } group)
            {
                found.Add((family, group));
            }
        }

        // Parts of one operator's work are judged as a whole, and each of them by itself: the whole may have an open explanation that a part has not.
        var clusters = found.Where(f => f.Group.Members.Count >= options.MinClusterSize).ToArray();
        foreach (var parts in new SharedMeans(population).Join([.. clusters.Select(f => f.Group)]))
        {
            if (parts.Length > 1 && _whole.Of([.. parts.Select(p => (clusters[p].Group, users[clusters[p].Family], p))]) is { } whole)
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
            if (_whole.Of([.. units.SelectMany((unit, i) => unit.Select(p => (small[p].Group, users[small[p].Family], i)))]) is { } whole)
            {
                yield return whole;
            }
        }
    }

    private CandidateGroup? Grow(TemplateFamily family, List<TemplateUser> users)
    {
        var popularity = users.SelectMany(u => u.Templates).CountBy(k => k).ToDictionary();
        var members = users.Where(u => u.Templates.Length >= 2).Select(u => u.Profile).ToHashSet();
        var weights = new double[users.Count];
        for (var round = 0; round < Rounds && members.Count >= MinPart; round++)
        {
            var links = new GroupLinks(
                population,
                users.Where(u => members.Contains(u.Profile)).ToDictionary(u => u.Profile, u => u.Templates),
                popularity);
            var threshold = GroupLinks.OddsAgainst(population.Count, members.Count) + options.MemberMargin;
            for (var i = 0; i < users.Count; i++)
            {
                var (profile, templates) = (users[i].Profile, users[i].Templates);
                weights[i] = links.Weigh(population.Profiles[profile], templates, members.Contains(profile));
            }

            var next = WithHouseholds(users, weights, threshold);
            var settled = next.SetEquals(members);
            members = next;
            if (settled)
            {
                break;
            }
        }

        members = _pruning.WithoutDeclared(_pruning.WithoutPassersBy(users, members));
        members = family.IsVaried ? _pruning.WithoutVerbatim(members) : members;
        if (members.Count < MinPart)
        {
            return null;
        }

        var memberships = users
            .Select((u, i) => (u.Profile, Membership: new Membership(population.Profiles[u.Profile], u.Templates.Length, u.FramedCalls, u.Since, weights[i])))
            .Where(m => members.Contains(m.Profile))
            .OrderBy(m => m.Profile)
            .Select(m => m.Membership)
            .ToArray();
        var shares = family.Templates.Select(t => (double)popularity.GetValueOrDefault(t.Key) / population.Count).ToArray();
        return new CandidateGroup(memberships, family, new TemplateCensus(shares, users.Count(u => u.Templates.Length >= 2), ClosestPair(users, popularity) - Math.Log(family.Tested)));
    }

    // -ln of the chance that independent choice brings any two of the framings together in as many accounts as it does the closest two.
    private double ClosestPair(List<TemplateUser> users, Dictionary<TemplateKey, int> popularity)
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

        return together.Select(t => -Tails.LogPoissonUpper(t.Value, (double)popularity[t.Key.Item1] * popularity[t.Key.Item2] / population.Count)).DefaultIfEmpty(0).Max();
    }

    private HashSet<int> WithHouseholds(List<TemplateUser> users, double[] weights, double threshold)
    {
        var belongs = users.Where((u, i) => weights[i] >= threshold).Select(u => u.Profile).ToHashSet();
        var index = users.Select((u, i) => (u.Profile, Index: i)).ToDictionary(u => u.Profile, u => u.Index);
        var members = new HashSet<int>(belongs);
        foreach (var profile in Households.Joining(population, users, u => belongs.Contains(u.Profile)))
        {
            members.Add(profile);
            weights[index[profile]] += options.HouseholdWeight;
        }

        return members;
    }
}
