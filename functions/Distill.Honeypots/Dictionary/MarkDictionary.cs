using System.Security.Cryptography;
using System.Text;

namespace Distill.Honeypots.Dictionary;

/// <summary>All pairs of forms: pairs of words from <see cref="CuratedPairs"/>, and pairs of commas and dashes, which rules find.</summary>
public sealed class MarkDictionary
{
    /// <summary>The version of the rules. Change it whenever the scanner finds other sites in the same text.</summary>
    private const string Rules = "rules 4";

    private readonly Dictionary<ulong, WordEntry> _words;
    private readonly List<WordForm[]> _forms =
    [
        [],
    ];
    private readonly Dictionary<string, MarkPair> _byName;

    private MarkDictionary()
    {
        var pairs = new List<MarkPair>();
        SerialAnd = Rule(MarkKind.SerialComma, "and/, and");
        SerialOr = Rule(MarkKind.SerialComma, "or/, or");
        Opener = Rule(MarkKind.OpenerComma, "opener/opener,");
        ClauseAnd = Rule(MarkKind.ClauseComma, "and it/, and it");
        ClauseBut = Rule(MarkKind.ClauseComma, "but/, but");
        PredicateAnd = Rule(MarkKind.ClauseComma, "and is/, and is");
        ClauseThen = Rule(MarkKind.ClauseComma, "and then/, and then");
        ClauseSo = Rule(MarkKind.ClauseComma, "so it/, so it");
        ClauseAs = Rule(MarkKind.ClauseComma, "as it/, as it");
        RatherThan = Rule(MarkKind.ClauseComma, "rather than/, rather than");
        AlongWith = Rule(MarkKind.ClauseComma, "along with/, along with");
        Although = Rule(MarkKind.ClauseComma, "although/, although");
        SuchAs = Rule(MarkKind.ExampleComma, "such as/, such as");
        Including = Rule(MarkKind.ExampleComma, "including/, including");
        Especially = Rule(MarkKind.ExampleComma, "especially/, especially");
        AsWellAs = Rule(MarkKind.ClauseComma, "as well as/, as well as");
        Because = Rule(MarkKind.ClauseComma, "because/, because");
        While = Rule(MarkKind.ClauseComma, "while doing/, while doing");
        Abbreviation = Rule(MarkKind.ExampleComma, "e.g./e.g.,");
        Dash = Rule(MarkKind.Dash, "\u2014/ \u2014 ");

        var variants = CuratedPairs.All.SelectMany(f => Lines(f.Lines)).SelectMany(Variants).ToList();
        var firsts = Others(variants, words => words[0]);
        var lasts = Others(variants, words => words[^1]);
        var forms = new List<WordForm>();
        foreach (var (kind, lines) in CuratedPairs.All)
        {
            var convention = kind.IsConvention() ? Rule(kind, Name(lines)) : null;
            foreach (var line in Lines(lines))
            {
                var pair = convention ?? Rule(kind, Name(line));
                var guard = Guard.Parse(line.Split(';', StringSplitOptions.TrimEntries).Skip(1), firsts, lasts);
                foreach (var (first, second) in Variants(line))
                {
                    Add(pair, first, second, guard, forms);
                }
            }
        }

        var ize = Rule(MarkKind.SpellingIze, "ise/ize");
        foreach (var word in Words(CuratedPairs.IzeStems, CuratedPairs.IzeEndings).Concat(Words(CuratedPairs.YzeStems, CuratedPairs.YzeEndings)))
        {
            var z = word.LastIndexOf('z');
            Add(ize, $"{word[..z]}s{word[(z + 1)..]}", word, new Guard(), forms);
        }

        Pairs = pairs;
        _byName = pairs.ToDictionary(p => p.Name);
        var classes = WordSets.Classes().ToDictionary(c => WordHash.Of(c.Key), c => c.Value);
        _words = classes.ToDictionary(c => c.Key, c => new WordEntry(c.Value, 0));
        foreach (var beginning in forms.GroupBy(f => f.First))
        {
            _words[beginning.Key] = new WordEntry(classes.GetValueOrDefault(beginning.Key), _forms.Count);
            _forms.Add([.. beginning.OrderByDescending(f => f.Length)]);
        }

        Hash = Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join(
                        '\n',
                        [
                            Rules,
                            .. pairs.Select(p => p.ToString()),
                            .. CuratedPairs.All.Select(f => f.Lines),
                            CuratedPairs.IzeStems,
                            CuratedPairs.IzeEndings,
                            CuratedPairs.YzeStems,
                            CuratedPairs.YzeEndings,
                            CuratedPairs.OpenerLines,
                            CuratedPairs.SureOpenerLines,
                            WordSets.Text,
                        ]
                    )
                )
            )
        );

        MarkPair Rule(MarkKind kind, string name)
        {
            pairs.Add(new MarkPair((ushort)pairs.Count, kind, name));
            return pairs[^1];
        }
    }

    /// <summary>The dictionary of this version.</summary>
    public static MarkDictionary Standard { get; } = new();

    public IReadOnlyList<MarkPair> Pairs { get; }

    /// <summary>SHA-256 of the pairs, their guards and the rules' version, in lower-case hexadecimal. Receipts name the dictionary by it.</summary>
    public string Hash { get; }

    internal MarkPair SerialAnd { get; }

    internal MarkPair SerialOr { get; }

    internal MarkPair Opener { get; }

    internal MarkPair ClauseAnd { get; }

    internal MarkPair ClauseBut { get; }

    internal MarkPair PredicateAnd { get; }

    internal MarkPair ClauseThen { get; }

    internal MarkPair ClauseSo { get; }

    internal MarkPair ClauseAs { get; }

    internal MarkPair RatherThan { get; }

    internal MarkPair AlongWith { get; }

    internal MarkPair Although { get; }

    internal MarkPair SuchAs { get; }

    internal MarkPair Including { get; }

    internal MarkPair Especially { get; }

    internal MarkPair AsWellAs { get; }

    internal MarkPair Because { get; }

    internal MarkPair While { get; }

    internal MarkPair Abbreviation { get; }

    internal MarkPair Dash { get; }

    /// <summary>Returns the pair with this name; null if there is none.</summary>
    public MarkPair? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Returns what the dictionary knows about a word.</summary>
    internal WordEntry Look(ulong word) => _words.GetValueOrDefault(word);

    /// <summary>Returns the forms that begin with a word, longest first.</summary>
    /// <param name="beginning">The number of these forms' group, as the word's entry gives it.</param>
    internal ReadOnlySpan<WordForm> FormsAt(int beginning) => _forms[beginning];

    private static IEnumerable<(string First, string Second)> Variants(string line) =>
        line.Split(';')[0].Split(" + ").Select(variant => variant.Split(" / ")).Select(sides => (sides[0].Trim(), sides[1].Trim()));

    /// <summary>Looks up a word at one end of a form, to get the other form's word at that end.</summary>
    private static ILookup<string, string> Others(IEnumerable<(string First, string Second)> variants, Func<string[], string> end) =>
        variants
            .Select(v => (First: end(v.First.Split(' ', '-')), Second: end(v.Second.Split(' ', '-'))))
            .Where(v => v.First != v.Second)
            .SelectMany(v => new[] { v, (First: v.Second, Second: v.First) })
            .Distinct()
            .ToLookup(v => v.First, v => v.Second);

    private static void Add(MarkPair pair, string first, string second, Guard guard, List<WordForm> forms)
    {
        forms.Add(new WordForm(pair, false, first, second, guard));
        forms.Add(new WordForm(pair, true, second, first, guard));
    }

    private static string Name(string lines) => Lines(lines)[0].Split(';', '+')[0].Trim().Replace(" / ", "/", StringComparison.Ordinal);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Words(string stems, string endings) =>
        from stem in stems.Split(' ')
        from ending in endings.Split(' ')
        select stem + ending;
}
