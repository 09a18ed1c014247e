namespace Distill.Honeypots.Transparency;

/// <summary>The state of the log at one time.</summary>
/// <param name="Size">The number of leaves.</param>
/// <param name="Root">The tree's root, lower-case hexadecimal.</param>
/// <param name="Consistency">The proof that the log only grew since the head before; empty for the first head.</param>
public sealed record LogHead(int Size, string Root, IReadOnlyList<string> Consistency)
{
    /// <summary>Returns the head over <paramref name="leaves"/>, which begin with those of <paramref name="earlier"/>.</summary>
    public static LogHead Of(ReadOnlySpan<byte[]> leaves, LogHead? earlier) =>
        new(
            leaves.Length,
            Convert.ToHexStringLower(MerkleTree.Root(leaves)),
            earlier is { Size: > 0 } ? [.. MerkleTree.ConsistencyProof(leaves, earlier.Size).Select(Convert.ToHexStringLower)] : []
        );
}
