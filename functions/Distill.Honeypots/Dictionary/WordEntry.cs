namespace Distill.Honeypots.Dictionary;

/// <summary>What the dictionary knows of a word. <c>default</c> for a word that it does not know.</summary>
/// <param name="Class">What it can be.</param>
/// <param name="Forms">The number of the forms that begin with it; 0 if none does.</param>
internal readonly record struct WordEntry(WordClass Class, int Forms);
