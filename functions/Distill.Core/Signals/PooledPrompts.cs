using System.Globalization;
using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>Finds groups whose pooled prompts use word pairs that the population's do not, beyond what one or two common framings explain.</summary>
/// <remarks>
/// The measure is the squared maximum mean discrepancy between the group's prompt features and the population's. It follows the traffic windows of
/// arXiv 2606.05725, which fail on 100 queries; here a group pools 500 and more. It is the unbiased statistic over pairs of different accounts
/// (Gretton et al., JMLR 2012), so an account's own repetitions do not count. Features are signed hashes (Weinberger et al., ICML 2009,
/// doi:10.1145/1553374.1553516) of a prompt's word pairs, normalised to length 1. This is a linear kernel: it sees which pairs are used, not which
/// go together. The prompts with the two most used pairs are left out, also in innocent groups, because the framing of one program or company
/// explains itself. The cost is bounded: some 640 prompts of a group, chosen by hash.
/// </remarks>
internal sealed class PooledPrompts
{
    // Dimensions of the hashed mean. Must be a power of two.
    private const int Dimensions = 512;

    // Prompts of a group that are pooled, and the fewest that are needed.
    private const int Pooled = 640;
    private const int MinPooled = 500;

    // Most prompts of one account, in a group and in the reference sample.
    private const int MostOfAccount = 80,
        MostOfReference = 16;

    // Number of most used word pairs whose prompts are left out. One or two common framings explain themselves.
    private const int FramingsLeftOut = 2;

    // Fewest prompts and accounts that must remain. With fewer, the framings that were left out explain the group.
    private const int MinLeft = 160,
        MinAccountsLeft = 5;

    // Smallest discrepancy that is believed. Hundreds of prompts can't show less.
    private const double Least = 0.0003;

    private readonly ReferenceSample _reference;
    private readonly NaturalGroups _groups;
    private readonly Lazy<float[]> _population;
    private readonly Dictionary<AccountId, int[]> _picked = [];

    public PooledPrompts(ReferenceSample reference)
    {
        _reference = reference;
        _groups = new NaturalGroups(reference, Discrepancy, Least);
        _population = new(PopulationMean);
    }

