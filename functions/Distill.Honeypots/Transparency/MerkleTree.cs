using System.Numerics;
using System.Security.Cryptography;

namespace Distill.Honeypots.Transparency;

/// <summary>The hash tree of RFC 6962, section 2.1. It uses SHA-256, with the prefix 0x00 for leaves and 0x01 for nodes.</summary>
public static class MerkleTree
{
    private const int Size = SHA256.HashSizeInBytes;

    /// <summary>Returns the hash of a leaf's bytes.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(data);
        return hash.GetHashAndReset();
    }

    /// <summary>Returns the root over the hashes of leaves. The root of no leaves is the hash of no bytes.</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> leaves) =>
        leaves.Length switch
        {
            0 => SHA256.HashData([]),
            1 => leaves[0],
            _ => Node(Root(leaves[..Split(leaves.Length)]), Root(leaves[Split(leaves.Length)..])),
        };

    /// <summary>Returns the proof that leaf <paramref name="index"/> is in the tree (section 2.1.1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static IReadOnlyList<byte[]> InclusionProof(ReadOnlySpan<byte[]> leaves, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Length);
        var path = new List<byte[]>();
        Path(leaves, index, path);
        return path;
    }

    /// <summary>Returns the proof that the tree only grew since it had the first <paramref name="earlier"/> leaves (section 2.1.2).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="earlier"/> is 0, or more than the tree has.</exception>
    public static IReadOnlyList<byte[]> ConsistencyProof(ReadOnlySpan<byte[]> leaves, int earlier)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(earlier);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, leaves.Length);
        var path = new List<byte[]>();
        Subtree(leaves, earlier, whole: true, path);
        return path;
    }

    /// <summary>Checks an inclusion proof (RFC 9162, section 2.1.3.2). Returns whether it holds.</summary>
    public static bool Includes(ReadOnlySpan<byte> root, long size, ReadOnlySpan<byte> leaf, long index, IReadOnlyList<byte[]> proof)
    {
        if (index < 0 || index >= size || leaf.Length != Size)
        {
            return false;
        }

        var (node, last, hash) = (index, size - 1, leaf.ToArray());
        foreach (var sibling in proof)
        {
            if (last == 0 || sibling.Length != Size)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = Node(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                hash = Node(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>Checks a consistency proof (RFC 9162, section 2.1.4.2). Returns whether it holds.</summary>
    public static bool IsConsistent(ReadOnlySpan<byte> earlierRoot, long earlier, ReadOnlySpan<byte> root, long size, IReadOnlyList<byte[]> proof)
    {
        if (earlier <= 0 || earlier > size || proof.Any(p => p.Length != Size))
        {
            return false;
        }

        if (earlier == size)
        {
            return proof.Count == 0 && root.SequenceEqual(earlierRoot);
        }

        // If the earlier tree is a whole subtree, the proof leaves its root out.
        var hashes = BitOperations.IsPow2(earlier) ? [earlierRoot.ToArray(), .. proof] : proof;
        if (hashes.Count == 0)
        {
            return false;
        }

        var (node, last) = (earlier - 1, size - 1);
        while ((node & 1) == 1)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        var (before, after) = (hashes[0], hashes[0]);
        foreach (var hash in hashes.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                (before, after) = (Node(hash, before), Node(hash, after));
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                after = Node(after, hash);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && earlierRoot.SequenceEqual(before) && root.SequenceEqual(after);
    }

    private static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * Size)];
        bytes[0] = 1;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + Size)..]);
        return SHA256.HashData(bytes);
    }

    /// <summary>Returns the largest power of two below the number of leaves.</summary>
    private static int Split(int leaves) => 1 << BitOperations.Log2((uint)leaves - 1);

    private static void Path(ReadOnlySpan<byte[]> leaves, int index, List<byte[]> path)
    {
        if (leaves.Length == 1)
        {
            return;
        }

        var split = Split(leaves.Length);
        if (index < split)
        {
            Path(leaves[..split], index, path);
            path.Add(Root(leaves[split..]));
        }
        else
        {
            Path(leaves[split..], index - split, path);
            path.Add(Root(leaves[..split]));
        }
    }

    private static void Subtree(ReadOnlySpan<byte[]> leaves, int earlier, bool whole, List<byte[]> path)
    {
        if (earlier == leaves.Length)
        {
            if (!whole)
            {
                path.Add(Root(leaves));
            }

            return;
        }

        var split = Split(leaves.Length);
        if (earlier <= split)
        {
            Subtree(leaves[..split], earlier, whole, path);
            path.Add(Root(leaves[split..]));
        }
        else
        {
            Subtree(leaves[split..], earlier - split, whole: false, path);
            path.Add(Root(leaves[..split]));
        }
    }
}
