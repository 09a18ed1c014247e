using System.Runtime.CompilerServices;

namespace Distill.Contracts.Prompts;

/// <summary>Finds a prompt's intents while the extractor passes over its tokens. Allocates nothing.</summary>
internal ref struct PromptIntents
{
    /// <summary>How far apart the two phrases of a pair may end, in tokens.</summary>
    public const int Reach = 24;

    private const int PairCues = 8;

    private static readonly PhraseTrie s_phrases = new([
        .. IntentVocabulary.Phrases.Select(p => ((ulong)p.Intent, p.Phrases)),
        .. IntentVocabulary.Pairs.Select((p, i) => (1UL << (32 + (2 * i)), p.First)),
        .. IntentVocabulary.Pairs.Select((p, i) => (1UL << (33 + (2 * i)), p.Second)),
    ]);

    private Ring _ring;
    private Positions _seen;
    private int _count;

    /// <summary>What has been found so far.</summary>
    public PromptIntent Found { get; private set; }

    /// <summary>Adds the next token.</summary>
    public void Add(ulong token)
    {
        if (token == PromptTokens.CodeBlock)
        {
            Found |= PromptIntent.SoftwareEngineering;
        }

        if (PhraseTrie.IsSkipped(token))
        {
            return;
        }

        _ring[_count & (PhraseTrie.MaxLength - 1)] = token;
        _count++;
        var cues = s_phrases.Ending(_ring, _count);
        if (cues == 0)
        {
            return;
        }

        Found |= (PromptIntent)(uint)cues;
        for (var pair = 0; pair < IntentVocabulary.Pairs.Length && cues >> 32 != 0; pair++)
        {
            for (var side = 0; side < 2; side++)
            {
                if ((cues & (1UL << (32 + (2 * pair) + side))) != 0)
                {
                    _seen[(2 * pair) + side] = _count;
                }
            }

            var (first, second) = (_seen[2 * pair], _seen[(2 * pair) + 1]);
            if (first != 0 && second != 0 && first != second && Math.Abs(first - second) <= Reach)
            {
                Found |= IntentVocabulary.Pairs[pair].Intent;
            }
        }
    }

    [InlineArray(PhraseTrie.MaxLength)]
    private struct Ring
    {
        private ulong _first;
    }

    [InlineArray(PairCues)]
    private struct Positions
    {
        private int _first;
    }
}
