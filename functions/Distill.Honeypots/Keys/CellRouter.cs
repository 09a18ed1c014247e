using System.Security.Cryptography;
using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Keys;

/// <summary>
/// Gives each cell to one layer, by a MAC. The provider gets 13 % of the cells. The cluster gets 82 %, because the test names clusters. The account
/// gets only 5 %, because its cells are noise in what a clone shows: twice as many would find two more leaks in a hundred, but miss three more
/// students. Safe for several threads.
/// </summary>
public sealed class CellRouter
{
    // Upper limits of a byte, so shares of 256.
    private const int Provider = 33;
    private const int ProviderOrCluster = 243;

    private readonly byte[] _key;
    private readonly byte[]?[] _draws = new byte[MarkDictionary.Standard.Pairs.Count][];

    internal CellRouter(byte[] key) => _key = key;

    public Layer Route(Cell cell) =>
        (_draws[cell.Pair] ??= Draw(cell.Pair))[cell.Context] switch
        {
            < Provider => Layer.Provider,
            < ProviderOrCluster => Layer.Cluster,
            _ => Layer.Account,
        };

    public override string ToString() => "cell router (key not shown)";

    private byte[] Draw(int pair)
    {
        var draws = new byte[Cell.Contexts];
        byte[] message = [.. MarkDictionary.Standard.Pairs[pair].Label, 0];
        for (var i = 0; i < draws.Length; i += HMACSHA256.HashSizeInBytes)
        {
            message[^1] = (byte)i;
            HMACSHA256.HashData(_key, message, draws.AsSpan(i));
        }

        return draws;
    }
}
