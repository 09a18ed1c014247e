using System.Text;
using Distill.Honeypots.Transparency;

namespace Distill.Honeypots.Tests;

public sealed class MerkleTreeTests
{
    // The leaves and roots that the log servers of RFC 6962 are tested with.
    private static readonly string[] s_inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] s_roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private static readonly byte[][] s_leaves = [.. Enumerable.Range(0, 40).Select(i => MerkleTree.Leaf(Encoding.UTF8.GetBytes($"leaf {i}")))];

    [Fact]
    public void Roots_AreThoseOfTheStandard()
    {
        byte[][] leaves = [.. s_inputs.Select(i => MerkleTree.Leaf(Convert.FromHexString(i)))];
        Assert.Equal(s_roots, Enumerable.Range(1, 8).Select(n => Convert.ToHexStringLower(MerkleTree.Root(leaves.AsSpan(0, n)))));
    }

    [Fact]
    public void EveryLeaf_IsShownToBeInEveryTree()
    {
        for (var size = 1; size <= s_leaves.Length; size++)
        {
            var leaves = s_leaves.AsSpan(0, size);
            var root = MerkleTree.Root(leaves);
            for (var index = 0; index < size; index++)
            {
                var proof = MerkleTree.InclusionProof(leaves, index);
                Assert.True(MerkleTree.Includes(root, size, leaves[index], index, proof));
                Assert.False(MerkleTree.Includes(root, size, s_leaves[(index + 1) % 40], index, proof));
                Assert.False(size > 1 && MerkleTree.Includes(root, size, leaves[index], (index + 1) % size, proof));
                Assert.False(MerkleTree.Includes(root, size, leaves[index], index, [.. proof, root]));
            }
        }
    }

    [Fact]
    public void EveryEarlierTree_IsShownToHaveBeenAddedTo()
    {
        for (var size = 1; size <= s_leaves.Length; size++)
        {
            var root = MerkleTree.Root(s_leaves.AsSpan(0, size));
            for (var earlier = 1; earlier <= size; earlier++)
            {
                var before = MerkleTree.Root(s_leaves.AsSpan(0, earlier));
                var proof = MerkleTree.ConsistencyProof(s_leaves.AsSpan(0, size), earlier);
                Assert.True(MerkleTree.IsConsistent(before, earlier, root, size, proof));
                Assert.False(MerkleTree.IsConsistent(MerkleTree.Leaf([9]), earlier, root, size, proof));
                Assert.False(MerkleTree.IsConsistent(before, earlier, MerkleTree.Leaf([9]), size, proof));
            }
        }
    }
}
