using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>
/// Grows a group around the accounts that use two or more framings of one family, and prunes it: each account stays or joins by its own
/// framings, infrastructure and birth, weighed against the other members' and the population's (naive Bayes, a few rounds).
/// </summary>
internal sealed class TemplateGroups(PopulationBaseline population, DetectionOptions options)
{
    private const int Rounds = 4;

    /// <summary>A group for each family that has enough accounts.</summary>
    /// <param name="library">The families.</param>
    /// <param name="matches">What each profile of the population uses, in the population's order.</param>
    public IEnumerable<CandidateGroup> Find(TemplateLibrary library, IReadOnlyList<IReadOnlyList<FamilyUse>> matches)
    {
        var users = new List<User>[library.Families.Count];
        for (var i = 0; i < matches.Count; i++)
        {
            foreach (var use in matches[i])
            {
                (users[use.Family] ??= []).Add(new User(i, [.. use.Calls.Keys.Order()], use.FramedCalls));
            }
        }

        for (var family = 0; family < users.Length; family++)
        {
            if (users[family] is { } own && Grow(library.Families[family], own) is { } group)
            {
                yield return group;
            }
        }
    }

    private CandidateGroup? Grow(IReadOnlyList<TemplateKey> keys, List<User> users)
    {
        var popularity = users.SelectMany(u => u.Templates).CountBy(k => k).ToDictionary();
        var members = users.Where(u => u.Templates.Length >= 2).Select(u => u.Profile).ToHashSet();
        var weights = new double[users.Count];
        for (var round = 0; round < Rounds && members.Count >= options.MinClusterSize; round++)
        {
            var links = new GroupLinks(
                population,
                users.Where(u => members.Contains(u.Profile)).ToDictionary(u => u.Profile, u => u.Templates),
                popularity);
            var threshold = Math.Log((double)(population.Count - members.Count + 1) / members.Count) + options.MemberMargin;
            for (var i = 0; i < users.Count; i++)
            {
                var (profile, templates, _) = users[i];
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

        if (members.Count < options.MinClusterSize)
        {
            return null;
        }

        var memberships = users
            .Select((u, i) => (u.Profile, Membership: new Membership(population.Profiles[u.Profile], u.Templates.Length, u.FramedCalls, weights[i])))
            .Where(m => members.Contains(m.Profile))
            .OrderBy(m => m.Profile)
            .Select(m => m.Membership)
            .ToArray();
        var shares = keys.Select(k => (double)popularity.GetValueOrDefault(k) / population.Count).ToArray();
        return new CandidateGroup(memberships, keys, new TemplateCensus(shares, users.Count(u => u.Templates.Length >= 2)));
    }

    private sealed record User(int Profile, TemplateKey[] Templates, int FramedCalls);

    // Accounts that belong by themselves bring in those that pay with the same card and use a framing, when they are most of that household.
    private HashSet<int> WithHouseholds(List<User> users, double[] weights, double threshold)
    {
        var members = new HashSet<int>();
        foreach (var household in users.Select((u, i) => (u.Profile, Index: i)).GroupBy(u => population.Profiles[u.Profile].Household))
        {
            var own = household.Where(u => weights[u.Index] >= threshold).ToArray();
            members.UnionWith(own.Select(u => u.Profile));
            if (household.Key is null || own.Length < 2 || 2 * own.Length < household.Count())
            {
                continue;
            }

            foreach (var (profile, index) in household)
            {
                if (members.Add(profile))
                {
                    weights[index] += options.HouseholdWeight;
                }
            }
        }

        return members;
    }
}
