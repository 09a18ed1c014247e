namespace Distill.Honeypots.Dictionary;

/// <summary>What a word can be, as far as rules ask.</summary>
[Flags]
internal enum WordClass : uint
{
    None = 0,

    /// <summary>So common that prose in English can't do without.</summary>
    English = 1,

    /// <summary>Common in another language, and no English word.</summary>
    Foreign = 1 << 1,
    Negation = 1 << 2,

    /// <summary>Of the law, of medicine: no wording to change.</summary>
    Careful = 1 << 3,

    /// <summary>Says that text is to be kept as it is.</summary>
    Verbatim = 1 << 4,

    /// <summary>Days, months, units, number words, currencies: what figures are made of.</summary>
    Measure = 1 << 5,
    Determiner = 1 << 6,

    /// <summary>A pronoun that is a subject.</summary>
    Subject = 1 << 7,

    /// <summary>A verb that can follow such a subject at once.</summary>
    Auxiliary = 1 << 8,

    /// <summary>Opens a clause that a comma ends.</summary>
    Subordinator = 1 << 9,

    /// <summary>A preposition, conjunction or the like: no item of a list ends with it.</summary>
    Function = 1 << 10,

    /// <summary>Whom "which" can't stand for, or a verb.</summary>
    NoThing = 1 << 11,

    /// <summary>Joins the last item to a list.</summary>
    Joiner = 1 << 12,

    /// <summary>A verb that a sentence may begin with, to be told by its spelling from any noun.</summary>
    Command = 1 << 13,
}
