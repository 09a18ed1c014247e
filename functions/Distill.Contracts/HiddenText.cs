using System.Globalization;
using System.Text;

namespace Distill.Contracts;

/// <summary>
/// Text from outside, such as an account's id, for people. Characters that have no shape, that move the cursor, or that turn the direction of others
/// are shown as their code: <c>\u202E</c>. So two texts that differ look different.
/// </summary>
public static class HiddenText
{
    /// <summary>Shows a text on one line.</summary>
    public static string Show(string text) => Show(text, "");

    /// <summary>Shows a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kept">Characters that stay as they are, such as the ends of lines.</param>
    public static string Show(string text, string kept)
    {
        if (!text.EnumerateRunes().Any(r => IsHidden(r, kept)))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 5);
        foreach (var rune in text.EnumerateRunes())
        {
            Append(shown, rune, kept);
        }

        return shown.ToString();
    }

    /// <summary>Returns a text without such characters.</summary>
    public static string Remove(string text) =>
        text.EnumerateRunes().Any(r => IsHidden(r, "")) ? string.Concat(text.EnumerateRunes().Where(r => !IsHidden(r, ""))) : text;

    /// <summary>Appends a character as it is shown.</summary>
    public static void Append(StringBuilder shown, Rune rune, string kept)
    {
        if (IsHidden(rune, kept))
        {
            shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
        }
        else
        {
            shown.Append(rune);
        }
    }

    private static bool IsHidden(Rune rune, string kept) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
        && !(rune.IsBmp && kept.Contains((char)rune.Value, StringComparison.Ordinal));
}
