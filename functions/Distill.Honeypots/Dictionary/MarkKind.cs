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

    /// <summary>"it is" / "it's". Negations are not part of it.</summary>
    Contraction,

    /// <summary>"organise" / "organize": each key uses one of the two conventions.</summary>
    SpellingIze,

    /// <summary>"colour" / "color": each key uses one of the two conventions.</summary>
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

    /// <summary>Curated words that mean the same in the places that the guards allow.</summary>
    Synonym,

    /// <summary>"this—that" / "this — that". Anyone who cleans text normalises dashes, so this kind can only show direct leaks.</summary>
    Dash,
}