    /// <summary>
    /// Null when fewer than 500 different prompts are known, or when innocent groups of one kind are as far more often than once in 100.
    /// </summary>
    public Evidence? Measure(AccountGroup group)
    {
        if (_groups.Judge(group) is not { } reading || -reading.LogChance < Rarity.LeastWeight)
        {
            return null;
        }

        return new Evidence(
            EvidenceKind.Framings,
            "pooled_prompts",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The words of the accounts' pooled prompts lie apart from the population's, two common framings left out: squared "
                    + $"discrepancy {reading.Value:0.000} where innocent groups of as many prompts have at most {reading.Usual:0.000}; by chance "
                    + $"{Rarity.OneIn(-reading.LogChance)}."
            ),
            -reading.LogChance
        );
    }

    /// <summary>
    /// Returns the squared discrepancy, 0 to 1. Null for fewer than 500 prompts. 0 when too few prompts remain after the two framings are left out.
    /// </summary>
    internal double? Discrepancy(IReadOnlyList<AccountProfile> accounts)
    {
        var each = Math.Clamp((Pooled + accounts.Count - 1) / accounts.Count, 1, MostOfAccount);
        var pool = new List<(int Account, PromptFeatures.PairHashes Pairs)>(Pooled);
        using var buffer = Scratch.Rent<CallBuffer>();
        for (var account = 0; account < accounts.Count; account++)
        {
            var picked = Pick(accounts[account]);
            var calls = accounts[account].Read(buffer.Value);
            foreach (var call in picked.AsSpan(0, Math.Min(each, picked.Length)))
            {
                pool.Add((account, calls[call].PromptInPlace.Pairs));
            }
        }

        if (pool.Count < MinPooled)
        {
            return null;
        }

        for (var i = 0; i < FramingsLeftOut; i++)
        {
            LeaveOutMostUsed(pool);
        }

        return pool.Count < MinLeft ? 0 : Discrepancy(pool);
    }

    private double Discrepancy(List<(int Account, PromptFeatures.PairHashes Pairs)> pool)
    {
        var sum = new float[Dimensions];
        var own = new float[Dimensions];
        double squares = 0,
            accounts = 0;
        for (int start = 0, end = 0; start < pool.Count; start = end)
        {
            while (end < pool.Count && pool[end].Account == pool[start].Account)
            {
                end++;
            }

            Array.Clear(own);
            for (var i = start; i < end; i++)
            {
                Add(own, pool[i].Pairs, 1f / (end - start));
            }

            for (var i = 0; i < Dimensions; i++)
            {
                sum[i] += own[i];
            }

            squares += Product(own, own);
            accounts++;
        }

        if (accounts < MinAccountsLeft)
        {
            return 0;
        }

        var population = _population.Value;
        var within = (Product(sum, sum) - squares) / (accounts * (accounts - 1));
        return Math.Clamp(within - (2 * Product(sum, population) / accounts) + Product(population, population), 0, 1);
    }

    private static void LeaveOutMostUsed(List<(int Account, PromptFeatures.PairHashes Pairs)> pool)
    {
        var prompts = new Dictionary<uint, int>(4 * pool.Count);
        foreach (ref readonly var prompt in CollectionsMarshal.AsSpan(pool))
        {
            uint before = 0;
            for (var i = 0; i < PromptFeatures.PairCount && prompt.Pairs[i] != 0; i++)
            {
                // Equal neighbours count once: both ends of a prompt may have the same pair.
                if (prompt.Pairs[i] != before)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(prompts, before = prompt.Pairs[i], out _)++;
                }
            }
        }

        var most = prompts.OrderByDescending(p => p.Value).ThenBy(p => p.Key).FirstOrDefault().Key;
        pool.RemoveAll(p => ((ReadOnlySpan<uint>)p.Pairs).Contains(most));
    }

    private float[] PopulationMean()
    {
        using var buffer = Scratch.Rent<CallBuffer>();
        var mean = new float[Dimensions];
        var accounts = 0;
        foreach (var account in _reference.Profiles.Take(_reference.SampleCount))
        {
            var picked = Pick(account).AsSpan();
            picked = picked[..Math.Min(picked.Length, MostOfReference)];
            var calls = account.Read(buffer.Value);
            foreach (var call in picked)
            {
                Add(mean, calls[call].PromptInPlace.Pairs, 1f / picked.Length);
            }

            accounts += picked.IsEmpty ? 0 : 1;
        }

        return [.. mean.Select(x => x / Math.Max(1, accounts))];
    }

    // Picks calls with different prompts by hash. Each account has its own salt: otherwise accounts that send the same few prompts would seem alike.
    private int[] Pick(AccountProfile account)
    {
        if (!_picked.TryGetValue(account.Account, out var picked))
        {
            using var buffer = Scratch.Rent<CallBuffer>();
            var salt = ReferenceSample.Hash(account);
            var seen = new HashSet<ulong>();
            var calls = new List<(ulong Hash, int Call)>();
            var all = account.Read(buffer.Value);
            for (var i = 0; i < all.Length; i++)
            {
                ref readonly var prompt = ref all[i].PromptInPlace;
                if (prompt.IsKnown && prompt.Pairs[0] != 0 && seen.Add(prompt.Whole))
                {
                    calls.Add((Fingerprint.Mix(prompt.Whole, salt), i));
                }
            }

            calls.Sort();
            _picked.Add(account.Account, picked = [.. calls.Take(MostOfAccount).Select(c => c.Call)]);
        }

        return picked;
    }

    // The pairs are the smallest hashes, but their low bits are still uniform.
    private static void Add(float[] sum, in PromptFeatures.PairHashes pairs, float weight)
    {
        var count = 0;
        while (count < PromptFeatures.PairCount && pairs[count] != 0)
        {
            count++;
        }

        var unit = weight / MathF.Sqrt(count);
        for (var i = 0; i < count; i++)
        {
            sum[pairs[i] % Dimensions] += (pairs[i] & Dimensions) == 0 ? unit : -unit;
        }
    }

    private static double Product(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < Dimensions; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return sum;
    }
}
