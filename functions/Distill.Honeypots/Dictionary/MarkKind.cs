namespace Distill.Honeypots.Dictionary;

/// <summary>A kind of variation. Only words vary: punctuation, spelling, contractions and hyphens stay as they are.</summary>
public enum MarkKind
{
    /// <summary>"for example" / "for instance", and other links between sentences.</summary>
    Connective,

    /// <summary>"make sure you" / "make sure that you".</summary>
    OptionalThat,

    /// <summary>"helps reduce" / "helps to reduce".</summary>
    OptionalParticle,

    /// <summary>"someone" / "somebody", "based on" / "based upon".</summary>
    Variant,

    /// <summary>Curated words that mean the same in the places that the guards allow.</summary>
    Synonym,
}
