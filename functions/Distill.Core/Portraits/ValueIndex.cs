using System.Text.Json.Serialization;
using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Events;
using Distill.Core.Profiles;

namespace Distill.Core.Portraits;

/// <summary>
/// Who has which card, device, mail domain or network, of the members of a run's clusters: for people who look for one. It decides nothing.
/// </summary>
/// <param name="Hour">The run's hour.</param>
/// <param name="Values">The values, ordered by fingerprint, then kind.</param>
public sealed record ValueIndex(Hour Hour, IReadOnlyList<IndexedValue> Values)
{
    // Most accounts of a cluster that stand under a value. The cluster's page has the others.
    private const int MostAccounts = 20;

    // Most clusters that stand under a value, those of the most members. A free mail provider's domain is in nearly all of them.
    private const int MostClusters = 50;

    // Fewest members of a cluster that have a network. One account's own is one person's, and the store has it nowhere else in the open.
    private const int FewestOnNetwork = 2;

    /// <summary>Makes the index of a run.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="clusters">The findings' clusters, in the same order.</param>
    /// <param name="hour">The run's hour.</param>
    internal static ValueIndex Of(IReadOnlyList<Finding> findings, IReadOnlyList<Cluster> clusters, Hour hour)
    {
        var holders = new Dictionary<Trait, List<ValueHolders>>();
        foreach (var (finding, cluster) in findings.Zip(clusters))
        {
            foreach (var (trait, accounts) in AccountsOf(finding))
            {
                if (trait.Kind != TraitKind.Network || accounts.Count >= FewestOnNetwork)
                {
                    if (!holders.TryGetValue(trait, out var own))
                    {
                        holders.Add(trait, own = []);
                    }

                    own.Add(new ValueHolders(cluster.Id, accounts.Count, [.. accounts.Order().Take(MostAccounts)]));
                }
            }
        }

        return new ValueIndex(
            hour,
            [
                .. holders
                    .OrderBy(h => h.Key.Value)
                    .ThenBy(h => h.Key.Kind)
                    .Select(h => new IndexedValue(
                        SharedValues.KindOf(h.Key.Kind),
                        h.Key.Value,
                        [.. h.Value.OrderByDescending(v => v.Members).ThenBy(v => v.Cluster).Take(MostClusters)]
                    )),
            ]
        );
    }

    // Clients are left out: they are what software is called, and many use the same.
    private static Dictionary<Trait, List<AccountId>> AccountsOf(Finding finding)
    {
        var accounts = new Dictionary<Trait, List<AccountId>>();
        foreach (var member in finding.Group.Members)
        {
            foreach (ref readonly var trait in member.Profile.Traits)
            {
                if (trait.Kind == TraitKind.Client)
                {
                    continue;
                }

                if (!accounts.TryGetValue(trait, out var own))
                {
                    accounts.Add(trait, own = []);
                }

                own.Add(member.Profile.Account);
            }
        }

        return accounts;
    }
}

/// <summary>A value, and who has it.</summary>
/// <param name="Kind">Card, device, mail domain or network.</param>
/// <param name="Value">Its fingerprint; of a network its prefix.</param>
/// <param name="Clusters">Clusters with members that have it, the most members first.</param>
public sealed record IndexedValue(SharedKind Kind, ulong Value, IReadOnlyList<ValueHolders> Clusters)
{
    /// <summary>The value as pages show it: a network, or a part of a fingerprint.</summary>
    [JsonIgnore]
    public string Name => Kind == SharedKind.Network ? new NetworkPrefix(Value).ToString() : SharedValues.PartOf(Value);

    /// <summary>Where it stands in the store: evenly spread over all numbers. Fingerprints that begin alike stand together.</summary>
    [JsonIgnore]
    public ulong Place => PlaceOf(Kind, Value);

    internal static ulong PlaceOf(SharedKind kind, ulong value) => kind == SharedKind.Network ? Fingerprint.Mix(value, 0) : value;
}

/// <summary>Who has a value, of one cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Members">How many members have it.</param>
/// <param name="Accounts">The first of them, ordered.</param>
public sealed record ValueHolders(ClusterId Cluster, int Members, IReadOnlyList<AccountId> Accounts);
