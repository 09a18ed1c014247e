namespace Distill.Contracts.Prompts;

/// <summary>Turns a prompt into its <see cref="PromptFeatures"/>. The same code runs in the API tier and here.</summary>
public static class PromptFeatureExtractor
{
    private const int Longest = 32;

    // In tokens. Framings are seldom longer before a body, and shorter after it.
    private const int HeadZone = 32,
        TailZone = 14;
    private const int HeadPairs = 12;

    /// <summary>The features of a prompt in UTF-8. A prompt without a token gives unknown features. Allocates nothing.</summary>
    public static PromptFeatures Extract(ReadOnlySpan<byte> utf8)
    {
        var features = default(PromptFeatures);
        var lengths = PromptFeatures.Lengths;
        Span<ulong> last = stackalloc ulong[Longest];
        Span<ulong> first = stackalloc ulong[HeadZone];
        Span<uint> heads = stackalloc uint[PromptFeatures.LengthCount];
        var starts = new SentenceStarts(stackalloc uint[PromptFeatures.MaxStarts]);
        var tokens = new PromptTokens(utf8);
        var intents = new PromptIntents();
        var count = 0;
        var next = 0;
        ulong running = 0;
        while (tokens.TryNext(out var token))
        {
            running = Fingerprint.Mix(running, token);
            intents.Add(token);
            starts.Add(token, tokens.IsSpaced, tokens.IsOnNewLine);
            last[count % Longest] = token;
            if (count < HeadZone)
            {
                first[count] = token;
            }

            count++;
            if (next < lengths.Length && count == lengths[next])
            {
                heads[next++] = Fold(running);
            }
        }

        if (count == 0)
        {
            return features;
        }

        features.Tokens = count;
        features.Intent = intents.Found;
        features.Whole = running == 0 ? 1 : running;
        ulong backwards = 0;
        for (int taken = 0, i = 0; i < lengths.Length && lengths[i] + 2 <= count; i++)
        {
            for (; taken < lengths[i]; taken++)
            {
                backwards = Fingerprint.Mix(backwards, last[(count - 1 - taken) % Longest]);
            }

            features.Heads[i] = heads[i];
            features.Tails[i] = Fold(backwards);
        }

        features.Starts = starts.Count;
        starts.Draw(features.Whole, features.Passages);

        // The tail's zone begins where the head's ends, so no pair counts twice.
        var tail = Math.Min(TailZone, Math.Max(0, count - HeadZone));
        Span<ulong> behind = stackalloc ulong[TailZone];
        for (var i = 0; i < tail; i++)
        {
            behind[i] = last[(count - tail + i) % Longest];
        }

        Span<uint> pairs = features.Pairs;
        var kept = Sketch(first[..Math.Min(count, HeadZone)], pairs[..(tail > 0 ? HeadPairs : PromptFeatures.PairCount)]);
        kept += Sketch(behind[..tail], pairs[kept..]);
        pairs[..kept].Sort();
        return features;
    }

    // Collects the smallest hashes of ordered pairs of words that are one or two apart, and returns how many there are.
    private static int Sketch(ReadOnlySpan<ulong> tokens, Span<uint> smallest)
    {
        var kept = 0;
        for (var i = 1; i < tokens.Length; i++)
        {
            for (var apart = 1; apart <= 2 && apart <= i; apart++)
            {
                var hash = Pair(tokens[i - apart], tokens[i]);
                var at = smallest[..kept].BinarySearch(hash);
                if (at >= 0 || (~at == smallest.Length))
                {
                    continue;
                }

                kept = Math.Min(kept + 1, smallest.Length);
                smallest[~at..(kept - 1)].CopyTo(smallest[(~at + 1)..]);
                smallest[~at] = hash;
            }
        }

        return kept;
    }

    private static uint Pair(ulong first, ulong second)
    {
        var hash = Fold(Fingerprint.Mix(Fingerprint.Mix(2, first), second)) >> 8;
        return hash == 0 ? 1 : hash;
    }

    /// <summary>Makes 32 bits of a hash. Never 0.</summary>
    internal static uint Fold(ulong hash)
    {
        var folded = (uint)(hash ^ (hash >> 32));
        return folded == 0 ? 1 : folded;
    }
}
