namespace Distill.Honeypots.Transparency;

/// <summary>The log as it stood once.</summary>
/// <param name="Size">Its leaves.</param>
/// <param name="Root">The tree's root, lower-case hexadecimal.</param>
/// <param name="Consistency">What shows that the head before was only added to; empty for the first.</param>
public sealed record LogHead(int Size, string Root, IReadOnlyList<string> Consistency)
{
    /// <summary>The head over <paramref name="leaves"/>, which hold those of <paramref name="earlier"/>.</summary>
    public static LogHead Of(ReadOnlySpan<byte[]> leaves, LogHead? earlier) =>
        new(
            leaves.Length,
            Convert.ToHexStringLower(MerkleTree.Root(leaves)),
            earlier is { Size: > 0 } ? [.. MerkleTree.ConsistencyProof(leaves, earlier.Size).Select(Convert.ToHexStringLower)] : []
        );
}
