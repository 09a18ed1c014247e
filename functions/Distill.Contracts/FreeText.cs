using System.Globalization;
using System.Text;

namespace Distill.Contracts;

/// <summary>
/// What people write: names, reasons, notes. They may write any script. They may not use characters that can't be seen or that turn the direction of
/// others, because then a text says something else than it shows, or two names look alike. Joiners and selectors may stand where a script or an
/// emoji needs them.
/// </summary>
/// <remarks>The invisible ones are those that Unicode calls Default_Ignorable_Code_Point (UAX 44), the others Bidi_Control (UAX 9).</remarks>
public static class FreeText
{
    /// <summary>The characters that a text of several lines may have besides.</summary>
    public const string Lines = "\n\r\t";

    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;
    private const int EmojiSelector = 0xFE0F;
    private const int KeycapFrame = 0x20E3;

    /// <summary>What is wrong with a text, to follow its name; null if nothing is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kept">Control characters that it may have, such as <see cref="Lines"/>.</param>
    public static string? Fault(string text, string kept = "")
    {
        Rune[] runes = [default, .. text.EnumerateRunes(), default];
        for (var at = 1; at < runes.Length - 1; at++)
        {
            if (IsHidden(runes[at - 1], runes[at], runes[at + 1], kept))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"has U+{runes[at].Value:X4} as its character {at}, which controls the text, can't be seen, or turns the text's direction"
                );
            }
        }

        return null;
    }

    private static bool IsHidden(Rune before, Rune rune, Rune after, string kept) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control => !kept.Contains((char)rune.Value, StringComparison.Ordinal),
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
            UnicodeCategory.Format => !IsSign(rune.Value)
                && !(rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner && Joins(before, rune.Value == ZeroWidthJoiner)),
            _ => IsFiller(rune.Value) || (IsSelector(rune.Value) && !HasForms(before, rune.Value, after.Value)),
        };

    // Format characters that are seen: signs that stand around numbers or verses, mostly Arabic.
    private static bool IsSign(int code) => code is (>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD;

    // No format characters, but without any shape. Some have not been assigned yet.
    private static bool IsFiller(int code) =>
        code
            is 0x34F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or 0x2065
                or 0x3164
                or 0xFFA0
                or (>= 0xFFF0 and <= 0xFFF8)
                or (>= 0xE0000 and <= 0xE00FF)
                or (>= 0xE01F0 and <= 0xE0FFF);

    private static bool IsSelector(int code) => code is (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= EmojiSelector) or (>= 0xE0100 and <= 0xE01EF);

    // Letters that join have forms that a joiner chooses. Emoji are joined to one picture.
    private static bool Joins(Rune before, bool pictures) =>
        Rune.GetUnicodeCategory(before) switch
        {
            UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => IsJoiningScript(before.Value)
                || (pictures && before.Value == EmojiSelector),
            UnicodeCategory.OtherSymbol => pictures,
            UnicodeCategory.ModifierSymbol => pictures && before.Value is >= 0x1F3FB and <= 0x1F3FF,
            _ => false,
        };

    // Arabic to Myanmar, Philippine scripts to Vedic signs, Phags-pa to Meetei, Arabic forms, Kharoshthi to the scripts beside Brahmi, and Adlam.
    private static bool IsJoiningScript(int code) =>
        code
            is (>= 0x600 and <= 0x109F)
                or (>= 0x1700 and <= 0x1CFF)
                or (>= 0xA800 and <= 0xABFF)
                or (>= 0xFB50 and <= 0xFDFF)
                or (>= 0xFE70 and <= 0xFEFC)
                or (>= 0x10A00 and <= 0x11FFF)
                or (>= 0x1E900 and <= 0x1E95F);

    // Signs that are an emoji or plain, ideographs with several shapes, and letters of Myanmar and Mongolian.
    private static bool HasForms(Rune before, int selector, int after) =>
        Rune.GetUnicodeCategory(before) switch
        {
            UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol => true,
            UnicodeCategory.OtherLetter => before.Value >= 0x1000,
            _ => selector == EmojiSelector
                && (
                    before.Value is 0x203C or 0x2049 or 0x2139 or 0x3030 or 0x303D
                    || (after == KeycapFrame && before.Value is '#' or '*' or (>= '0' and <= '9'))
                ),
        };
}
