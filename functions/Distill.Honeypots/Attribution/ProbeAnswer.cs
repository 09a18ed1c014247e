using System.Text.RegularExpressions;

namespace Distill.Honeypots.Attribution;

/// <summary>Reads what a suspect answered to a question.</summary>
/// <param name="question">The question.</param>
/// <param name="answer">The answer, as it came.</param>
internal sealed partial class ProbeAnswer(ProbeQuestion question, string answer)
{
    private readonly string _answer = answer;

    // A model that repeats the beginning goes on with it all the same.
    private readonly string _rest = answer.StartsWith(question.Beginning, StringComparison.Ordinal) ? answer[question.Beginning.Length..] : answer;

    /// <summary>True for the pair's second form, false for its first; null for no choice.</summary>
    public bool? Choice()
    {
        if (Refusal().IsMatch(_rest) && !Refusal().IsMatch(question.First) && !Refusal().IsMatch(question.Second))
        {
            return null;
        }

        var (first, second) = Shown(_rest);
        if (Numbered().Match(_rest) is { Success: true } numbered)
        {
            // Beside its number, an answer may have the same way in words, and nothing else.
            var chosen = numbered.Groups[1].Value == "1" == question.IsSwapped;
            var words = numbered.Groups[2].Value;
            return words.Length == 0 || (Shown(words) == (!chosen, chosen) && !Number().IsMatch(words)) ? chosen : null;
        }

        return first != second ? second
            : first ? null
            : Continued();
    }

    private bool? Continued()
    {
        if (string.IsNullOrWhiteSpace(_rest))
        {
            return null;
        }

        var space = _rest.Length > 0 && char.IsLetterOrDigit(_rest[0]) && _rest.Length == _answer.Length ? " " : "";
        return ProbeQuestion.Next(question.Beginning, space + _rest) is { } site && site.Cell == question.Cell ? site.Form : null;
    }

    /// <summary>Returns which of the two ways a text has.</summary>
    private (bool First, bool Second) Shown(string text)
    {
        var plain = Plain(text);
        return (Has(plain, Plain(question.First)), Has(plain, Plain(question.Second)));
    }

    /// <summary>Returns whether the text has the way. Parts of words do not count.</summary>
    private static bool Has(string text, string way)
    {
        for (var at = 0; (at = text.IndexOf(way, at, StringComparison.Ordinal)) >= 0; at++)
        {
            if (!IsInWord(text, at) && !IsInWord(text, at + way.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInWord(string text, int at) => at > 0 && at < text.Length && IsWord(text[at - 1]) && IsWord(text[at]);

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '\'' or '-';

    private static string Plain(string text) => Spaces().Replace(text.Replace('\u2019', '\''), " ").Trim().ToLowerInvariant();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    // "2", "(2)", "2.", "Option 2", "**2**: walked towards the".
    [GeneratedRegex(
        @"^\W*(?:(?:the\s+)?(?:option|answer|choice|number|way)\W*(?:is\W+)?)?([12])(?![\w%]|[.,]\d)\W*(.*)$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\b[12]\b")]
    private static partial Regex Number();

    [GeneratedRegex(
        @"^\W*(?:(?:I['\u2019]?m|I\s+am)\s+(?:sorry|afraid|unable|not\s+able)|sorry|(?:un)?fortunately,?\s+I\b|as\s+an?\s+(?:AI|language|assistant)"
            + @"|I\s+(?:can['\u2019]?t|cannot|can\s+not|won['\u2019]?t|will\s+not|don['\u2019]?t|do\s+not|am\s+not|refuse|decline)"
            + @"|(?:both|neither|either)\b)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Refusal();
}
