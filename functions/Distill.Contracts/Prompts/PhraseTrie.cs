using System.Collections.Frozen;
using System.Text;

namespace Distill.Contracts.Prompts;

/// <summary>Phrases as paths of token hashes, the last token first. A look at a token nearly always ends after one bit test.</summary>
internal sealed class PhraseTrie
{
    /// <summary>The longest phrase, in tokens.</summary>
    public const int MaxLength = 16;

    private const int FilterBits = 1 << 15;

    private static readonly ulong[] s_skipped = [.. "-'\"*".Select(c => Fingerprint.Mix(0, c))];

    private readonly ulong[] _lastTokens = new ulong[FilterBits / 64];
    private readonly FrozenDictionary<(int Node, ulong Token), int> _next;
    private readonly ulong[] _cues;

    /// <param name="phrases">Each phrase with its cues (bits). intents.txt explains how phrases are written.</param>
    public PhraseTrie(IEnumerable<(ulong Cues, string Phrases)> phrases)
    {
        var next = new Dictionary<(int Node, ulong Token), int>();
        var cues = new List<ulong> { 0 };
        foreach (var (bits, text) in phrases)
        {
            foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                HashSet<int> ends = [0];
                foreach (var (choices, optional) in Positions(line).Reverse())
                {
                    var reached = optional ? [.. ends] : new HashSet<int>();
                    reached.UnionWith(ends.SelectMany(_ => choices, (node, choice) => Add(node, choice)));
                    ends = reached;
                }

                foreach (var node in ends)
                {
                    cues[node] |= bits;
                }
            }
        }

        _next = next.ToFrozenDictionary();
        _cues = [.. cues];

        int Add(int node, ulong[] tokens)
        {
            foreach (var token in tokens.Reverse())
            {
                if (node == 0)
                {
                    _lastTokens[(token % FilterBits) / 64] |= 1UL << (int)(token % 64);
                }

                if (!next.TryGetValue((node, token), out var child))
                {
                    next.Add((node, token), child = cues.Count);
                    cues.Add(0);
                }

                node = child;
            }

            return node;
        }
    }

    /// <summary>Whether the token is a mark that may stand within a phrase without changing it.</summary>
    public static bool IsSkipped(ulong token) => s_skipped.AsSpan().Contains(token);

    /// <summary>The cues of all phrases that end with the last token.</summary>
    /// <param name="ring">The last tokens. Its length is a power of two, at least <see cref="MaxLength"/>.</param>
    /// <param name="count">How many tokens there were so far. The last one is at <c>count - 1</c>.</param>
    public ulong Ending(ReadOnlySpan<ulong> ring, int count)
    {
        var token = ring[(count - 1) & (ring.Length - 1)];
        if ((_lastTokens[(token % FilterBits) / 64] & (1UL << (int)(token % 64))) == 0)
        {
            return 0;
        }

        ulong found = 0;
        var node = 0;
        var last = Math.Max(0, count - MaxLength);
        for (var at = count - 1; at >= last && _next.TryGetValue((node, ring[at & (ring.Length - 1)]), out node); at--)
        {
            found |= _cues[node];
        }

        return found;
    }

    /// <summary>The hashes of a text's tokens, without those that are skipped.</summary>
    private static ulong[] Tokens(string text)
    {
        var hashes = new List<ulong>();
        var tokens = new PromptTokens(Encoding.UTF8.GetBytes(text));
        while (tokens.TryNext(out var token))
        {
            if (!IsSkipped(token))
            {
                hashes.Add(token);
            }
        }

        return [.. hashes];
    }

    private static IEnumerable<(ulong[][] Choices, bool Optional)> Positions(string line)
    {
        foreach (var position in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var choices = position.Split('|');
            var optional = choices[0].StartsWith('?');
            yield return ([.. choices.Select(c => Tokens(c.TrimStart('?').Replace('_', ' ')))], optional);
        }
    }
}
