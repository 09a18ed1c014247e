namespace Distill.Honeypots.Dictionary;

/// <summary>What the dictionary knows about a word. <c>default</c> stands for an unknown word.</summary>
/// <param name="Class">What it can be.</param>
/// <param name="Forms">The number of the group of forms that begin with the word; 0 if none does.</param>
internal readonly record struct WordEntry(WordClass Class, int Forms);
