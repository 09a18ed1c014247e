using System.Globalization;
using System.Reflection;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.Prompts;

/// <summary>
/// A context-free grammar over the files in Prompts/Grammar. In them, <c>@name</c> begins a symbol with an alternative on each line,
/// <c>@name:</c> one with alternatives between semicolons; <c>{name}</c> expands a symbol, <c>{^name}</c> with a capital, <c>{?name}</c> half the
/// time, <c>{1-99}</c> a number, <c>{id}</c> an identifier; <c>\n</c> ends a line; <c>#</c> starts a comment. A symbol whose name begins with
/// <c>~</c> is a matter of wording: its alternatives mean the same, so paraphrasing may choose another.
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

    /// <summary>Expands a symbol. Each use inside it gets a seed of its own, so that another wording of one leaves the rest as it was.</summary>
    /// <param name="symbol">From <see cref="Find"/>.</param>
    /// <param name="seed">Equal seeds give equal words where nothing is paraphrased.</param>
    /// <param name="paraphrase">Chance that a matter of wording is decided anew.</param>
    /// <param name="wording">Decides it.</param>
    /// <param name="into">Where the words go.</param>
    public void Expand(int symbol, ulong seed, double paraphrase, ref Rng wording, PromptText into)
    {
        var definition = _symbols[symbol];
        var rng = new Rng(seed);
        var choice = rng.Below(definition.Alternatives.Length);
        // Whoever paraphrases has a few ways to say a thing, not all there are.
        if (definition.Wording && paraphrase > 0 && wording.Chance(paraphrase))
        {
            choice = (int)(Rng.Mix(seed, (ulong)wording.Below(OtherWordings)) % (ulong)definition.Alternatives.Length);
        }

        foreach (var part in definition.Alternatives[choice])
        {
            switch (part.Kind)
            {
                case PartKind.Text:
                    // What was left out leaves no second space behind.
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
                    Expand(part.Symbol, child, paraphrase, ref wording, into);
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
