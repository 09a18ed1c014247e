using System.Runtime.InteropServices;
using Distill.Core.Events;
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
    private const int MinBusiness = 3;

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
                (users[use.Family] ??= []).Add(new User(i, [.. use.Calls.Keys.Order()], use.FramedCalls, population.Profiles[i].Calls[use.FirstCall].Micros));
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

    private CandidateGroup? Grow(TemplateFamily family, List<User> users)
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

        members = WithoutDeclared(WithoutPassersBy(users, members));
        if (family.IsVaried)
        {
            members = WithoutVerbatim(members);
        }

        if (members.Count < options.MinClusterSize)
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
    private double ClosestPair(List<User> users, Dictionary<TemplateKey, int> popularity)
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

    // Work on a dataset is framed throughout; who says the same now and then, in a tongue or a trade with set phrases, is passing by.
    private HashSet<int> WithoutPassersBy(List<User> users, HashSet<int> members)
    {
        var shares = users.Where(u => members.Contains(u.Profile)).ToDictionary(u => u.Profile, u => (double)u.FramedCalls / population.Profiles[u.Profile].Calls.Count);
        var least = shares.Count == 0 ? 0 : options.MinShareOfMedian * shares.Values.Order().ElementAt(shares.Count / 2);
        return [.. shares.Where(s => s.Value >= least).Select(s => s.Key)];
    }

    // The accounts of a known business on one card are its own, in the open: they are a group by themselves, or none.
    private HashSet<int> WithoutDeclared(HashSet<int> members)
    {
        var declared = members
            .Where(m => population.Profiles[m] is { Household: not null, Record.Kyc: >= KnowYourCustomer.Business })
            .GroupBy(m => population.Profiles[m].Household)
            .Where(h => h.Count() >= MinBusiness)
            .SelectMany(h => h)
            .ToHashSet();
        return 2 * declared.Count > members.Count ? members : [.. members.Except(declared)];
    }

    // Who paraphrases seldom writes a framing twice alike; who has the same sentences from elsewhere writes them out, call after call.
    private HashSet<int> WithoutVerbatim(HashSet<int> members)
    {
        var shares = members.ToDictionary(m => m, m => population.Profiles[m].VerbatimShare);
        var most = shares.Count == 0 ? 0 : options.VerbatimAllowance + (1.5 * shares.Values.Order().ElementAt(shares.Count / 2));
        return [.. shares.Where(s => s.Value <= most).Select(s => s.Key)];
    }

    private sealed record User(int Profile, TemplateKey[] Templates, int FramedCalls, long Since);

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
