using System.Runtime.CompilerServices;

namespace Distill.Contracts.Prompts;

/// <summary>
/// Collects where sentences and lines of a prompt begin, and draws a few of them. A framing that stands inside other text begins one. Allocates
/// nothing.
/// </summary>
/// <remarks>
/// Winnowing (Schleimer et al. 2003, doi:10.1145/872757.872770) keeps the same places of equal texts. A client's long text would then take all places
/// in each prompt. So the draw differs from prompt to prompt, and over several prompts each passage is seen.
/// </remarks>
/// <param name="starts">Room for <see cref="PromptFeatures.MaxStarts"/> hashes.</param>
internal ref struct SentenceStarts(Span<uint> starts)
{
    // Tokens of a passage: the shortest length that heads have too.
    private const int Length = 6;

    // The first starts that stay when there are too many. The rest of the room goes to the last ones.
    private const int First = 128;

    private static readonly ulong[] s_marks = [.. ".!?:".Select(c => Fingerprint.Mix(0, c))];
    private static readonly ulong[] s_wideMarks = [.. "。！？：".Select(c => Fingerprint.Mix(0, c))];

    private readonly Span<uint> _starts = starts;
    private Ring _ring;
    private int _tokens,
        _found;

    // Bit i: a sentence began i tokens ago.
    private uint _began;
    private ulong _last;

    /// <summary>How many starts there are to draw from.</summary>
    public readonly int Count => Math.Min(_found, _starts.Length);

    /// <summary>Adds the next token.</summary>
    public void Add(ulong token, bool isSpaced, bool isOnNewLine)
    {
        // The first sentence is at the prompt's head, which is known. A mark without white space is part of a number or a name.
        var begins = _tokens > 0 && (isOnNewLine || (isSpaced && s_marks.AsSpan().Contains(_last)) || s_wideMarks.AsSpan().Contains(_last));
        _began = (_began << 1) | (begins ? 1u : 0);
        _last = token;
        _ring[_tokens++ % Length] = token;
        if ((_began & (1u << (Length - 1))) != 0)
        {
            ulong hash = 3;
            for (var i = 0; i < Length; i++)
            {
                hash = Fingerprint.Mix(hash, _ring[(_tokens + i) % Length]);
            }

            _starts[PlaceOf(_found++)] = PromptFeatureExtractor.Fold(hash);
        }
    }

    /// <summary>Draws starts without replacement, and writes them in the order of the text.</summary>
    /// <param name="seed">Decides the draw: the prompt's own hash, so that equal prompts have equal features.</param>
    /// <param name="drawn">Receives the hashes. Places without a start stay as they are.</param>
    public readonly void Draw(ulong seed, Span<uint> drawn)
    {
        var count = Count;
        var skipped = _found - count;
        Span<ulong> lots = stackalloc ulong[PromptFeatures.PassageCount];
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            // The place takes the lowest bits, so that no two lots are equal.
            var lot = (Fingerprint.Mix(seed, (ulong)i) & ~0xFFUL) | (uint)i;
            var at = ~lots[..kept].BinarySearch(lot);
            if (at < lots.Length)
            {
                kept = Math.Min(kept + 1, lots.Length);
                lots[at..(kept - 1)].CopyTo(lots[(at + 1)..]);
                lots[at] = lot;
            }
        }

        foreach (ref var lot in lots[..kept])
        {
            lot &= 0xFF;
        }

        lots[..kept].Sort();
        for (var i = 0; i < kept; i++)
        {
            var place = (int)lots[i];
            drawn[i] = _starts[place < First ? place : PlaceOf(place + skipped)];
        }
    }

    private readonly int PlaceOf(int start) => start < First ? start : First + ((start - First) % (_starts.Length - First));

    [InlineArray(Length)]
    private struct Ring
    {
        private ulong _first;
    }
}
