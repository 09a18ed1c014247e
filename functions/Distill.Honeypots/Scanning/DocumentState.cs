namespace Distill.Honeypots.Scanning;

/// <summary>What a segment must know about those before it: which protected spans are still open. <c>default</c> is a document's start.</summary>
internal record struct DocumentState
{
    /// <summary>The next segment continues a line.</summary>
    public bool MidLine { get; set; }

    /// <summary>The last line ended with a carriage return. A line feed that follows belongs to it.</summary>
    public bool AfterReturn { get; set; }

    /// <summary>The open code fence's character and length; 0 for none.</summary>
    public char Fence { get; set; }

    public int FenceLength { get; set; }

    /// <summary>Open braces and brackets.</summary>
    public int Brackets { get; set; }

    /// <summary>Open tags.</summary>
    public int Tags { get; set; }

    /// <summary>Open LaTeX environments and displays.</summary>
    public int Formulas { get; set; }

    /// <summary>Between two "$$".</summary>
    public bool Display { get; set; }

    public bool Quote { get; set; }

    public bool CurlyQuote { get; set; }

    public bool SingleQuote { get; set; }

    /// <summary>The length of the run of backticks that opened a code span; 0 for none.</summary>
    public int Ticks { get; set; }

    /// <summary>No marks until the line's end.</summary>
    public bool LineClosed { get; set; }

    /// <summary>No marks until the next blank line.</summary>
    public bool ParagraphClosed { get; set; }

    /// <summary>No marks until the end.</summary>
    public bool Closed { get; set; }

    /// <summary>Sentences of legal or medical wording so far.</summary>
    public int Careful { get; set; }

    /// <summary>Something is open that holds no prose.</summary>
    public readonly bool IsShut => Closed || LineClosed || ParagraphClosed || Brackets > 0 || Tags > 0 || Formulas > 0 || Display;

    public void EndParagraph()
    {
        (Ticks, SingleQuote, ParagraphClosed, LineClosed) = (0, false, false, false);
    }
}
