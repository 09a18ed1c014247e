using System.Runtime.InteropServices;
using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Baselines;

/// <summary>
/// FRAUDAR (Hooi et al., KDD 2016). It builds a bipartite graph of accounts and the first and last words of their prompts. An edge to words that d
/// accounts use weighs 1/ln(d + 5), so popular words count little. Then it peels the node with the least weight again and again, until none is left.
/// An account's score is how long it stays. The paper flags the densest block on the way, which is one of the cuts that the oracle tries.
/// </summary>
internal sealed class Fraudar : IBaseline
{
    // Indexes into PromptFeatures.Lengths, and the numbers of words there.
    private static readonly (int Index, int Words)[] s_lengths = [(0, 6), (3, 12)];

    public string Name => "FRAUDAR";

    public IEnumerable<Ranking> Rank(IReadOnlyList<AccountTraffic> accounts) =>
        s_lengths.Select(l => new Ranking($"first and last {l.Words} words, order of peeling", Peel(accounts.Count, Edges(accounts, l.Index))));

    /// <summary>Returns when each account was peeled, from 1 on; 0 for accounts without an edge.</summary>
    /// <param name="accounts">The number of accounts.</param>
    /// <param name="columns">The accounts that use the words of each column.</param>
    internal static double[] Peel(int accounts, IReadOnlyList<IReadOnlyCollection<int>> columns)
    {
        var neighbours = new List<(int Node, double Weight)>[accounts + columns.Count];
        var degrees = new double[neighbours.Length];
        for (var column = 0; column < columns.Count; column++)
        {
            var weight = 1 / Math.Log(columns[column].Count + 5);
            foreach (var account in columns[column])
            {
                Link(account, accounts + column, weight);
                Link(accounts + column, account, weight);
            }
        }

        var queue = new PriorityQueue<int, (double, int)>();
        for (var node = 0; node < degrees.Length; node++)
        {
            if (neighbours[node] is not null)
            {
                queue.Enqueue(node, (degrees[node], node));
            }
        }

        var order = new double[accounts];
        var isPeeled = new bool[degrees.Length];
        var step = 0;
        while (queue.TryDequeue(out var node, out var priority))
        {
            // Skip an entry with an older, higher degree. The node has a newer entry, which came first.
            if (isPeeled[node] || priority.Item1 > degrees[node])
            {
                continue;
            }

            isPeeled[node] = true;
            if (node < accounts)
            {
                order[node] = ++step;
            }

            foreach (var (other, weight) in neighbours[node])
            {
                if (!isPeeled[other])
                {
                    degrees[other] -= weight;
                    queue.Enqueue(other, (degrees[other], other));
                }
            }
        }

        return order;

        void Link(int from, int to, double weight)
        {
            (neighbours[from] ??= []).Add((to, weight));
            degrees[from] += weight;
        }
    }

    private static List<HashSet<int>> Edges(IReadOnlyList<AccountTraffic> accounts, int length)
    {
        var columns = new Dictionary<(uint Hash, bool IsTail), HashSet<int>>();
        for (var i = 0; i < accounts.Count; i++)
        {
            foreach (var window in accounts[i].Windows)
            {
                foreach (ref readonly var call in window.Calls)
                {
                    if (call.Prompt.Heads[length] != 0)
                    {
                        (CollectionsMarshal.GetValueRefOrAddDefault(columns, (call.Prompt.Heads[length], false), out _) ??= []).Add(i);
                        (CollectionsMarshal.GetValueRefOrAddDefault(columns, (call.Prompt.Tails[length], true), out _) ??= []).Add(i);
                    }
                }
            }
        }

        // Words that only one account uses link it to no other.
        return [.. columns.Values.Where(c => c.Count > 1)];
    }
}
