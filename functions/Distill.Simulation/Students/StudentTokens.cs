namespace Distill.Simulation.Students;

/// <summary>Cuts text into words, numbers and single marks, each with the white space before it. Joined together, they are the text again.</summary>
internal static class StudentTokens
{
    public static IEnumerable<string> Of(string text)
    {
        for (var at = 0; at < text.Length; )
        {
            var end = at;
            while (end < text.Length && char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            if (end < text.Length && !IsWord(text[end]))
            {
                end++;
            }
            else
            {
                while (end < text.Length && IsWord(text[end]))
                {
                    end++;
                }
            }

            yield return text[at..end];
            at = end;
        }
    }

    // An apostrophe belongs to its word, so "don't" is one token.
    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '\'' or '’';
}
