using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Baselines;

/// <summary>
/// Flags accounts whose prompts are near-duplicates of other accounts' prompts. The service keeps no texts, so MinHash (Broder, SEQUENCES 1997) over
/// whole prompts is not possible. Instead, two prompts are near-duplicates if their first n and last n tokens agree, or all of them. An account's
/// score is the share, or the number, of its prompts that have a near-duplicate in another account.
/// </summary>
internal sealed class NearDuplicates : IBaseline
{
    private const int Whole = -1;

    public string Name => "Prompt near-duplicates";

    public IEnumerable<Ranking> Rank(IReadOnlyList<AccountTraffic> accounts)
    {
        foreach (
            var (length, name) in new[]
            {
                (Whole, "all words"),
                (0, "6 words at both ends"),
                (3, "12 words at both ends"),
                (5, "20 words at both ends"),
            }
        )
        {
            var (shared, prompts) = Shared(accounts, length);
            yield return new Ranking($"prompts shared in {name}", shared);
            yield return new Ranking($"share of prompts shared in {name}", [.. shared.Select((s, i) => prompts[i] == 0 ? 0 : s / prompts[i])]);
        }
    }

    private static (double[] Shared, double[] Prompts) Shared(IReadOnlyList<AccountTraffic> accounts, int length)
    {
        // Maps each bucket to the account that uses it, or to -1 if several do.
        var owners = new Dictionary<ulong, int>();
        for (var i = 0; i < accounts.Count; i++)
        {
            foreach (var window in accounts[i].Windows)
            {
                foreach (ref readonly var call in window.Calls)
                {
                    ref var owner = ref CollectionsMarshal.GetValueRefOrAddDefault(owners, Bucket(call.Prompt, length), out var exists);
                    owner = exists && owner != i ? -1 : i;
                }
            }
        }

        var (shared, prompts) = (new double[accounts.Count], new double[accounts.Count]);
        for (var i = 0; i < accounts.Count; i++)
        {
            foreach (var window in accounts[i].Windows)
            {
                foreach (ref readonly var call in window.Calls)
                {
                    var bucket = Bucket(call.Prompt, length);
                    prompts[i] += call.Prompt.IsKnown ? 1 : 0;
                    shared[i] += bucket != 0 && owners[bucket] < 0 ? 1 : 0;
                }
            }
        }

        return (shared, prompts);
    }

    // Returns a prompt's bucket; 0 if the prompt is unknown or too short.
    private static ulong Bucket(in PromptFeatures prompt, int length) =>
        length == Whole ? prompt.Whole
        : prompt.Heads[length] == 0 ? 0
        : Fingerprint.Mix(prompt.Heads[length], prompt.Tails[length]);
}
