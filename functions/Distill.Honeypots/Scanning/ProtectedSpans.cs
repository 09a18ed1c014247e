namespace Distill.Honeypots.Scanning;

/// <summary>
/// Follows quotations, code spans, brackets, tags, formulas and emphasis through a segment. They are protected, and so is anything that may be one of
/// them. What is not closed stays open in the segments that follow.
/// </summary>
internal ref struct ProtectedSpans(Span<(int Start, int End)> room)
{
    private readonly Span<(int Start, int End)> _spans = room;
    private int _count;
    private bool _shut;

    /// <summary>The spans found, in no order.</summary>
    public readonly ReadOnlySpan<(int Start, int End)> Spans => _spans[.._count];

    /// <summary>Reads <paramref name="text"/>. Returns false if all of it is protected.</summary>
    public bool Read(ReadOnlySpan<char> text, ref DocumentState state)
    {
        _shut = state.IsShut;
        var (ticks, bracket, first, last, firstSingle, lastSingle, emphasis, underscores) = (
            0,
            0,
            state.Quote || state.CurlyQuote ? 0 : -1,
            -1,
            state.SingleQuote ? 0 : -1,
            -1,
            -1,
            0
        );
        for (var i = 0; i < text.Length; i++)
        {
            var next = text[i..].IndexOfAny(Signs.Watched);
            if (next < 0)
            {
                break;
            }

            i += next;
            if (text[i] == '`')
            {
                var run = Signs.Run(text, i);
                if (state.Ticks == 0)
                {
                    (state.Ticks, ticks) = (run, i);
                }
                else if (state.Ticks == run)
                {
                    Add(ticks, i + run);
                    state.Ticks = 0;
                }

                i += run - 1;
                continue;
            }

            if (state.Ticks > 0)
            {
                continue;
            }

            switch (text[i])
            {
                case '"':
                    first = first < 0 ? i : first;
                    last = i;
                    var opens = (i == 0 || Signs.IsOpener(text[i - 1])) && i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1]);
                    Stray(ref state, !opens && !state.Quote);
                    state.Quote = opens;
                    break;
                case '\u201C':
                    first = first < 0 ? i : first;
                    state.CurlyQuote = true;
                    break;
                case '\u201D':
                    Stray(ref state, !state.CurlyQuote);
                    (last, state.CurlyQuote) = (i, false);
                    break;
                case '\'' or '\u2019' or '\u2018':
                    var (before, after) = (i > 0 ? text[i - 1] : ' ', i + 1 < text.Length ? text[i + 1] : ' ');
                    if (text[i] == '\u2018' || (Signs.IsOpener(before) && !char.IsWhiteSpace(after)))
                    {
                        firstSingle = firstSingle < 0 ? i : firstSingle;
                    }
                    else if (!char.IsLetter(after) && !(before is 's' or 'S' && char.IsWhiteSpace(after) && i + 1 < text.Length))
                    {
                        // After an s this may be a genitive, so the quotation counts as not ended.
                        lastSingle = i;
                    }

                    break;
                case '{' or '[':
                    bracket = state.Brackets++ == 0 ? i : bracket;
                    _shut |= text[i] == '{';
                    break;
                case '}' or ']':
                    _shut |= text[i] == '}' || state.Brackets == 0;
                    state.Brackets = Math.Max(0, state.Brackets - 1);
                    if (state.Brackets == 0)
                    {
                        var target = i + 1 < text.Length && text[i + 1] is '(' or '[' ? text[i..].IndexOf(text[i + 1] == '(' ? ')' : ']') : 0;
                        _shut |= target < 0;
                        Add(bracket, i + 1 + Math.Max(0, target));
                        i += text[i] == ']' && i + 1 < text.Length && text[i + 1] == '(' ? Math.Max(0, target) : 0;
                    }

                    break;
                case '<':
                    _shut = true;
                    Signs.Tag(text[i..], ref state);
                    break;
                case '\\':
                    _shut = true;
                    state.Formulas = Math.Max(0, state.Formulas + Signs.Formula(text[(i + 1)..]));
                    i++;
                    break;
                case '$':
                    var display = i + 1 < text.Length && text[i + 1] == '$';
                    state.Display ^= display;
                    _shut |= display || i + 1 == text.Length || !char.IsAsciiDigit(text[i + 1]);
                    i += display ? 1 : 0;
                    break;
                case '_':
                    _shut = true;
                    underscores++;
                    break;
                case '*':
                    var stars = Signs.Run(text, i);
                    _shut |= (i == 0 || text[i - 1] == ' ') && (i + stars == text.Length || text[i + stars] == ' ');
                    if (emphasis >= 0)
                    {
                        Add(emphasis, i + stars);
                    }

                    emphasis = emphasis < 0 ? i : -1;
                    i += stars - 1;
                    break;
                case '\t' or '|':
                    _shut = state.LineClosed = true;
                    break;
                default:
                    _shut = true;
                    break;
            }
        }

        // Protect everything from the first mark to the last, even a speaker's name between them.
        if (first >= 0)
        {
            Add(first, state.Quote || state.CurlyQuote ? text.Length : last + 1);
        }

        if (firstSingle >= 0)
        {
            state.SingleQuote = lastSingle <= firstSingle;
            Add(firstSingle, state.SingleQuote ? text.Length : lastSingle + 1);
        }

        Stray(ref state, emphasis >= 0 || underscores % 2 == 1);
        if (state.Brackets > 0)
        {
            Add(bracket, text.Length);
        }

        if (state.Ticks > 0)
        {
            Add(ticks, text.Length);
        }

        return !(_shut || state.Closed || state.Tags > 0 || state.Formulas > 0 || state.Display);
    }

    private void Stray(ref DocumentState state, bool isStray)
    {
        state.ParagraphClosed |= isStray;
        _shut |= isStray;
    }

    private void Add(int start, int end)
    {
        if (_count == _spans.Length)
        {
            _shut = true;
            return;
        }

        _spans[_count++] = (start, end);
    }
}
