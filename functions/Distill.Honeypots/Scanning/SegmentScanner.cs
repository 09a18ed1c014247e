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

    // Reads the segment behind.
    private SegmentScanner? _following;

    // The stems of the segment, and of those beside it in the same line.
    private HashSet<ulong> _stems = new(64);
    private HashSet<ulong> _beside = new(64);

    /// <summary>
    /// Finds the sites of <paramref name="segment"/>; positions count from its first character. They are valid until the next call. Moves
    /// <paramref name="state"/> from the segment's start to its end.
    /// </summary>
    /// <param name="segment">The segment.</param>
    /// <param name="following">The segment behind it; empty if there is none in the same line.</param>
    /// <param name="state">What is known of the text before.</param>
    public ReadOnlySpan<Site> Scan(ReadOnlySpan<char> segment, ReadOnlySpan<char> following, ref DocumentState state)
    {
        (_beside, _stems) = (_stems, _beside);
        if (!state.MidLine)
        {
            _beside.Clear();
        }

        return Rescan(segment, following, ref state);
    }

    /// <summary>Finds the sites of another wording of the last segment. What follows sees that wording.</summary>
    public ReadOnlySpan<Site> Rescan(ReadOnlySpan<char> segment, ReadOnlySpan<char> following, ref DocumentState state)
    {
        _sites.Clear();
        _stems.Clear();
        var read = ReadForms(segment, ref state);
        if (state.MidLine && !state.Closed)
        {
            AddStems(segment, read, _stems);
        }

        if (!read)
        {
            return [];
        }

        if (_words.HeedsNeighbours && state.MidLine && !following.IsEmpty)
        {
            _following ??= new SegmentScanner();
            var after = state;
            _following.AddStems(following, _following.ReadForms(following, ref after), _beside);
        }

        _words.Find(segment, Span, _beside, _sites, ref state);
        return CollectionsMarshal.AsSpan(_sites);
    }

    /// <summary>Returns whether the sites of <paramref name="segment"/> can't be told before the segment behind it is known.</summary>
    public bool NeedsFollowing(ReadOnlySpan<char> segment, DocumentState state) => ReadForms(segment, ref state) && _words.HeedsNeighbours;

    private void AddStems(ReadOnlySpan<char> segment, bool read, HashSet<ulong> stems)
    {
        if (read)
        {
            _words.AddStems(segment, Span, stems);
        }
        else
        {
            Tokenizer.AddStems(segment, stems);
        }
    }

    private bool ReadForms(ReadOnlySpan<char> segment, ref DocumentState state)
    {
        if (!Read(segment, ref state))
        {
            return false;
        }

        _words.Read(Span);
        return true;
    }

    private bool Read(ReadOnlySpan<char> segment, ref DocumentState state)
    {
        var atLineStart = !state.MidLine;
        var feedOnly = state.AfterReturn && segment is "\n";
        var isLine = atLineStart && segment[^1] is not (' ' or '\t');
        (state.MidLine, state.AfterReturn) = (segment[^1] is not ('\n' or '\r'), segment[^1] == '\r');
        if (feedOnly || state.Closed)
        {
            return false;
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

            return false;
        }

        if (state.Fence != 0)
        {
            if (atLineStart && LineStart.ClosesFence(line, state))
            {
                state.Fence = '\0';
            }

            return false;
        }

        var from = 0;
        if (atLineStart && state.Ticks == 0)
        {
            if (LineStart.OpensFence(line, ref state))
            {
                return false;
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
            return false;
        }

        return IsPlainEnglish(ref state);
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
