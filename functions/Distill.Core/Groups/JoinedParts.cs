using Distill.Core.Framings;
using Distill.Core.Options;
using Distill.Core.Profiles;

namespace Distill.Core.Groups;

/// <summary>Joins the parts of one operator's work into one group.</summary>
/// <remarks>
/// It keeps the members that a card or a device ties across parts, because a part may hold neighbours that the operator's cards do not pay for. An
/// account outside the parts joins only by such a card: two of many framings are easily shared by chance.
/// </remarks>
internal sealed class JoinedParts(PopulationBaseline population, DetectionOptions options)
{
    /// <summary>Returns the whole. Null when too few members are tied across parts.</summary>
    /// <param name="parts">The parts, each with a number. Groups with the same number have mostly the same accounts.</param>
    public CandidateGroup? Of(IReadOnlyList<(CandidateGroup Group, FramingUser[] Users, int Unit)> parts)
    {
        var members = new SortedDictionary<int, (Membership Membership, int Part)>();
        for (var part = 0; part < parts.Count; part++)
        {
            foreach (var member in parts[part].Group.Members)
            {
                var at = population.IndexOf(member.Profile);
                if (!members.TryGetValue(at, out var known))
                {
                    members[at] = (member, parts[part].Unit);
                    continue;
                }

                // What an account shares beside framings must not decide which part's framings count, so it gets the most of either part.
                var (stronger, unit) = known.Membership.LinkWeight < member.LinkWeight ? (member, parts[part].Unit) : known;
                members[at] = (
                    stronger with
                    {
                        FramingCount = Math.Max(known.Membership.FramingCount, member.FramingCount),
                        FramingCalls = Math.Max(known.Membership.FramingCalls, member.FramingCalls),
                    },
                    unit
                );
            }
        }

        // Keep only cards and devices in at least two parts. A value inside one part may belong to another customer who uses the same framings.
        var ties = members
            .Values.SelectMany(m => m.Membership.Profile.Traits.ToArray().Where(Means.IsMeans).Select(t => (Trait: t, m.Part)))
            .GroupBy(t => t.Trait, t => t.Part)
            .Where(t => t.Distinct().Count() >= 2)
            .Select(t => t.Key)
            .ToHashSet();
        foreach (var untied in members.Where(m => !m.Value.Membership.Profile.Traits.ToArray().Any(ties.Contains)).Select(m => m.Key).ToArray())
        {
            members.Remove(untied);
        }

        var passing = parts
            .SelectMany(p => p.Users)
            .Where(u => population.Profiles[u.Profile].Card is { } card && ties.Contains(card))
            .GroupBy(u => u.Profile)
            .Select(g => g.First() with { Customer = population.Customers.Of(g.Key) })
            .ToList();
        foreach (var user in CustomerMates.Joining(passing, i => members.ContainsKey(passing[i].Profile)).Select(i => passing[i]).ToArray())
        {
            members[user.Profile] = (
                new Membership(population.Profiles[user.Profile], user.Framings.Length, user.FramedCalls, user.Since, options.CardWeight),
                0
            );
        }

        FramingUser[] users = [.. parts.SelectMany(p => p.Users).Where(u => u.Counts)];
        var newOfTwo = users.Where(u => !u.IsEstablished).Select(u => population.Customers.Of(u.Profile)).Distinct().Count();
        var kept = new GroupPruning(population, options).WithoutDeclared([.. members.Keys]);
        return kept.Length < options.MinClusterSize
            ? null
            : new CandidateGroup(
                [.. kept.Select(m => members[m].Membership)],
                FramingFamily.Union(parts.Select(p => p.Group.Family!)),
                new FramingCensus(
                    population.Customers.EstablishedCount + newOfTwo,
                    [.. parts.SelectMany(p => p.Group.FramingUsers!.Popularity)],
                    FramingCensus.CountUsers(users.Select(u => (population.Customers.Of(u.Profile), u.Framings.Length))),
                    parts.Max(p => p.Group.FramingUsers!.ClosestPair)
                )
                {
                    NewUsers = parts.Sum(p => p.Group.FramingUsers!.NewUsers),
                }
            );
    }
}
