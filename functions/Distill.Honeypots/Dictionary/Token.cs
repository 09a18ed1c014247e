namespace Distill.Honeypots.Dictionary;

/// <summary>What stands between a token and the one before it.</summary>
internal enum Gap : byte
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>One space.</summary>
    Space,

    /// <summary>A comma and one space.</summary>
    Comma,
    Hyphen,

    /// <summary>Signs that join two tokens into one. Neither is then a word.</summary>
    Tie,
}

/// <summary>A word, or something that looks like one.</summary>
internal struct Token
{
    public int Start;

    public int End;

    /// <summary>The hash of the word in lower case, with a straight apostrophe.</summary>
    public ulong Hash;

    /// <summary>The hash of the part before the apostrophe; the same as <see cref="Hash"/> if there is none.</summary>
    public ulong Head;

    /// <summary>If a site ends with the word, the hash of its other form's last word; else the same as <see cref="Hash"/>.</summary>
    public ulong Other;

    public Gap Before;

    public WordClass Class;

    /// <summary>The number of the dictionary's forms that begin with the word; 0 if none does.</summary>
    public int Forms;

    /// <summary>Whether the first letter is upper case and the rest lower case.</summary>
    public bool Capital;

    /// <summary>Whether the word ends like a plural.</summary>
    public bool Plural;

    /// <summary>Whether the word ends in -ing.</summary>
    public bool Gerund;

    /// <summary>
    /// Whether the token has digits, other signs, other alphabets or all upper case, or is within a protected span. It never changes, and neither
    /// does text beside it.
    /// </summary>
    public bool Opaque;

    /// <summary>What later tokens see of this one. It is the same for either form of a site.</summary>
    public ulong Unit;
}
