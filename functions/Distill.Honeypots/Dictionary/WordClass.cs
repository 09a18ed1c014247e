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

    /// <summary>A day, month, unit, number word or currency: part of a figure.</summary>
    Measure = 1 << 5,
    Determiner = 1 << 6,

    /// <summary>A pronoun that is a subject.</summary>
    Subject = 1 << 7,

    /// <summary>A verb that can directly follow such a subject.</summary>
    Auxiliary = 1 << 8,

    /// <summary>A word that opens a clause, at whose end a comma stands.</summary>
    Subordinator = 1 << 9,

    /// <summary>A preposition, a conjunction or the like. No item of a list ends with it.</summary>
    Function = 1 << 10,

    /// <summary>A verb, or a word for a person: "which" can't refer to it.</summary>
    NoThing = 1 << 11,

    /// <summary>A word that joins the last item to a list.</summary>
    Joiner = 1 << 12,

    /// <summary>A verb that can begin a sentence and that looks like no noun.</summary>
    Command = 1 << 13,
}
