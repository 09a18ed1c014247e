namespace Distill.Honeypots.Dictionary;

/// <summary>What the dictionary knows of a word.</summary>
/// <param name="Class">What it can be.</param>
/// <param name="Forms">The forms that begin with it, longest first.</param>
internal sealed record WordEntry(WordClass Class, WordForm[] Forms)
{
    public static WordEntry Unknown { get; } = new(WordClass.None, []);
}
