using System.Runtime.InteropServices;
using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Scanning;

/// <summary>Finds the sites of segments, one after another. Not safe for several threads.</summary>
internal sealed class SegmentScanner
{
    // The fewest words of a sentence. A shorter segment is a heading, a caption or a value.
    private const int FewestWords = 5;

    // The fewest characters of a line that is prose. A shorter one that begins no list item and holds one sentence may be a line of verse.
    private const int ShortestLine = 60;

    // The number of sentences with legal or medical wording after which the whole document counts as legal or medical.
    private const int MostCareful = 2;

    private readonly List<Token> _tokens = new(64);
    private readonly List<Site> _sites = new(16);
    private readonly WordSites _words = new();

    /// <summary>
    /// Finds the sites of <paramref name="segment"/>; positions count from its first character. They are valid until the next call. Moves
    /// <paramref name="state"/> from the segment's start to its end.
    /// </summary>
    public ReadOnlySpan<Site> Scan(ReadOnlySpan<char> segment, ref DocumentState state)
    {
        _sites.Clear();
        var atLineStart = !state.MidLine;
        var feedOnly = state.AfterReturn && segment is "\n";
        var isLine = atLineStart && segment[^1] is not (' ' or '\t');
        (state.MidLine, state.AfterReturn) = (segment[^1] is not ('\n' or '\r'), segment[^1] == '\r');
        if (feedOnly || state.Closed)
        {
            return [];
        }

        // No sentence is this long. A segment that was cut at this length is not prose.
        state.Closed = segment.Length >= TextSegments.MaxLength - 1;
        var line = segment.TrimEnd();
        if (line.IsEmpty)
        {
            if (atLineStart)
            {
                state.EndParagraph();
            }

            return [];
        }

        if (state.Fence != 0)
        {
            if (atLineStart && LineStart.ClosesFence(line, state))
            {
                state.Fence = '\0';
            }

            return [];
        }

        var from = 0;
        if (atLineStart && state.Ticks == 0)
        {
            if (LineStart.OpensFence(line, ref state))
            {
                return [];
            }

            from = LineStart.Read(line, ref state);
        }

        var spans = new ProtectedSpans(stackalloc (int, int)[24]);
        var open = spans.Read(line[from..], ref state);
        var isProse =
            open
            && !(line[^1] is ';' or ',' && !state.MidLine)
            && !(from == 0 && (IsRow(line) || (isLine && line.Length < ShortestLine)))
            && Tokenizer.Read(line, from, spans.Spans, _tokens, ref state);
        if (!isProse)
        {
            // A heading or a short introduction also says what the text is about.
            _ = Heed(Tokenizer.Classes(line), ref state);
            return [];
        }

        if (!IsPlainEnglish(ref state))
        {
            return [];
        }

        _words.Find(line, Span, _sites, ref state);
        return CollectionsMarshal.AsSpan(_sites);
    }

    /// <summary>Returns whether the line may be a row of values: it has commas, and no end of a sentence.</summary>
    private static bool IsRow(ReadOnlySpan<char> line) =>
        line[^1] is not ('.' or '!' or '?' or ':' or ')' or '"' or '\'' or '*' or '\u201D' or '\u2019') && line.Count(',') >= 2;

    private bool IsPlainEnglish(ref DocumentState state)
    {
        var (words, english, foreign, upper, classes) = (0, 0, 0, 0, WordClass.None);
        foreach (ref readonly var token in Span)
        {
            words++;
            upper += token.Opaque ? 1 : 0;
            english += IsEnglish(token) ? 1 : 0;
            foreign += (token.Class & WordClass.Foreign) != 0 ? 1 : 0;
            classes |= token.Class;
        }

        return Heed(classes, ref state) && words >= FewestWords && english >= 2 && english * 6 >= words && foreign == 0 && upper * 3 <= words;
    }

    /// <summary>Returns whether text with words of these classes may change. If they forbid it for the rest of the document, closes that.</summary>
    private static bool Heed(WordClass classes, ref DocumentState state)
    {
        var careful = (classes & WordClass.Careful) != 0;
        state.Careful += careful ? 1 : 0;
        state.Closed |= (classes & (WordClass.Verbatim | WordClass.Wording)) != 0 || state.Careful >= MostCareful;
        return !careful && !state.Closed;
    }

    // Short function words do not count, because other languages have them, too.
    private static bool IsEnglish(in Token token) =>
        (token.Class & WordClass.English) != 0 || ((token.Class & WordClass.Function) != 0 && token.End - token.Start > 2);

    private Span<Token> Span => CollectionsMarshal.AsSpan(_tokens);
}
