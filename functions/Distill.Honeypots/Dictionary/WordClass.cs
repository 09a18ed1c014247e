namespace Distill.Honeypots.Dictionary;

/// <summary>What a word can be, as far as the rules need to know.</summary>
[Flags]
internal enum WordClass : uint
{
    None = 0,

    /// <summary>A word so common that English prose always has some of them.</summary>
    English = 1,

    /// <summary>A word that is common in another language and is not English.</summary>
    Foreign = 1 << 1,
    Negation = 1 << 2,

    /// <summary>Legal or medical wording, which must not change.</summary>
    Careful = 1 << 3,

    /// <summary>A word that says that text must stay as it is.</summary>
    Verbatim = 1 << 4,

    /// <summary>A word about words: a text that has it may speak about spelling, grammar or the choice of words.</summary>
    Wording = 1 << 5,

    /// <summary>A day, month, unit, number word or currency: part of a figure.</summary>
    Measure = 1 << 6,

    /// <summary>A preposition, a conjunction or the like.</summary>
    Function = 1 << 7,

    /// <summary>A word in -s that is no plural.</summary>
    Singular = 1 << 8,
}
