namespace Distill.Core.Honeypots;

/// <summary>The curated pairs, by family.</summary>
public sealed class MarkDictionary
{
    private MarkDictionary(IReadOnlyList<MarkPair> pairs) => Pairs = pairs;

    /// <summary>The dictionary of this version.</summary>
    public static MarkDictionary Standard { get; } = new([
        new MarkPair(0, MarkFamily.Connective, "for example/for instance"),
        new MarkPair(1, MarkFamily.Variant, "toward/towards"),
        new MarkPair(2, MarkFamily.Synonym, "due to/because of"),
        new MarkPair(3, MarkFamily.Contraction, "it is/it's"),
    ]);

    public IReadOnlyList<MarkPair> Pairs { get; }

    /// <summary>SHA-256 of the pairs and of the scanner's rules' version, in hexadecimal digits: names what marked a text.</summary>
    public string Hash { get; } = "";
}
