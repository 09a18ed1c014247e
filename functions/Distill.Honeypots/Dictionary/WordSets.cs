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

    // A word that begins with it is an ending: of every word that ends so.
    private const char Ending = '-';

    /// <summary>Returns all words with all their classes.</summary>
    public static Dictionary<string, WordClass> Classes()
    {
        var classes = new Dictionary<string, WordClass>();
        foreach (var (set, words) in s_sets)
        {
            foreach (var word in words.Split(' ').Where(w => w[0] != Ending))
            {
                classes[word] = classes.GetValueOrDefault(word) | set;
            }
        }

        return classes;
    }

    /// <summary>Returns all endings, each with the class of the words that have it.</summary>
    public static IEnumerable<(string Text, WordClass Class)> Endings() =>
        from set in s_sets
        from word in set.Words.Split(' ')
        where word[0] == Ending
        select (word[1..], set.Class);

    /// <summary>The text that the dictionary's hash covers.</summary>
    public static string Text => string.Join('\n', s_sets.Select(s => $"{s.Class}: {s.Words}"));
}
