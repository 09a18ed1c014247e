using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Scanning;

/// <summary>
/// What a segment must know about the segments before it: which protected spans are still open. <c>default</c> is a document's start.
/// </summary>
internal record struct DocumentState
{
    /// <summary>Whether the next segment continues a line.</summary>
    public bool MidLine { get; set; }

    /// <summary>Whether the last line ended with a carriage return. A line feed that follows belongs to it.</summary>
    public bool AfterReturn { get; set; }

    /// <summary>The character and the length of the open code fence; 0 if none is open.</summary>
    public char Fence { get; set; }

    public int FenceLength { get; set; }

    /// <summary>How many braces and brackets are open.</summary>
    public int Brackets { get; set; }

    /// <summary>How many tags are open.</summary>
    public int Tags { get; set; }

    /// <summary>How many LaTeX environments and displays are open.</summary>
    public int Formulas { get; set; }

    /// <summary>Whether the text is between two "$$".</summary>
    public bool Display { get; set; }

    public bool Quote { get; set; }

    public bool CurlyQuote { get; set; }

    public bool SingleQuote { get; set; }

    /// <summary>The length of the run of backticks that opened a code span; 0 for none.</summary>
    public int Ticks { get; set; }

    /// <summary>Whether the rest of the line gets no marks.</summary>
    public bool LineClosed { get; set; }

    /// <summary>Whether the text up to the next blank line gets no marks.</summary>
    public bool ParagraphClosed { get; set; }

    /// <summary>Whether the rest of the document gets no marks.</summary>
    public bool Closed { get; set; }

    /// <summary>How many sentences of legal or medical wording there were so far.</summary>
    public int Careful { get; set; }

    // The contexts of the conventions seen so far, a byte each, and which have been seen, a bit each.
    private UInt128 _contexts;
    private ushort _seen;

    /// <summary>Returns a site's context. All sites of a convention have the context of the document's first.</summary>
    public byte Context(MarkPair pair, byte context)
    {
        if (pair.Convention < 0)
        {
            return context;
        }

        var (bit, shift) = ((ushort)(1 << pair.Convention), pair.Convention * 8);
        if ((_seen & bit) != 0)
        {
            return (byte)(_contexts >> shift);
        }

        _seen |= bit;
        _contexts |= (UInt128)context << shift;
        return context;
    }

    /// <summary>Whether something is open that holds no prose.</summary>
    public readonly bool IsShut => Closed || LineClosed || ParagraphClosed || Brackets > 0 || Tags > 0 || Formulas > 0 || Display;

    public void EndParagraph()
    {
        (Ticks, SingleQuote, ParagraphClosed, LineClosed) = (0, false, false, false);
    }
}
