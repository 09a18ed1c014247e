using System.Numerics;
using Distill.Contracts.Prompts;

namespace Distill.Core.Windows;

/// <summary>Packs a prompt's features: a mask that tells which hashes are present, then these hashes.</summary>
internal static class PackedPrompt
{
    // The bits of a word pair's hash that our extractor uses: 24.
    private const uint PairMask = 0xFF_FFFF;

    public static void Write(ref PackedWriter writer, in PromptFeatures prompt, bool wide)
    {
        uint masks = 0;
        for (var i = 0; i < PromptFeatures.LengthCount; i++)
        {
            masks |= (prompt.Heads[i] != 0 ? 1u : 0) << i;
            masks |= (prompt.Tails[i] != 0 ? 1u : 0) << (8 + i);
        }

        for (var i = 0; i < PromptFeatures.PairCount; i++)
        {
            masks |= (prompt.Pairs[i] != 0 ? 1u : 0) << (16 + i);
        }

        writer.Four(masks);
        writer.Number((uint)prompt.Tokens);
        writer.Number((uint)prompt.Intent);
        writer.Eight(prompt.Whole);
        for (var i = 0; i < PromptFeatures.LengthCount; i++)
        {
            writer.FourUnlessZero(prompt.Heads[i]);
            writer.FourUnlessZero(prompt.Tails[i]);
        }

        for (var i = 0; i < PromptFeatures.PairCount; i++)
        {
            if (wide)
            {
                writer.FourUnlessZero(prompt.Pairs[i]);
            }
            else
            {
                writer.ThreeUnlessZero(prompt.Pairs[i]);
            }
        }

        WritePassages(ref writer, prompt);
    }

    private static void WritePassages(ref PackedWriter writer, in PromptFeatures prompt)
    {
        uint mask = 0;
        for (var i = 0; i < PromptFeatures.PassageCount; i++)
        {
            mask |= (prompt.Passages[i] != 0 ? 1u : 0) << i;
        }

        writer.Number((uint)prompt.Starts);
        writer.Number(mask);
        for (var i = 0; i < PromptFeatures.PassageCount; i++)
        {
            writer.FourUnlessZero(prompt.Passages[i]);
        }
    }

    /// <summary>True when a word pair has more than 24 bits. Ours never do, but a sender may send anything.</summary>
    public static bool HasWidePair(in PromptFeatures prompt)
    {
        uint all = 0;
        for (var i = 0; i < PromptFeatures.PairCount; i++)
        {
            all |= prompt.Pairs[i];
        }

        return (all & ~PairMask) != 0;
    }

    public static void Read(ref PackedReader reader, bool wide, ref PromptFeatures prompt)
    {
        var masks = reader.Four();
        prompt.Tokens = (int)reader.Number();
        prompt.Intent = (PromptIntent)reader.Number();
        prompt.Whole = reader.Eight();
        var (heads, tails, pairs) = (masks & 0xFF, (masks >> 8) & 0xFF, masks >> 16);
        if (!wide && heads == tails && BitOperations.IsPow2(heads + 1) && BitOperations.IsPow2(pairs + 1))
        {
            // The usual case, as the extractor writes it: only hashes at the end are missing.
            reader.FoursInTurn(BitOperations.PopCount(heads), prompt.Heads, prompt.Tails);
            reader.Threes(BitOperations.PopCount(pairs), prompt.Pairs);
            ReadPassages(ref reader, ref prompt);
            return;
        }

        for (var i = 0; i < PromptFeatures.LengthCount; i++)
        {
            prompt.Heads[i] = (masks & (1u << i)) != 0 ? reader.Four() : 0;
            prompt.Tails[i] = (masks & (1u << (8 + i))) != 0 ? reader.Four() : 0;
        }

        for (var i = 0; i < PromptFeatures.PairCount; i++)
        {
            prompt.Pairs[i] =
                (masks & (1u << (16 + i))) == 0 ? 0
                : wide ? reader.Four()
                : reader.Three();
        }

        ReadPassages(ref reader, ref prompt);
    }

    private static void ReadPassages(ref PackedReader reader, ref PromptFeatures prompt)
    {
        prompt.Starts = (int)reader.Number();
        var mask = reader.Number();
        for (var i = 0; i < PromptFeatures.PassageCount; i++)
        {
            prompt.Passages[i] = (mask & (1u << i)) != 0 ? reader.Four() : 0;
        }
    }
}
