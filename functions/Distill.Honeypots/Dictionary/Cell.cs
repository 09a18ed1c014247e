namespace Distill.Honeypots.Dictionary;

/// <summary>
/// A pair in a context. A key gives each cell one sign. The context is a bucket of the unit before the site, or behind it at a
/// sentence's start. No mark can change it.
/// </summary>
/// <param name="Pair">The pair's place in the dictionary.</param>
/// <param name="Context">The bucket of the context.</param>
public readonly record struct Cell(ushort Pair, byte Context)
{
    /// <summary>How many buckets there are: one for each bit of an HMAC-SHA256.</summary>
    public const int Contexts = 256;

    public MarkKind Kind => MarkDictionary.Standard.Pairs[Pair].Kind;

    /// <summary>Returns the pair's name and the bucket. They are the same in every version of the dictionary that has the pair.</summary>
    public override string ToString() => $"{MarkDictionary.Standard.Pairs[Pair].Name}#{Context}";
}
