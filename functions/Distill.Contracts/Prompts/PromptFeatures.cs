using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Distill.Contracts.Prompts;

/// <summary>
/// What is kept of a prompt: hashes of its first and last words at eight lengths, a sketch of the word pairs near its ends, a hash of the whole, its
/// length in tokens, and what it asks for. Nobody can restore the text from it.
/// </summary>
/// <remarks>
/// Prompts of one framing share the framing and not their bodies, so comparing whole prompts is the wrong tool. Equal hashes of the first or last
/// words find them. Which length fits shows only when several prompts of an account are seen together. If the words of a framing vary from call to
/// call, no run of six survives. But one pair in four does when half of the words vary, so pairs are kept too.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct PromptFeatures
{
    /// <summary>The version of tokens and hashes. Features of another version are refused.</summary>
    public const int Version = 3;

    /// <summary>How many lengths are hashed at each end.</summary>
    public const int LengthCount = 8;

    /// <summary>The length of the binary form, in bytes.</summary>
    public const int ByteCount = 8 + 4 + (2 * 4 * LengthCount) + (4 * PairCount) + 4;

    /// <summary>How many word pairs are kept.</summary>
    public const int PairCount = 16;

    /// <summary>The lengths, in tokens.</summary>
    public static ReadOnlySpan<byte> Lengths => [6, 8, 10, 12, 16, 20, 24, 32];

    /// <summary>Hash of all tokens; 0 if there was no prompt.</summary>
    public ulong Whole;

    /// <summary>How many tokens the prompt has.</summary>
    public int Tokens;

    /// <summary>Hash of the first n tokens for each length; 0 if the prompt has fewer than n + 2.</summary>
    public EdgeHashes Heads;

    /// <summary>Hash of the last n tokens for each length; 0 if the prompt has fewer than n + 2.</summary>
    public EdgeHashes Tails;

    /// <summary>
    /// Word pairs near the ends: the smallest hashes, 24 bits each; 0 if there are fewer. This is a bottom-k sketch, so a pair is kept or left out
    /// wherever it stands. So many pairs share the same 24 bits that none can be read back for certain.
    /// </summary>
    public PairHashes Pairs;

    /// <summary>What the prompt asks for.</summary>
    public PromptIntent Intent;

    /// <summary>True if there was a prompt, or features of one.</summary>
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

    /// <summary>Compares all bytes, to pick one of two in a fixed way.</summary>
    public readonly int CompareTo(in PromptFeatures other)
    {
        Span<byte> own = stackalloc byte[ByteCount];
        Span<byte> others = stackalloc byte[ByteCount];
        Write(own);
        other.Write(others);
        return own.SequenceCompareTo(others);
    }

    /// <summary>Reads the binary form. Throws if there are fewer than <see cref="ByteCount"/> bytes.</summary>
    public static PromptFeatures Read(ReadOnlySpan<byte> source) => MemoryMarshal.Read<PromptFeatures>(source);
}
