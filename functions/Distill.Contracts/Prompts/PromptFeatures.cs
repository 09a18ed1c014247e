using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Distill.Contracts.Sealing;

namespace Distill.Contracts.Prompts;

/// <summary>
/// What is kept of a prompt: hashes of its first and last words at eight lengths, a sketch of the word pairs near its ends, a hash of the whole, its
/// length in tokens, what it asks for, and a few passages from inside. Whoever has them can test guesses of the text, step by step. So they are
/// sealed wherever they are stored or sent, see <see cref="Sealing.KeyRing"/>.
/// </summary>
/// <remarks>
/// Prompts of one framing share the framing and not their bodies, so comparing whole prompts is the wrong tool. Equal hashes of the first or last
/// words find them. Which length fits shows only when several prompts of an account are seen together. If the words of a framing vary from call to
/// call, no run of six survives. But one pair in four does when half of the words vary, so pairs are kept too. A popular client's words at both
/// ends hide a framing. Behind them it still begins a sentence or a line, so passages are kept.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct PromptFeatures
{
    /// <summary>The version of tokens and hashes. Features of version 3 are read too: they lack the passages. Others are refused.</summary>
    public const int Version = 4;

    /// <summary>The version on the wire of features that are sealed: those of <see cref="Version"/>, encrypted with the key of an epoch.</summary>
    public const int SealedVersion = 5;

    /// <summary>How many lengths are hashed at each end.</summary>
    public const int LengthCount = 8;

    /// <summary>The length of the binary form, in bytes.</summary>
    public const int ByteCount = ByteCountOf3 + 4 + (4 * PassageCount);

    /// <summary>The version before. It has all that stands in front of <see cref="Starts"/>.</summary>
    public const int Version3 = 3;

    /// <summary>The length of the binary form of version 3, in bytes.</summary>
    public const int ByteCountOf3 = 8 + 4 + (2 * 4 * LengthCount) + (4 * PairCount) + 4;

    /// <summary>The length of the sealed binary form, in bytes.</summary>
    public const int SealedByteCount = ByteCount + EpochKey.Overhead;

    /// <summary>How many passages are kept. With <see cref="Starts"/> they take 24 bytes.</summary>
    public const int PassageCount = 5;

    /// <summary>Most sentences that are told apart. Of longer prompts, the first and the last ones are looked at.</summary>
    public const int MaxStarts = 255;

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

    /// <summary>
    /// How many sentences and lines begin in the prompt, the first one left out; at most <see cref="MaxStarts"/>. Passages are drawn from these.
    /// </summary>
    public int Starts;

    /// <summary>
    /// Passages: hashes of the first six tokens of sentences and lines, in the order of the text; 0 if there are fewer. If there are more than <see
    /// cref="PassageCount"/>, a draw decides, anew for each prompt, so that all have the same chance.
    /// </summary>
    public PassageHashes Passages;

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

    /// <summary><see cref="PassageCount"/> hashes, in the order of the text.</summary>
    [InlineArray(PassageCount)]
    public struct PassageHashes
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

    /// <summary>
    /// Reads the binary form. From the shorter one of version 3 it makes features without passages. Throws if there are fewer bytes.
    /// </summary>
    public static PromptFeatures Read(ReadOnlySpan<byte> source)
    {
        if (source.Length != ByteCountOf3)
        {
            return MemoryMarshal.Read<PromptFeatures>(source);
        }

        Span<byte> bytes = stackalloc byte[ByteCount];
        bytes.Clear();
        source.CopyTo(bytes);
        return MemoryMarshal.Read<PromptFeatures>(bytes);
    }
}
