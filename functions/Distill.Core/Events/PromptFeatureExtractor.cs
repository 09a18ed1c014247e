namespace Distill.Core.Events;

/// <summary>Turns a prompt into its <see cref="PromptFeatures"/>. The same code runs in the API tier and here.</summary>
public static class PromptFeatureExtractor
{
    private const int Longest = 32;

    /// <summary>Features of a prompt in UTF-8; unknown features for a prompt without a token. Allocates nothing.</summary>
    public static PromptFeatures Extract(ReadOnlySpan<byte> utf8)
    {
        var features = default(PromptFeatures);
        var lengths = PromptFeatures.Lengths;
        Span<ulong> last = stackalloc ulong[Longest];
        Span<uint> heads = stackalloc uint[PromptFeatures.LengthCount];
        var tokens = new PromptTokens(utf8);
        var intents = new PromptIntents();
        var count = 0;
        var next = 0;
        ulong running = 0;
        while (tokens.TryNext(out var token))
        {
            running = Fingerprint.Mix(running, token);
            intents.Add(token);
            last[count % Longest] = token;
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

        return features;
    }

    private static uint Fold(ulong hash)
    {
        var folded = (uint)(hash ^ (hash >> 32));
        return folded == 0 ? 1 : folded;
    }
}
