using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>Groups of accounts tied by infrastructure alone: two rare values in common, or one rare means of payment.</summary>
/// <remarks>
/// Direct links only: on 43,052 labelled Sybil accounts, joining through hubs cost a third of the precision (design figures in
/// detection.md). Linear in accounts: accounts meet in buckets of a value or a pair of values, not pairwise.
/// </remarks>
internal sealed class InfrastructureGroups(PopulationBaseline population, DetectionOptions options)
{
    private const int MaxPaymentAccounts = 5;
    private const int MaxValueAccounts = 50;

    public IEnumerable<CandidateGroup> Find()
    {
        var buckets = new Dictionary<(Trait, Trait), int>();
        var sets = new DisjointSets<int>();
        var traits = new List<Trait>();
        for (var i = 0; i < population.Count; i++)
        {
            TakeRare(population.Profiles[i], traits);
            for (var a = 0; a < traits.Count; a++)
            {
                if (traits[a].Kind == TraitKind.Payment && population.CountOf(traits[a]) <= MaxPaymentAccounts)
                {
                    Meet((traits[a], default), i);
                }

                for (var b = a + 1; b < traits.Count; b++)
                {
                    if (traits[a].Kind != traits[b].Kind)
                    {
                        Meet((traits[a], traits[b]), i);
                    }
                }
            }
        }

        foreach (var group in sets.Groups().Where(g => g.Count() >= options.MinClusterSize).OrderBy(g => g.Key))
        {
            var members = group.Order().Select(i => new Membership(population.Profiles[i], 0, 0, population.Profiles[i].FirstCall, options.MemberMargin)).ToArray();
            yield return new CandidateGroup(members, null, null);
        }

        void Meet((Trait, Trait) key, int account)
        {
            if (!buckets.TryAdd(key, account))
            {
                sets.Join(buckets[key], account);
            }
        }
    }

    // What the account shares with few, by kind and value.
    private void TakeRare(AccountProfile profile, List<Trait> traits)
    {
        traits.Clear();
        foreach (var trait in profile.Traits)
        {
            if (trait.Kind != TraitKind.Client && population.CountOf(trait) is >= 2 and <= MaxValueAccounts)
            {
                traits.Add(trait);
            }
        }

        traits.Sort(static (a, b) => a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind) : a.Value.CompareTo(b.Value));
    }
}
