using System.Runtime.InteropServices;
using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Baselines;

/// <summary>
/// SynchroTrap (Cao et al., CCS 2014) looks for loosely synchronised actions. An action is (time slot, network): the paper uses addresses, but we
/// keep networks only. The similarity of two accounts is the Jaccard index of their actions. Single linkage above a similarity makes clusters. As in
/// the paper, actions that very many accounts share link none of them, which also keeps the number of pairs small.
/// </summary>
internal sealed class SynchroTrap : IBaseline
{
    private const int MaxSharers = 50;
    private static readonly int[] s_minutes = [1, 20];
    private static readonly double[] s_similarities = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5];

    public string Name => "SynchroTrap";

    public IEnumerable<Ranking> Rank(IReadOnlyList<AccountTraffic> accounts)
    {
        foreach (var minutes in s_minutes)
        {
            var pairs = Similarities(accounts, minutes);
            foreach (var least in s_similarities)
            {
                var components = new Components(accounts.Count);
                foreach (var ((a, b), similarity) in pairs)
                {
                    if (similarity >= least)
                    {
                        components.Join(a, b);
                    }
                }

                yield return new Ranking($"cluster at {minutes} min and Jaccard {least},", components.Sizes());
            }
        }
    }

    private static Dictionary<(int, int), double> Similarities(IReadOnlyList<AccountTraffic> accounts, int minutes)
    {
        var actions = new int[accounts.Count];
        var sharers = new Dictionary<(long Slot, ulong Network), List<int>>();
        for (var i = 0; i < accounts.Count; i++)
        {
            foreach (var action in Actions(accounts[i], minutes))
            {
                actions[i]++;
                (CollectionsMarshal.GetValueRefOrAddDefault(sharers, action, out _) ??= []).Add(i);
            }
        }

        var matched = new Dictionary<(int, int), double>();
        foreach (var group in sharers.Values.Where(s => s.Count is > 1 and <= MaxSharers))
        {
            for (var a = 0; a < group.Count; a++)
            {
                for (var b = a + 1; b < group.Count; b++)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(matched, (group[a], group[b]), out _)++;
                }
            }
        }

        foreach (var (pair, shared) in matched)
        {
            matched[pair] = shared / (actions[pair.Item1] + actions[pair.Item2] - shared);
        }

        return matched;
    }

    private static HashSet<(long Slot, ulong Network)> Actions(AccountTraffic account, int minutes)
    {
        var actions = new HashSet<(long, ulong)>();
        foreach (var window in account.Windows)
        {
            foreach (ref readonly var call in window.Calls)
            {
                if (call.Network.IsKnown)
                {
                    actions.Add((call.Micros / (minutes * 60_000_000L), call.Network.Bits));
                }
            }
        }

        return actions;
    }
}
