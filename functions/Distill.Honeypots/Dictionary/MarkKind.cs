namespace Distill.Honeypots.Dictionary;

/// <summary>A kind of variation.</summary>
public enum MarkKind
{
    /// <summary>"a, b and c" / "a, b, and c".</summary>
    SerialComma,

    /// <summary>"In practice the" / "In practice, the".</summary>
    OpenerComma,

    /// <summary>"and it is" / ", and it is"; "but the" / ", but the"; "so you can" / ", so you can".</summary>
    ClauseComma,

    /// <summary>"such as" / ", such as"; "e.g. x" / "e.g., x".</summary>
    ExampleComma,

    /// <summary>"it is" / "it's". Never a negation.</summary>
    Contraction,

    /// <summary>"organise" / "organize": one convention a key.</summary>
    SpellingIze,

    /// <summary>"colour" / "color": one convention a key.</summary>
    SpellingOther,

    /// <summary>"long term" / "long-term", "healthcare" / "health care".</summary>
    Hyphen,

    /// <summary>"a tool that is" / "a tool which is".</summary>
    Relative,

    /// <summary>"for example" / "for instance", and the other links between sentences.</summary>
    Connective,

    /// <summary>"make sure you" / "make sure that you".</summary>
    OptionalThat,

    /// <summary>"helps reduce" / "helps to reduce", "all the" / "all of the".</summary>
    OptionalParticle,

    /// <summary>"toward" / "towards", "someone" / "somebody".</summary>
    Variant,

    /// <summary>Curated words of one meaning in one place.</summary>
    Synonym,

    /// <summary>"this—that" / "this — that". Anyone who cleans text normalises dashes, so they serve for direct leaks only.</summary>
    Dash,
}
