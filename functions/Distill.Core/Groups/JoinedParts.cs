using Distill.Core.Framings;
using Distill.Core.Options;
using Distill.Core.Profiles;

namespace Distill.Core.Groups;

/// <summary>One operator's work as a whole, from its parts.</summary>
/// <remarks>
/// Of the parts' members the whole has those whom a card or a device ties across parts: a part may hold neighbours that the operator's means do not
/// pay for. And nobody joins who belongs to no part, but by such a card: two framings out of many are easily found in common.
/// </remarks>
internal sealed class JoinedParts(PopulationBaseline population, DetectionOptions options)
{
    /// <summary>The whole; null when too few are tied across parts.</summary>
    /// <param name="parts">Each with a number: groups of the same number are of mostly the same accounts.</param>
    public CandidateGroup? Of(IReadOnlyList<(CandidateGroup Group, FramingUser[] Users, int Unit)> parts)
    {
        var members = new SortedDictionary<int, (Membership Membership, int Part)>();
        for (var part = 0; part < parts.Count; part++)
        {
            foreach (var member in parts[part].Group.Members)
            {
                var at = population.IndexOf(member.Profile);
                if (!members.TryGetValue(at, out var known) || known.Membership.LinkWeight < member.LinkWeight)
                {
                    members[at] = (member, parts[part].Unit);
                }
            }
        }

        // What ties accounts of one part alone may be a card's that works with the same framings.
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
            .Select(g => g.First() with { Card = population.CardOf(g.Key) })
            .ToList();
        foreach (var user in CardHolders.Joining(passing, i => members.ContainsKey(passing[i].Profile)).Select(i => passing[i]).ToArray())
        {
            members[user.Profile] = (
                new Membership(population.Profiles[user.Profile], user.Framings.Length, user.FramedCalls, user.Since, options.CardWeight),
                0
            );
        }

        var kept = new GroupPruning(population, options).WithoutDeclared([.. members.Keys]);
        return kept.Length < options.MinClusterSize
            ? null
            : new CandidateGroup(
                [.. kept.Select(m => members[m].Membership)],
                FramingFamily.Union(parts.Select(p => p.Group.Family!)),
                new FramingCensus(
                    [.. parts.SelectMany(p => p.Group.FramingUsers!.Popularity)],
                    parts.SelectMany(p => p.Users).Where(u => u.Framings.Length >= 2).Select(u => u.Profile).Distinct().Count(),
                    parts.Max(p => p.Group.FramingUsers!.ClosestPair)
                )
            );
    }
}
