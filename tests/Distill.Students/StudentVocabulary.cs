using Distill.Simulation.Students;

namespace Distill.Students;

/// <summary>
/// The tokens of a student. Frequent words are a token each, with the white space before them. All others are spelled, so every text has tokens, and
/// they give the text back.
/// </summary>
internal sealed class StudentVocabulary
{
    /// <summary>Stands before and behind every text.</summary>
    public const int End = 0;

    // Stands for characters that no text had.
    private const int Unknown = 1;

    // A word that is rarer is learned no better as a token than by its letters.
    private const int FewestSightings = 3;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal) { [""] = End, ["\uFFFD"] = Unknown };
    private readonly List<string> _tokens = ["", "\uFFFD"];

    /// <param name="texts">The texts that the words are counted in.</param>
    /// <param name="words">The most words that are tokens.</param>
    public StudentVocabulary(IReadOnlyList<string> texts, int words)
    {
        foreach (var c in texts.SelectMany(t => t).Distinct().Order())
        {
            Add(c.ToString());
        }

        var frequent = texts
            .SelectMany(StudentTokens.Of)
            .CountBy(t => t, StringComparer.Ordinal)
            .Where(t => t.Value >= FewestSightings)
            .OrderByDescending(t => t.Value)
            .ThenBy(t => t.Key, StringComparer.Ordinal)
            .Take(words);
        foreach (var (token, _) in frequent)
        {
            Add(token);
        }
    }

    public int Count => _tokens.Count;

    public IEnumerable<int> Encode(string text) =>
        StudentTokens.Of(text).SelectMany(t => _ids.TryGetValue(t, out var id) ? [id] : t.Select(c => _ids.GetValueOrDefault(c.ToString(), Unknown)));

    public string Decode(IEnumerable<int> ids) => string.Concat(ids.Select(i => _tokens[i]));

    private void Add(string token)
    {
        if (_ids.TryAdd(token, _tokens.Count))
        {
            _tokens.Add(token);
        }
    }
}
