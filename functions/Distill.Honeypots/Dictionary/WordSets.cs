using Distill.Contracts;

namespace Distill.Honeypots.Dictionary;

/// <summary>The words of each class that rules and guards use. They are in word-classes.txt.</summary>
internal static class WordSets
{
    private static readonly (WordClass Class, string Words)[] s_sets =
    [
        .. from section in TextSections.Read(typeof(WordSets).Assembly, "word-classes.txt")
        select (Enum.Parse<WordClass>(section.Name), section.Text.Replace('\n', ' ')),
    ];

    /// <summary>Returns all words with all their classes.</summary>
    public static Dictionary<string, WordClass> Classes()
    {
        var classes = new Dictionary<string, WordClass>();
        foreach (var (set, words) in s_sets)
        {
            foreach (var word in words.Split(' '))
            {
                classes[word] = classes.GetValueOrDefault(word) | set;
            }
        }

        return classes;
    }

    /// <summary>The text that the dictionary's hash covers.</summary>
    public static string Text => string.Join('\n', s_sets.Select(s => $"{s.Class}: {s.Words}"));
}
