namespace Distill.Honeypots.Dictionary;

/// <summary>
/// What has one sign under a key: a pair in a context. The context is a bucket of the unit before the site, taken so that no mark can change it.
/// </summary>
/// <param name="Pair">The pair's place in the dictionary.</param>
/// <param name="Context">The bucket.</param>
public readonly record struct Cell(ushort Pair, byte Context)
{
    /// <summary>How many buckets there are: as many as an HMAC-SHA256 has bits.</summary>
    public const int Contexts = 256;

    public MarkKind Kind => MarkDictionary.Standard.Pairs[Pair].Kind;

    /// <summary>The pair's name and the bucket, the same in every version of the dictionary that has the pair.</summary>
    public override string ToString() => $"{MarkDictionary.Standard.Pairs[Pair].Name}#{Context}";
}
