namespace Distill.Honeypots.Dictionary;

/// <summary>What a word can be, as far as the rules need it.</summary>
[Flags]
internal enum WordClass : uint
{
    None = 0,

    /// <summary>So common that English prose cannot do without it.</summary>
    English = 1,

    /// <summary>Common in another language, and no English word.</summary>
    Foreign = 1 << 1,
    Negation = 1 << 2,

    /// <summary>Legal or medical wording, which must not change.</summary>
    Careful = 1 << 3,

    /// <summary>Says that text must stay as it is.</summary>
    Verbatim = 1 << 4,

    /// <summary>Days, months, units, number words, currencies: parts of figures.</summary>
    Measure = 1 << 5,
    Determiner = 1 << 6,

    /// <summary>A pronoun that is a subject.</summary>
    Subject = 1 << 7,

    /// <summary>A verb that can directly follow such a subject.</summary>
    Auxiliary = 1 << 8,

    /// <summary>Opens a clause that a comma ends.</summary>
    Subordinator = 1 << 9,

    /// <summary>A preposition, a conjunction or the like. No item of a list ends with it.</summary>
    Function = 1 << 10,

    /// <summary>A person, to whom "which" cannot refer, or a verb.</summary>
    NoThing = 1 << 11,

    /// <summary>Joins the last item to a list.</summary>
    Joiner = 1 << 12,

    /// <summary>A verb that a sentence may begin with, and that is spelled like no noun.</summary>
    Command = 1 << 13,
}
