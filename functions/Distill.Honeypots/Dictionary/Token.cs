namespace Distill.Honeypots.Dictionary;

/// <summary>What stands before a token.</summary>
internal enum Gap : byte
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>One space.</summary>
    Space,

    /// <summary>A comma and one space.</summary>
    Comma,
    Hyphen,

    /// <summary>An em dash with no space about it.</summary>
    Dash,

    /// <summary>An em dash with a space on either side.</summary>
    SpacedDash,

    /// <summary>Signs that tie two tokens to one: neither is a word.</summary>
    Tie,
}

/// <summary>A word, or what may be taken for one.</summary>
internal struct Token
{
    public int Start;

    public int End;

    /// <summary>Of the word in lower case, with a straight apostrophe.</summary>
    public ulong Hash;

    /// <summary>Of what stands before the apostrophe; the same as <see cref="Hash"/> without one.</summary>
    public ulong Head;

    public Gap Before;

    public WordClass Class;

    /// <summary>The number of the dictionary's forms that begin with the word; 0 if none does.</summary>
    public int Forms;

    /// <summary>First letter upper case, the rest lower.</summary>
    public bool Capital;

    /// <summary>Ends as a plural does.</summary>
    public bool Plural;

    /// <summary>Ends in -ing.</summary>
    public bool Gerund;

    /// <summary>Digits, other signs, other alphabets, all upper case, or within a protected span: never changed, and nothing beside it is.</summary>
    public bool Opaque;

    /// <summary>What the token's unit says to those behind it: the same in either form of a site.</summary>
    public ulong Unit;

    /// <summary>Within a site of words, behind its first: no unit of its own.</summary>
    public bool Inner;

    /// <summary>No name, and no word that only joins or stands for others.</summary>
    public readonly bool IsPlain => !Opaque && !Capital && (Class & (WordClass.Function | WordClass.Auxiliary | WordClass.Subject)) == 0;
}
