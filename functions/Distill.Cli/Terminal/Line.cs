using System.Globalization;
using System.Text;

namespace Distill.Cli.Terminal;

/// <summary>Text from outside, on one line of a terminal: nothing in it moves the cursor or turns the direction.</summary>
internal static class Line
{
    public static string Of(string? text)
    {
        var line = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (
                Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
            )
            {
                line.Append(' ');
            }
            else
            {
                line.Append(rune);
            }
        }

        return line.ToString();
    }
}
