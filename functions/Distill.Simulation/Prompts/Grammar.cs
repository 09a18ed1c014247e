using System.Globalization;
using System.Reflection;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.Prompts;

/// <summary>
/// A context-free grammar, read from the files in Prompts/Grammar. <c>@name</c> begins a symbol with one alternative on each line. <c>@name:</c>
/// begins a symbol with alternatives between semicolons. <c>_</c> is an empty alternative. <c>#</c> starts a line of comment. In an alternative,
/// <c>{name}</c> expands a symbol, <c>{^name}</c> does so with a capital, and <c>{?name}</c> does so half the time. <c>{1-99}</c> is a number,
/// <c>{id}</c> an identifier, <c>{{}</c> a brace and <c>\n</c> a line end. If a name contains <c>~</c>, the symbol's alternatives mean the same, so
/// paraphrasing may choose another one.
/// </summary>
internal sealed class Grammar
{
    private const int OtherWordings = 3;

    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<Symbol> _symbols = [];

    public static Grammar Shared { get; } = Load();

    public int Find(string symbol) =>
        _names.TryGetValue(symbol, out var found) ? found : throw new ArgumentException($"The grammar has no symbol '{symbol}'.", nameof(symbol));

    public bool Has(string symbol) => _names.ContainsKey(symbol);

    /// <summary>
    /// Expands a symbol and appends the words. Each symbol inside it gets a seed of its own, so changing one leaves the others as they were.
    /// </summary>
    /// <param name="symbol">The symbol's number, from <see cref="Find"/>.</param>
    /// <param name="seed">Decides the words. Equal seeds give equal words if nothing is paraphrased.</param>
    /// <param name="paraphrase">The chance that a symbol with <c>~</c> in its name gets another alternative.</param>
    /// <param name="wording">The generator that paraphrases.</param>
    /// <param name="into">Where the words are appended.</param>
    /// <param name="habit">Decides which alternatives the paraphraser knows. Two people put the same sentence in other words.</param>
    public void Expand(int symbol, ulong seed, double paraphrase, ref Rng wording, PromptText into, ulong habit = 0)
    {
        var definition = _symbols[symbol];
        var rng = new Rng(seed);
        var choice = rng.Below(definition.Alternatives.Length);
        // A person who paraphrases uses a few of the alternatives, not all.
        if (definition.Wording && paraphrase > 0 && wording.Chance(paraphrase))
        {
            choice = (int)(Rng.Mix(seed, habit + (ulong)wording.Below(OtherWordings)) % (ulong)definition.Alternatives.Length);
        }

        foreach (var part in definition.Alternatives[choice])
        {
            switch (part.Kind)
            {
                case PartKind.Text:
                    // If the last part was left out, do not write a second space.
                    into.Append(part.Text[0] == ' ' && into.EndsWithSpace ? part.Text.AsSpan(1) : part.Text);
                    break;
                case PartKind.Number:
                    into.Append(part.Low + (long)(rng.Unit() * (part.High - part.Low + 1)));
                    break;
                case PartKind.Identifier:
                    Identifiers.Write(rng.Next(), into);
                    break;
                default:
                    var child = rng.Next();
                    if (part.Kind == PartKind.Maybe && (child & 1) == 0)
                    {
                        break;
                    }

                    var at = into.Length;
                    Expand(part.Symbol, child, paraphrase, ref wording, into, habit);
                    if (part.Kind == PartKind.Capital)
                    {
                        into.Capitalise(at);
                    }

                    break;
            }
        }
    }

    private static Grammar Load()
    {
        var grammar = new Grammar();
        var assembly = Assembly.GetExecutingAssembly();
        var bodies = new List<(int Symbol, List<string> Alternatives)>();
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(name => name.EndsWith(".grammar", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            bodies.AddRange(GrammarFile.Read(reader.ReadToEnd(), name).Select(rule => (grammar.Declare(rule.Name), rule.Alternatives)));
        }
        foreach (var (symbol, alternatives) in bodies)
        {
            grammar._symbols[symbol] = grammar._symbols[symbol] with { Alternatives = [.. alternatives.Select(grammar.Parse)] };
        }

        return grammar;
    }

    private int Declare(string name)
    {
        if (!_names.TryAdd(name, _symbols.Count))
        {
            throw new FormatException($"The grammar defines '{name}' twice.");
        }

        _symbols.Add(new(name.Contains('~', StringComparison.Ordinal), []));
        return _symbols.Count - 1;
    }

    private Part[] Parse(string alternative)
    {
        var parts = new List<Part>();
        var text = alternative.Replace("\\n", "\n", StringComparison.Ordinal);
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('{', at);
            if (open < 0)
            {
                open = text.Length;
            }

            if (open > at)
            {
                parts.Add(new(PartKind.Text, text[at..open]));
            }

            if (open == text.Length)
            {
                break;
            }

            var close = text.IndexOf('}', open);
            if (close < 0)
            {
                throw new FormatException($"A brace is not closed in '{alternative}'.");
            }

            parts.Add(Reference(text[(open + 1)..close]));
            at = close + 1;
        }
        return [.. parts];
    }

    private Part Reference(string name)
    {
        if (name == "id")
        {
            return new(PartKind.Identifier);
        }

        if (name == "{")
        {
            return new(PartKind.Text, "{");
        }

        if (char.IsAsciiDigit(name[0]))
        {
            var ends = name.Split('-');
            return new(
                PartKind.Number,
                Low: int.Parse(ends[0], CultureInfo.InvariantCulture),
                High: int.Parse(ends[1], CultureInfo.InvariantCulture)
            );
        }
        var kind = name[0] switch
        {
            '^' => PartKind.Capital,
            '?' => PartKind.Maybe,
            _ => PartKind.Symbol,
        };
        return new(kind, Symbol: Find(kind == PartKind.Symbol ? name : name[1..]));
    }

    private enum PartKind : byte
    {
        Text,
        Symbol,
        Capital,
        Maybe,
        Number,
        Identifier,
    }

    private readonly record struct Part(PartKind Kind, string Text = "", int Symbol = 0, int Low = 0, int High = 0);

    private sealed record Symbol(bool Wording, Part[][] Alternatives);
}
