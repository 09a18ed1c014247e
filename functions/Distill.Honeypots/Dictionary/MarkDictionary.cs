using System.Security.Cryptography;
using System.Text;

namespace Distill.Honeypots.Dictionary;

/// <summary>All pairs of forms, from <see cref="CuratedPairs"/>.</summary>
public sealed class MarkDictionary
{
    /// <summary>The version of the rules. Change it whenever the scanner finds other sites in the same text.</summary>
    private const string Rules = "rules 8";

    // A line that begins with it adds forms to the pair above.
    private const char More = '&';

    private readonly Dictionary<ulong, WordEntry> _words;
    private readonly List<WordForm[]> _forms =
    [
        [],
    ];
    private readonly Dictionary<string, MarkPair> _byName;

    private MarkDictionary()
    {
        var pairs = new List<MarkPair>();
        var classes = WordSets.Classes();
        var forms = new List<WordForm>();
        foreach (var (kind, lines) in CuratedPairs.All)
        {
            foreach (var line in Lines(lines))
            {
                if (!line.StartsWith(More))
                {
                    var convention = MarkPair.IsConvention(kind) ? pairs.Count(p => p.Convention >= 0) : -1;
                    pairs.Add(new MarkPair((ushort)pairs.Count, kind, Name(line), convention));
                }

                var guard = Guard.Parse(line.Split(';', StringSplitOptions.TrimEntries).Skip(1));
                foreach (var (first, second) in Variants(line))
                {
                    var stems = FormStems.Of(first, second, guard.Without, classes);
                    forms.Add(new WordForm(pairs[^1], false, first, second, guard, stems));
                    forms.Add(new WordForm(pairs[^1], true, second, first, guard, stems));
                }
            }
        }

        Pairs = pairs;
        _byName = pairs.ToDictionary(p => p.Name);
        _words = classes.ToDictionary(c => WordHash.Of(c.Key), c => new WordEntry(c.Value, 0));
        foreach (var beginning in forms.GroupBy(f => f.First))
        {
            _words[beginning.Key] = new WordEntry(Look(beginning.Key).Class, _forms.Count);
            _forms.Add([.. beginning.OrderByDescending(f => f.Length)]);
        }

        string[] hashed = [Rules, .. CuratedPairs.All.Select(p => $"{p.Kind}\n{p.Lines}"), WordSets.Text];
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', hashed))));
    }

    /// <summary>The dictionary of this version.</summary>
    public static MarkDictionary Standard { get; } = new();

    public IReadOnlyList<MarkPair> Pairs { get; }

    /// <summary>
    /// SHA-256 of the rules' version, the pairs with their guards, and the word classes, in lower-case hexadecimal. Receipts name the
    /// dictionary by it.
    /// </summary>
    public string Hash { get; }

    /// <summary>Returns the pair with this name; null if there is none.</summary>
    public MarkPair? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Returns what the dictionary knows about a word.</summary>
    internal WordEntry Look(ulong word) => _words.GetValueOrDefault(word);

    /// <summary>Returns the forms that begin with a word, longest first.</summary>
    /// <param name="beginning">The number of these forms' group, as the word's entry gives it.</param>
    internal ReadOnlySpan<WordForm> FormsAt(int beginning) => _forms[beginning];

    private static IEnumerable<(string First, string Second)> Variants(string line) =>
        line.Split(';')[0].TrimStart(More).Split(" + ").Select(variant => variant.Split(" / ")).Select(sides => (sides[0].Trim(), sides[1].Trim()));

    private static string Name(string line) => line.Split(';', '+')[0].Trim().Replace(" / ", "/", StringComparison.Ordinal);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
