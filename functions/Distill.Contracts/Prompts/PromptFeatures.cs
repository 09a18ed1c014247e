using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Distill.Contracts.Prompts;

/// <summary>
/// What is kept of a prompt: hashes of its first and last words at eight lengths, a sketch of the word pairs near its ends, a hash of the whole, its
/// length in tokens, and what it asks for. The text cannot be had back from it.
/// </summary>
/// <remarks>
/// Prompts of one framing share their framing and not their bodies, so whole-prompt similarity is the wrong tool; equal hashes of the
/// first or last words find them. Which length fits is known only when several prompts of an account are seen together. Where the words of a
/// framing vary from call to call no run of six survives, but one pair in four does when half of the words do: hence the pairs.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct PromptFeatures
{
    /// <summary>Version of the tokens and hashes; features of another version are refused.</summary>
    public const int Version = 3;

    /// <summary>How many lengths are hashed at either end.</summary>
    public const int LengthCount = 8;

    /// <summary>Bytes of the binary form.</summary>
    public const int ByteCount = 8 + 4 + (2 * 4 * LengthCount) + (4 * PairCount) + 4;

    /// <summary>How many word pairs are kept.</summary>
    public const int PairCount = 16;

    /// <summary>The lengths, in tokens.</summary>
    public static ReadOnlySpan<byte> Lengths => [6, 8, 10, 12, 16, 20, 24, 32];

    /// <summary>Hash of all tokens; 0 when there was no prompt.</summary>
    public ulong Whole;

    /// <summary>Tokens in the prompt.</summary>
    public int Tokens;

    /// <summary>Hash of the first n tokens for each length; 0 where the prompt has fewer than n + 2.</summary>
    public EdgeHashes Heads;

    /// <summary>Hash of the last n tokens for each length; 0 where the prompt has fewer than n + 2.</summary>
    public EdgeHashes Tails;

    /// <summary>
    /// Word pairs near the ends, 24 bits each, the smallest hashes (a bottom-k sketch: the same pair is kept or left out wherever it stands); 0 where
    /// there are fewer. So many different pairs have the same 24 bits that none can be read back for certain.
    /// </summary>
    public PairHashes Pairs;

    /// <summary>What the prompt asks for.</summary>
    public PromptIntent Intent;

    /// <summary>True when there was a prompt or features of one.</summary>
    public readonly bool IsKnown => Whole != 0;

    /// <summary>One hash for each of <see cref="Lengths"/>.</summary>
    [InlineArray(LengthCount)]
    public struct EdgeHashes
    {
        private uint _first;
    }

    /// <summary><see cref="PairCount"/> hashes, in order.</summary>
    [InlineArray(PairCount)]
    public struct PairHashes
    {
        private uint _first;
    }

    /// <summary>Writes the binary form, <see cref="ByteCount"/> bytes.</summary>
    public readonly void Write(Span<byte> destination) => MemoryMarshal.Write(destination, this);

    /// <summary>An order over all bytes, for picking one of two.</summary>
    public readonly int CompareTo(in PromptFeatures other)
    {
        Span<byte> own = stackalloc byte[ByteCount];
        Span<byte> others = stackalloc byte[ByteCount];
        Write(own);
        other.Write(others);
        return own.SequenceCompareTo(others);
    }

    /// <summary>Reads the binary form; throws when there are fewer than <see cref="ByteCount"/> bytes.</summary>
    public static PromptFeatures Read(ReadOnlySpan<byte> source) => MemoryMarshal.Read<PromptFeatures>(source);
}
