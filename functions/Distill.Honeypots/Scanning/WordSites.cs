using System.Runtime.InteropServices;
using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Scanning;

/// <summary>Finds the word sites of a sentence. Not safe for several threads.</summary>
internal sealed class WordSites
{
    private static readonly ulong s_start = WordHash.Of("^");

    private readonly List<(WordForm Form, int At)> _found = new(16);

    /// <summary>Whether a word of the sentence before or behind could keep a form from being a site.</summary>
    public bool HeedsNeighbours
    {
        get
        {
            foreach (var (form, _) in _found)
            {
                if (form.HeedsNeighbours)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Reads the forms from left to right. At each place the longest form wins.</summary>
    public void Read(Span<Token> tokens)
    {
        _found.Clear();
        for (var i = 0; i < tokens.Length; )
        {
            i += Take(tokens, i);
        }
    }

    /// <summary>
    /// Adds the stems of the words of the sentence that was read. Where a form stands, both its forms count. So no mark changes the answer.
    /// </summary>
    public void AddStems(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, HashSet<ulong> stems)
    {
        var from = 0;
        foreach (ref readonly var found in CollectionsMarshal.AsSpan(_found))
        {
            AddWords(text, tokens[from..found.At], stems);
            stems.UnionWith(found.Form.Stems.All);
            from = found.At + found.Form.Length;
        }

        AddWords(text, tokens[from..], stems);
    }

    /// <summary>
    /// Adds the sites of the sentence that was read. A form whose words, or whose other form's words, also stand elsewhere in the sentence, or in the
    /// sentence before or behind, is no site.
    /// </summary>
    public void Find(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, HashSet<ulong> beside, List<Site> sites, ref DocumentState state)
    {
        foreach (var (form, at) in _found)
        {
            if (!(form.HeedsNeighbours && form.Stems.Apart.Overlaps(beside)) && !Repeats(text, tokens, form, at))
            {
                var (first, end) = (tokens[at], at + form.Length);
                var cell = new Cell(form.Pair.Id, state.Context(form.Pair, Context(tokens, at, end)));
                sites.Add(new Site(first.Start, tokens[end - 1].End - first.Start, cell, form.Form, form.Other(first.Capital)));
            }
        }
    }

    // The context of a site: the unit before it. At a sentence's start it is the unit behind it.
    private static byte Context(ReadOnlySpan<Token> tokens, int at, int end) =>
        WordHash.Bucket(
            at > 0 ? tokens[at - 1].Unit
            : end < tokens.Length ? WordHash.Join(s_start, tokens[end].Unit)
            : s_start
        );

    // Returns whether the tokens, which end before the given one, may change: there is no name, figure or negation beside them.
    private static bool IsFree(ReadOnlySpan<Token> tokens, int from, int to) =>
        !(from > 0 && IsBarrier(tokens[from - 1], from - 1)) && !(to < tokens.Length && IsBarrier(tokens[to], to));

    private static bool IsBarrier(in Token token, int at) =>
        token.Opaque || (token.Capital && at > 0) || (token.Class & (WordClass.Negation | WordClass.Measure)) != 0;

    private static WordForm? FormAt(ReadOnlySpan<Token> tokens, int at)
    {
        ref readonly var first = ref tokens[at];
        if (first.Opaque || (first.Capital && at > 0))
        {
            return null;
        }

        foreach (var form in MarkDictionary.Standard.FormsAt(first.Forms))
        {
            if (form.StandsAt(tokens, at))
            {
                return IsFree(tokens, at, at + form.Length) ? form : null;
            }
        }

        return null;
    }

    private int Take(Span<Token> tokens, int at)
    {
        if (FormAt(tokens, at) is not { } form)
        {
            return 1;
        }

        _found.Add((form, at));
        var end = at + form.Length;
        for (var i = at; i < end; i++)
        {
            tokens[i].Unit = form.Unit;
        }

        tokens[end - 1].Other = form.OtherLast;
        return form.Length;
    }

    // Where another form stands, both its forms count. So no other mark of the sentence changes the answer.
    private bool Repeats(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, WordForm form, int at)
    {
        var from = 0;
        foreach (ref readonly var other in CollectionsMarshal.AsSpan(_found))
        {
            if (Stands(text, tokens[from..other.At], form) || (other.At != at && form.Stems.Barred.Overlaps(other.Form.Stems.All)))
            {
                return true;
            }

            from = other.At + other.Form.Length;
        }

        return Stands(text, tokens[from..], form);
    }

    private static void AddWords(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, HashSet<ulong> stems)
    {
        foreach (ref readonly var token in tokens)
        {
            stems.Add(Stem.Of(text[token.Start..token.End]));
        }
    }

    private static bool Stands(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, WordForm form)
    {
        foreach (ref readonly var token in tokens)
        {
            if (form.Stems.Barred.Contains(Stem.Of(text[token.Start..token.End])))
            {
                return true;
            }
        }

        return false;
    }
}
